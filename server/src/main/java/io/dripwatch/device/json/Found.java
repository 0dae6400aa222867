package io.dripwatch.device.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.device.RefusalReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the values can be that a template finds in a message of somebody else's making. */
final class Found {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,18}([.][0-9]{1,18})?([eE][+-]?[0-9]{1,3})?");

    private Found() {}

    /** Whether there is nothing, or nothing in it. */
    static boolean isNothing(@Nullable JsonNode found) {
        return found == null
                || found.isNull()
                || (found.isTextual() && found.asText().isBlank());
    }

    /** A number; many write it in quotes. Null where it is none. */
    static @Nullable Double number(JsonNode found) {
        if (found.isNumber()) {
            return found.asDouble();
        }
        String text = found.isTextual() ? found.asText().strip() : "";
        return NUMBER.matcher(text).matches() ? (Double) Double.parseDouble(text) : null;
    }

    /** Text that says something, or a whole number, which many use as a name; null where there is nothing. */
    static @Nullable String textOrNull(@Nullable JsonNode found, String where) {
        if (found == null || isNothing(found)) {
            return null;
        }
        boolean named = found.isTextual() || found.isIntegralNumber();
        String text = named ? found.asText().strip() : "";
        if (!named || text.length() > Tokens.LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw new Unreadable(
                    RefusalReason.UNREADABLE,
                    where,
                    "expected text of at most " + Tokens.LONGEST_TEXT + " characters without control characters");
        }
        return text;
    }

    /** A time; null where there is nothing. */
    static @Nullable Instant momentOrNull(@Nullable JsonNode found, Template.When when, String where) {
        if (found == null || isNothing(found)) {
            return null;
        }
        Double number = number(found);
        Instant at = number != null
                ? Moment.ofNumber(Math.rint(when.inSeconds() ? number * 1000 : number))
                : found.isTextual() ? moment(found.asText().strip(), when) : null;
        if (at == null) {
            throw new Unreadable(
                    RefusalReason.BAD_TIME,
                    where,
                    "expected " + (when.inSeconds() ? "seconds" : "milliseconds") + " since 1970 or ISO 8601 with "
                            + (when.zone() == null ? "seconds and a zone" : "seconds") + ", from 1970 to 2099");
        }
        return at;
    }

    private static @Nullable Instant moment(String text, Template.When when) {
        String joined =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + "T" + text.substring(11) : text;
        Instant zoned = Moment.ofText(joined);
        if (zoned != null || when.zone() == null) {
            return zoned;
        }
        try {
            Instant local = LocalDateTime.parse(joined, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .atZone(when.zone())
                    .toInstant();
            return Moment.ofNumber((double) local.toEpochMilli()) == null ? null : local;
        } catch (DateTimeException notOne) {
            return null;
        }
    }

    /** A word of a message for whoever mends it; shortened, and hidden where it is no word. */
    static String shown(String word) {
        boolean plain = word.length() <= 60 && word.chars().noneMatch(Character::isISOControl);
        return plain ? word : "something longer";
    }
}
