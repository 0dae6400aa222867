package io.dripwatch.device.hl7;

import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.PumpEvent.Change;
import io.dripwatch.vitals.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what happened to a pump's delivery (IHE PCD-10): the event of MDC_ATTR_EVT_COND, made precise by the status
 * rows beside it. Pumps number these terms differently or with 0, so names count.
 */
final class PumpChanges {
    private static final int DELIVERY_STARTED = 197288;

    private final Message message;
    private final List<Row> rows;
    private final RowReader reader;
    private final Findings findings;

    PumpChanges(Message message, List<Row> rows, RowReader reader, Findings findings) {
        this.message = message;
        this.rows = rows;
        this.reader = reader;
        this.findings = findings;
    }

    void read() {
        for (Row row : rows) {
            if (row.code().isNamed("MDC_ATTR_EVT_COND")) {
                event(row);
            }
        }
    }

    private void event(Row row) {
        Slice value = message.first(message.field(row.segment(), 5));
        Change change = change(value);
        Timestamp time = reader.time(row);
        if (change == null) {
            findings.refuse(RefusalReason.NOT_A_READING, row.field(5), "an event that changes nothing for a session");
        } else if (time.state() != Timestamp.State.GIVEN) {
            findings.refuse(RefusalReason.BAD_TIME, row.field(14), "expected the time of the event");
        } else {
            String reason = token(158006, "_NOT_DELIVERING_REASON");
            findings.add(new PumpEvent(change, time.at(), reason, rate()));
        }
    }

    private @Nullable Change change(Slice event) {
        String name = eventName(event);
        String status = token(158005, "_DELIVERY_STATUS") + " " + token(184519, "_INFUSING_STATUS");
        return switch (name) {
            case "MDC_EVT_PUMP_DELIV_START" -> status.contains("-kvo") ? Change.KEEP_VEIN_OPEN : Change.STARTED;
            case "MDC_EVT_PUMP_DELIV_STOP" -> status.contains("-transitioning") ? Change.TRANSITION : Change.STOPPED;
            case "MDC_EVT_PUMP_DELIV_COMP" -> Change.COMPLETED;
            default -> null;
        };
    }

    private String eventName(Slice event) {
        for (int component : new int[] {2, 1, 5, 4}) {
            Slice name = message.component(event, component);
            if (name.startsWith("MDC_")) {
                return name.ascii();
            }
        }
        boolean numbered = Numeral.code(message.component(event, 1)) == DELIVERY_STARTED;
        return numbered ? "MDC_EVT_PUMP_DELIV_START" : "";
    }

    /**
     * The value of a status row: the one of the infusate the event is about, else the first; empty where there is none.
     */
    private String token(int number, String nameEnd) {
        String source = sourcePrefix();
        Row first = null;
        for (Row row : rows) {
            if (row.code().name().endsWith(nameEnd) || row.code().number() == number) {
                if (!source.isEmpty() && message.field(row.segment(), 4).startsWith(source)) {
                    return token(row);
                }
                first = first == null ? row : first;
            }
        }
        return first == null ? "" : token(first);
    }

    private String token(Row row) {
        Slice value = message.first(message.field(row.segment(), 5));
        Slice token = message.component(value, 2);
        return message.text(token.isEmpty() ? message.component(value, 1) : token);
    }

    /** "1.1.2." where the event says that it is about 1.1.2.0; empty where it does not say. */
    private String sourcePrefix() {
        for (Row row : rows) {
            if (row.code().isNamed("MDC_ATTR_EVT_SOURCE")) {
                String place = message.field(row.segment(), 5).ascii();
                return place.endsWith(".0") ? place.substring(0, place.length() - 1) : "";
            }
        }
        return "";
    }

    private @Nullable Double rate() {
        for (Reading reading : findings.readings()) {
            if (reading.metric() == Metric.PUMP_RATE) {
                return reading.value();
            }
        }
        return null;
    }
}
