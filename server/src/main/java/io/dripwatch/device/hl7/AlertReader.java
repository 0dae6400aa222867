package io.dripwatch.device.hl7;

import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.DeviceAlarm.State;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads one alarm of IHE PCD-04 (ORU^R40). Its rows are facets of one event, told apart by their names
 * and, where those are wrong, by the fifth part of OBX-4: 1 event, 2 source, 3 phase, 4 state, 5 inactivation,
 * 6 priority, 7 type. What a device has inactivated at its own panel is its own business.
 */
final class AlertReader {
    private static final int LONGEST_CODE = 80;
    private static final int GENERAL_EVENT = 196616;

    private final Message message;
    private final List<Row> rows;

    AlertReader(Message message, List<Row> rows) {
        this.message = message;
        this.rows = rows;
    }

    /**
     * The alarm; null where the message tells of none that lasts, which then stands in the findings.
     *
     * @param otherwise when it was, where the message does not say so legibly
     */
    @Nullable
    DeviceAlarm read(Times times, Instant otherwise, Findings findings) {
        Row event = event();
        if (event == null) {
            findings.refuse(RefusalReason.MISSING_PART, "OBX", "expected a row that names the event of the alarm");
            return null;
        }
        if (DeviceFlag.of(message, message.field(event.segment(), 8)) == DeviceFlag.DEMONSTRATION
                || message.component(0, 11, 1).is("T")) {
            findings.refuse(RefusalReason.DEMONSTRATION, event.field(8), "simulated by the device");
            return null;
        }
        String code = code(event);
        State state = state();
        if (code.isBlank() || state == null) {
            String wanted = code.isBlank() ? "the name of the event" : "the state or phase of an alarm that lasts";
            findings.refuse(RefusalReason.NOT_A_READING, event.field(5), "expected " + wanted);
            return null;
        }
        times.enter(event.request());
        Timestamp time = times.of(event.segment());
        Instant at = time.state() == Timestamp.State.GIVEN ? time.at() : otherwise;
        return new DeviceAlarm(code, text(event, code), physiological(event), priority(event), state, at);
    }

    /** Whether a row names the event of an alarm. */
    boolean tellsOfEvent() {
        return event() != null;
    }

    private @Nullable Row event() {
        for (Row row : rows) {
            if (facet(row) == 1
                    || name(row).startsWith("MDC_EVT_")
                    || row.code().number() == GENERAL_EVENT) {
                return row;
            }
        }
        return null;
    }

    /** The fifth part of OBX-4; 0 where there are not five. */
    private int facet(Row row) {
        Slice place = message.field(row.segment(), 4);
        return place.parts((byte) '.') == 5 ? Numeral.code(place.part(5, (byte) '.')) : 0;
    }

    private String name(Row row) {
        return mdc(message.first(message.field(row.segment(), 3)));
    }

    /** The IEEE name among the components; "" where there is none. Some senders leave out the system behind it. */
    private String mdc(Slice coded) {
        for (int component : new int[] {2, 1, 5, 4}) {
            Slice name = message.component(coded, component);
            if (name.startsWith("MDC_") || name.startsWith("MDCX_")) {
                return name.ascii();
            }
        }
        return "";
    }

    /** What is the same in every message about this alarm: its IEEE name, or the vendor's own text. */
    private String code(Row event) {
        String name = name(event);
        if (name.isEmpty() || name.equals("MDC_EVT_ALARM")) {
            name = mdc(value(event));
        }
        if (name.isEmpty()) {
            name = mdc(message.first(message.field(event.segment(), 4)));
        }
        if (!name.startsWith("MDC_EVT_")) {
            String text = words(event);
            return clipped(text.isBlank() ? name : text);
        }
        Metric metric = source();
        return clipped(metric == null ? name : name + " " + metric.mdcRefId());
    }

    private static String clipped(String text) {
        return text.length() <= LONGEST_CODE ? text : text.substring(0, LONGEST_CODE);
    }

