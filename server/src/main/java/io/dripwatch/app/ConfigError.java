package io.dripwatch.app;

/** The configuration cannot be used; the message is one sentence that names the file, the key and what was expected. */
final class ConfigError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigError(String sentence) {
        super(sentence);
    }

    ConfigError(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
