package io.dripwatch.access;

/** The file of the tokens cannot be read or written; the message is one sentence that names it. */
public final class TokensUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TokensUnusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