    private String text(Row event, String code) {
        String words = words(event);
        String name = code.startsWith("MDC_EVT_") ? code.substring("MDC_EVT_".length()) : code;
        return words.isBlank() ? name.replace('_', ' ').toLowerCase(Locale.ROOT) : words;
    }

    /** The device's words: the original text of a coded value (CWE-9), its name, or the value itself. */
    private String words(Row event) {
        Slice value = value(event);
        for (int component : new int[] {9, 2, 5, 1}) {
            Slice part = message.component(value, component);
            boolean coded = part.startsWith("MDC") || Numeral.code(part) >= 0;
            if (!part.isAbsent() && !coded) {
                return message.text(part).strip();
            }
        }
        return "";
    }

    private Slice value(Row row) {
        return message.first(message.field(row.segment(), 5));
    }

    /** The vital sign that the alarm is about; null where it is about none. */
    private @Nullable Metric source() {
        for (Row row : rows) {
            Metric metric = row.code().metric();
            if (metric != null && metric.kind() == Metric.Kind.VITAL) {
                return metric;
            }
        }
        return null;
    }

    private @Nullable State state() {
        return switch (token("ALARM_STATE", "ALERT_STATE", 4)) {
            case "active" -> State.ACTIVE;
            case "latched" -> State.LATCHED;
            case "inactive" -> State.INACTIVE;
            default -> ofPhase(token("EVENT_PHASE", "EVENT_PHASE", 3));
        };
    }

    /** A mere point in time, and a start that will have no end, are no alarm that could stand. */
    private static @Nullable State ofPhase(String phase) {
        return switch (phase) {
            case "start", "continue", "present", "update", "escalate", "deescalate", "inactivate", "acknowledged" ->
                State.ACTIVE;
            case "end", "stop", "reset" -> State.INACTIVE;
            default -> null;
        };
    }

    private @Nullable Priority priority(Row event) {
        Priority told = ofWord(token("ALARM_PRIORITY", "ALERT_PRIORITY", 6));
        return told != null ? told : flagged(event);
    }

    private @Nullable Priority flagged(Row event) {
        Slice flags = message.field(event.segment(), 8);
        byte separator = message.separators().repetition();
        for (int i = 1; i <= flags.parts(separator); i++) {
            Priority priority = ofWord(flags.part(i, separator).ascii().toLowerCase(Locale.ROOT));
            if (priority != null) {
                return priority;
            }
        }
        return null;
    }

    private static @Nullable Priority ofWord(String word) {
        return switch (word) {
            case "ph" -> Priority.HIGH;
            case "pm" -> Priority.MEDIUM;
            case "pl", "pn" -> Priority.LOW;
            default -> null;
        };
    }

    private boolean physiological(Row event) {
        String type = token("ALERT_TYPE", "ALARM_TYPE", 7);
        if (type.isEmpty()) {
            Slice flags = message.field(event.segment(), 8);
            boolean technical = flags.find("ST") >= 0 || flags.find("SA") >= 0;
            return flags.find("SP") >= 0 || (!technical && source() != null);
        }
        return type.equals("sp");
    }

    /** The value of an attribute, in small letters, by the end of its name or by its facet; "" for none. */
    private String token(String name, String otherName, int facet) {
        for (Row row : rows) {
            String rowName = name(row);
            if (rowName.endsWith(name) || rowName.endsWith(otherName)) {
                return token(row);
            }
        }
        for (Row row : rows) {
            if (facet(row) == facet && !name(row).startsWith("MDC_ATTR_")) {
                return token(row);
            }
        }
        return "";
    }

    private String token(Row row) {
        Slice value = value(row);
        Slice second = message.component(value, 2);
        Slice word = second.isEmpty() ? message.component(value, 1) : second;
        return word.ascii().toLowerCase(Locale.ROOT);
    }
}
