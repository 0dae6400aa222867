package io.dripwatch.vitals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one message of one device said, in our words. It is acknowledged as a whole: either all of it is durable or the
 * device is asked to send it again.
 *
 * @param device who measured
 * @param place where the device says it stands; null where it does not say
 * @param patient whom it says it measured; null where it does not say
 * @param sentAt when the message was made, by the device's clock; null where it does not say
 * @param receivedAt when the message reached this server
 * @param readings the numbers
 * @param withdrawn what it takes back without saying its value again
 * @param absences the metrics that the device says it cannot measure now
 * @param pumpEvents what happened to the delivery
 * @param alarms the device's own alarms, as far as the message tells of them
 * @param limits where its own alarms begin, as far as the message tells of it
 */
public record DeviceReport(
        DeviceId device,
        @Nullable Place place,
        @Nullable Patient patient,
        @Nullable Instant sentAt,
        Instant receivedAt,
        List<Reading> readings,
        List<Withdrawal> withdrawn,
        List<Absence> absences,
        List<PumpEvent> pumpEvents,
        List<DeviceAlarm> alarms,
        List<DeviceLimit> limits) {

    public DeviceReport {
        readings = List.copyOf(readings);
        withdrawn = List.copyOf(withdrawn);
        absences = List.copyOf(absences);
        pumpEvents = List.copyOf(pumpEvents);
        alarms = List.copyOf(alarms);
        limits = List.copyOf(limits);
    }

    /** A report that takes nothing back and tells of no limits. */
    public DeviceReport(
            DeviceId device,
            @Nullable Place place,
            @Nullable Patient patient,
            @Nullable Instant sentAt,
            Instant receivedAt,
            List<Reading> readings,
            List<Absence> absences,
            List<PumpEvent> pumpEvents,
            List<DeviceAlarm> alarms) {
        this(device, place, patient, sentAt, receivedAt, readings, List.of(), absences, pumpEvents, alarms, List.of());
    }

    /** Whether there is anything in it for the history. */
    public boolean isOfReadings() {
        return !readings.isEmpty() || !withdrawn.isEmpty();
    }

    /**
     * How old something measured at {@code at} was when the device sent it, on the device's own clock, which may be
     * wrong by hours without making this wrong. Zero where the message carries no time of its own.
     */
    public Duration ageWhenSent(Instant at) {
        return sentAt == null ? Duration.ZERO : Duration.between(at, sentAt);
    }
}
