package io.dripwatch.app.config;

/** The configuration cannot be used; the message is one sentence that names the file, the key and what was expected. */
public final class ConfigError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigError(String sentence) {
        super(sentence);
    }

    public ConfigError(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
