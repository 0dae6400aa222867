package io.dripwatch.access.smart;

import java.util.Locale;

/** Somebody who asked for a token gets none; the message is for the person who wrote the client. */
final class TokenRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Why why;

    /** What OAuth 2.0 calls it (RFC 6749, 5.2). */
    enum Why {
        INVALID_REQUEST(400),
        INVALID_CLIENT(401),
        INVALID_SCOPE(400),
        UNSUPPORTED_GRANT_TYPE(400),
        TEMPORARILY_UNAVAILABLE(503);

        private final int status;

        Why(int status) {
            this.status = status;
        }

        /** Of HTTP. */
        int status() {
            return status;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param sentence without anything that was sent as a secret */
    TokenRefused(Why why, String sentence) {
        super(sentence, null, false, false);
        this.why = why;
    }

    static TokenRefused client(String sentence) {
        return new TokenRefused(Why.INVALID_CLIENT, sentence);
    }

    static TokenRefused unavailable(String sentence) {
        return new TokenRefused(Why.TEMPORARILY_UNAVAILABLE, sentence);
    }

    Why why() {
        return why;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
