package io.dripwatch.device.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dripwatch.device.RefusalReason;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The values that a key of a message can have. Each reader stands at the value's first token. */
final class Tokens {
    static final int LONGEST_TEXT = 200;
    static final long LARGEST_SEQ = (1L << 53) - 1;

    private Tokens() {}

    /** Text that says something, without blanks around it. */
    static String text(JsonParser in, String where, String key) throws IOException {
        String text = word(in, where, key);
        check(text, where, key);
        return text.strip();
    }

    /** Text exactly as it stands there. */
    static String word(JsonParser in, String where, String key) throws IOException {
        String text = in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : "";
        if (text.isBlank()) {
            throw new Unreadable(RefusalReason.MISSING_PART, where + "." + key, "expected text");
        }
        return text;
    }

    /** Text that may be left out or say nothing. */
    static String textOrNothing(JsonParser in, String where, String key) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING && in.getText().isBlank()) {
            check(in.getText(), where, key);
            return "";
        }
        return in.currentToken() == JsonToken.VALUE_NULL ? "" : text(in, where, key);
    }

    private static void check(String text, String where, String key) {
        if (text.length() > LONGEST_TEXT || hasControl(text)) {
            throw new Unreadable(
                    RefusalReason.UNREADABLE,
                    where + "." + key,
                    "expected at most " + LONGEST_TEXT + " characters and no control characters");
        }
    }

    static @Nullable String textOrNull(JsonParser in, String where, String key) throws IOException {
        return in.currentToken() == JsonToken.VALUE_NULL ? null : text(in, where, key);
    }

    static @Nullable Instant momentOrNull(JsonParser in, String where, String key) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        Instant at = token.isNumeric()
                ? Moment.ofNumber(in.getDoubleValue())
                : token == JsonToken.VALUE_STRING ? Moment.ofText(in.getText()) : null;
        if (at == null) {
            throw new Unreadable(
                    RefusalReason.BAD_TIME,
                    where + "." + key,
                    "expected epoch milliseconds or ISO 8601 with seconds and a zone, from 1970 to 2099");
        }
        return at;
    }

    static @Nullable Long seqOrNull(JsonParser in, String where) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        double number = token.isNumeric() ? in.getDoubleValue() : -1;
        if (!(number >= 0 && number <= LARGEST_SEQ && Math.rint(number) == number)) {
            throw new Unreadable(
                    RefusalReason.UNREADABLE, where + ".seq", "expected a whole number from 0 to " + LARGEST_SEQ);
        }
        return (long) number;
    }

    /** A key that nobody knows may be one that was misspelt: what it should have said would be lost. */
    static Unreadable unknown(String where, String key, String known) {
        String shown = key.length() > 40 || hasControl(key) ? "..." : key;
        return new Unreadable(
                RefusalReason.UNREADABLE, where + "." + shown, "expected the keys " + known + ", got another");
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
