package io.dripwatch.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a nurse sent along with a command; whatever is not as expected is told in a sentence. */
record CommandBody(JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_REASON = 200;
    private static final long LATEST_MS = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    static CommandBody of(byte[] text) {
        try {
            JsonNode body = JSON.readTree(text);
            if (!body.isObject()) {
                throw new IllegalArgumentException("expected a JSON object");
            }
            return new CommandBody(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("expected JSON, got something else", e);
        }
    }

    /**
     * The same, signed by whoever is signed in.
     *
     * @throws IllegalArgumentException where the body says that it was somebody else
     */
    CommandBody signed(String signature) {
        String said = optional("by");
        if (!said.isEmpty() && !said.equals(signature)) {
            throw new IllegalArgumentException("expected by to be left out or " + signature);
        }
        ObjectNode signed = json.deepCopy();
        signed.put("by", signature);
        return new CommandBody(signed);
    }

    /** Who it was. */
    String by() {
        return name("by");
    }

    /** A person's name or initials. */
    String name(String field) {
        return within(text(field), field, LONGEST_NAME);
    }

    /** Why; "" where it is left out. */
    String reason(String field) {
        return within(optional(field), field, LONGEST_REASON);
    }

    String text(String field) {
        String text = optional(field);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("expected text in " + field);
        }
        return text;
    }

    /** Text without the blanks around it; "" where it is left out. */
    String optional(String field) {
        JsonNode value = json.get(field);
        return value == null || !value.isTextual() ? "" : value.asText().strip();
    }

    double number(String field) {
        Double number = numberOrNull(field);
        if (number == null) {
            throw new IllegalArgumentException("expected a number in " + field);
        }
        return number;
    }

    @Nullable
    Double numberOrNull(String field) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isNumber()) {
            throw new IllegalArgumentException("expected a number in " + field);
        }
        return value.asDouble();
    }

    /** A whole number. */
    int whole(String field, int least, int most) {
        double number = number(field);
        if (!(number >= least && number <= most) || number != Math.rint(number)) {
            throw new IllegalArgumentException(
                    "expected a whole number from " + least + " to " + most + " in " + field);
        }
        return (int) number;
    }

    boolean flag(String field) {
        return json.path(field).asBoolean(false);
    }

    /** A time in milliseconds since 1970. */
    @Nullable
    Instant timeOrNull(String field) {
        Double at = numberOrNull(field);
        if (at != null && !(at >= 0 && at <= LATEST_MS)) {
            throw new IllegalArgumentException("expected a time in milliseconds since 1970 in " + field);
        }
        return at == null ? null : Instant.ofEpochMilli((long) (double) at);
    }

    LocalDate day(String field) {
        try {
            return LocalDate.parse(text(field));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("expected a day such as 2026-01-31 in " + field, e);
        }
    }

    /** One of the words of an enum: "side-effect" for SIDE_EFFECT. */
    <E extends Enum<E>> E word(String field, Class<E> kind) {
        String said = text(field);
        for (E each : kind.getEnumConstants()) {
            if (wordOf(each).equals(said)) {
                return each;
            }
        }
        throw new IllegalArgumentException("expected " + field + " such as " + wordOf(kind.getEnumConstants()[0]));
    }

    static String wordOf(Enum<?> each) {
        return each.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The body within a field. */
    CommandBody within(String field) {
        return new CommandBody(json.path(field));
    }

    boolean has(String field) {
        return json.path(field).isObject();
    }

    Patient patient() {
        return new Patient(patientId(), optional("family"), optional("given"), null, Patient.Sex.UNKNOWN);
    }

    PatientId patientId() {
        return new PatientId(optional("authority"), text("id"));
    }

    private static String within(String text, String field, int most) {
        if (text.length() > most) {
            throw new IllegalArgumentException("expected " + field + " of at most " + most + " characters");
        }
        return text;
    }
}
