package io.dripwatch.device.hl7;

import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.DeviceAlarm.State;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alarms of a Mindray bedside monitor. Its messages 54 (of the patient) and 56 (of the equipment) each list what is
 * there now, an empty one that nothing is; an alarm that is in the next list no more has ended. Their times are of the
 * monitor's own clock and only of the beginning, so alarms are told with the time of arrival, whose order is certain.
 *
 * <p>Remembers what was told of one monitor. Runs on its caller's context only.
 */
final class PdsAlarms {
    private static final String OF_PATIENT = "54";
    private static final String OF_EQUIPMENT = "56";

    private final Map<String, Map<String, DeviceAlarm>> standing = new HashMap<>();

    /** Which list a message is; "" where it is none. */
    static String list(@Nullable Message message) {
        String number = message == null ? "" : message.field(0, 10).ascii();
        return number.equals(OF_PATIENT) || number.equals(OF_EQUIPMENT) ? number : "";
    }

    /** The alarms of a list. */
    static List<DeviceAlarm> read(Message message, List<Row> rows, Instant receivedAt, Findings findings) {
        boolean physiological = list(message).equals(OF_PATIENT);
        List<DeviceAlarm> alarms = new ArrayList<>();
        for (Row row : rows) {
            Slice value = message.first(message.field(row.segment(), 5));
            String words = message.text(message.component(value, 2)).strip();
            int number = Numeral.code(message.component(value, 1));
            String text = words.replaceFirst("^[*]+", "").strip();
            if (number < 0 || text.isEmpty()) {
                findings.refuse(RefusalReason.NOT_A_READING, row.field(3), "a row of the device itself");
            } else {
                alarms.add(new DeviceAlarm(
                        "PDS " + number,
                        text,
                        physiological,
                        priority(
                                words.length() - words.replaceFirst("^[*]+", "").length()),
                        State.ACTIVE,
                        receivedAt));
            }
        }
        return alarms;
    }

    /** The monitor writes one star for low, two for medium, three for high. */
    private static @Nullable Priority priority(int stars) {
        return switch (stars) {
            case 1 -> Priority.LOW;
            case 2 -> Priority.MEDIUM;
            case 3 -> Priority.HIGH;
            default -> null;
        };
    }

    /** The report of a list, with the end of what it lists no more. */
    DeviceReport withEnds(String list, DeviceReport report) {
        Map<String, DeviceAlarm> ended = new LinkedHashMap<>(standing.getOrDefault(list, Map.of()));
        report.alarms().forEach(alarm -> ended.remove(alarm.code()));
        List<DeviceAlarm> alarms = new ArrayList<>(report.alarms());
        for (DeviceAlarm alarm : ended.values()) {
            alarms.add(new DeviceAlarm(
                    alarm.code(),
                    alarm.text(),
                    alarm.physiological(),
                    alarm.priority(),
                    State.INACTIVE,
                    report.receivedAt()));
        }
        return new DeviceReport(
                report.device(),
                report.place(),
                report.patient(),
                report.sentAt(),
                report.receivedAt(),
                report.readings(),
                report.absences(),
                report.pumpEvents(),
                alarms);
    }

    /** A report of this list was taken in; where one was not, its ends are told again with the next. */
    void told(String list, DeviceReport report) {
        Map<String, DeviceAlarm> now = new LinkedHashMap<>();
        for (DeviceAlarm alarm : report.alarms()) {
            if (alarm.state() == State.ACTIVE) {
                now.put(alarm.code(), alarm);
            }
        }
        standing.put(list, now);
    }
}
