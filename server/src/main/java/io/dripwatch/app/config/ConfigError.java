package io.dripwatch.app.config;

/** The configuration cannot be used; the message is one sentence that names the file, the key and what was expected. */
public final class ConfigError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param sentence names the key, what was expected and what stands there */
    public ConfigError(String sentence) {
        super(sentence);
    }

    /** The same with what lies behind it. */
    public ConfigError(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
