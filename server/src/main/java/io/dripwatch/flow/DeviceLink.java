package io.dripwatch.flow;

import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceLimit;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one device's connection: when it was last heard, how often it speaks, how far its clock is off.
 *
 * <p>The clock offset is device time minus server time of the messages that took the shortest way. A message that lags
 * far behind that offset was buffered on the way: its numbers are history, not news. So a device whose clock is hours
 * off is still watched live, and one that empties its buffer after a break is not mistaken for the patient's present.
 */
public final class DeviceLink {
    /** A message that took longer than this was buffered. */
    static final Duration LATE = Duration.ofSeconds(60);

    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(10);
    private static final Duration MOST_PATIENCE = Duration.ofMinutes(5);
    private static final int MISSED_MESSAGES = 3;
    private static final double SMOOTHING = 0.2;
    private static final int LAGS_UNTIL_CLOCK_CHANGED = 10;

    /** A clock that was changed lags by the same in every message; a buffer that empties itself catches up. */
    private static final Duration STEADY = Duration.ofSeconds(2);

    private static final Duration STEADY_FOR = Duration.ofSeconds(5);
    private static final int REMEMBERED_PUMP_EVENTS = 32;

    private final DeviceId device;
    private final Deque<PumpEvent> pumpEvents = new ArrayDeque<>();
    private final Map<Metric, DeviceLimit> limits = new EnumMap<>(Metric.class);
    private boolean pump;
    private boolean heard;
    private boolean cut;
    private @Nullable Instant lastSeen;
    private double intervalMs = LEAST_PATIENCE.toMillis();
    private @Nullable Duration offset;
    private @Nullable Duration noted;
    private Instant backAt = Instant.EPOCH;
    private int lags;
    private Duration firstLag = Duration.ZERO;
    private Instant laggingSince = Instant.EPOCH;

    DeviceLink(DeviceId device) {
        this.device = device;
    }

    public DeviceId device() {
        return device;
    }

    /** Whether it is an infusion pump; otherwise it counts as a monitor. */
    public boolean pump() {
        return pump;
    }

    /** When it was last heard; null if never since the server started. */
    public @Nullable Instant lastSeen() {
        return lastSeen;
    }

    /** Device time minus server time; null where the device tells no time. */
    public @Nullable Duration clockOffset() {
        return offset;
    }

    /** Whether the offset is far from the one that is in the record. */
    boolean clockMoved() {
        return offset != null && (noted == null || offset.minus(noted).abs().compareTo(STEADY) > 0);
    }

    /** This offset is in the record. */
    void noteClock(Duration inRecord) {
        noted = inRecord;
    }

    /** Where its own alarm of a metric begins, as it told last; null where it never did. */
    public @Nullable DeviceLimit limit(Metric metric) {
        return limits.get(metric);
    }

    /** How long it may be silent before the link counts as lost: three of its usual intervals, 10 s to 5 min. */
    public Duration patience() {
        Duration usual = Duration.ofMillis(Math.round(intervalMs * MISSED_MESSAGES));
        return usual.compareTo(LEAST_PATIENCE) < 0
                ? LEAST_PATIENCE
                : usual.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : usual;
    }

    /** Whether its connection broke off, or it has been silent for longer than its patience. */
    public boolean lost(Instant now) {
        return cut || (lastSeen != null && now.isAfter(lastSeen.plus(patience())));
    }

    /** Whether it was lost and came back no longer ago than this: what it saved meanwhile may come first. */
    boolean isBackSince(Duration time, Instant now) {
        return now.isBefore(backAt.plus(time));
    }

    /** Whether it has said anything since the server started. */
    boolean heard() {
        return heard;
    }

    /** Starts counting its silence, if it has not been heard since the server started. */
    void expect(Instant now) {
        if (lastSeen == null) {
            lastSeen = now;
        }
    }

    /** Its connection broke off: it is lost until it is heard again. */
    void cut() {
        cut = true;
    }

    /** A lost link is back with the first message from now; one that was saved while it was lost does not count. */
    void heard(DeviceReport report) {
        boolean stillLost = saved(report) && lost(report.receivedAt());
        if (report.sentAt() != null) {
            learnOffset(Duration.between(report.receivedAt(), report.sentAt()), report.receivedAt());
        }
        learnKind(report);
        report.limits().forEach(limit -> limits.put(limit.metric(), limit));
        heard = true;
        if (stillLost) {
            return;
        }
        if (lost(report.receivedAt())) {
            backAt = report.receivedAt();
        }
        if (lastSeen != null && report.receivedAt().isAfter(lastSeen)) {
            long gap = Math.min(Duration.between(lastSeen, report.receivedAt()).toMillis(), MOST_PATIENCE.toMillis());
            intervalMs += SMOOTHING * (gap - intervalMs);
        }
        cut = false;
        lastSeen = report.receivedAt();
    }

    private boolean saved(DeviceReport report) {
        return report.sentAt() != null
                && offset != null
                && offset.minus(Duration.between(report.receivedAt(), report.sentAt()))
                                .compareTo(LATE)
                        > 0;
    }

    /**
     * When something measured at {@code at} on the device's clock happened on the server's clock. Never later than the
     * report was received.
     */
    Instant onServerClock(DeviceReport report, Instant at) {
        Duration age = report.ageWhenSent(at);
        Duration wait = age.isNegative() ? Duration.ZERO : age;
        if (report.sentAt() != null && offset != null) {
            Duration lag = offset.minus(Duration.between(report.receivedAt(), report.sentAt()));
            wait = lag.isNegative() ? wait : wait.plus(lag);
        }
        return report.receivedAt().minus(wait);
    }

    /** Whether this very event was told before: a resend. */
    boolean repeats(PumpEvent event) {
        return pumpEvents.contains(event);
    }

    /**
     * Whether something that happened after this event was told before it. What lies further apart than a message may
     * be under way is another setting of the clock and no order of events.
     */
    boolean overtaken(PumpEvent event) {
        return pumpEvents.stream()
                .anyMatch(other -> event.at().isBefore(other.at())
                        && Duration.between(event.at(), other.at()).compareTo(LATE) <= 0);
    }

    /** This event is in the record. */
    void told(PumpEvent event) {
        if (pumpEvents.size() == REMEMBERED_PUMP_EVENTS) {
            pumpEvents.removeFirst();
        }
        pumpEvents.addLast(event);
    }

    private void learnOffset(Duration heard, Instant now) {
        if (offset == null || heard.compareTo(offset) > 0) {
            offset = heard;
            lags = 0;
        } else if (offset.minus(heard).compareTo(LATE) <= 0) {
            offset = offset.minusNanos(offset.minus(heard).toNanos() / 20);
            lags = 0;
        } else {
            lag(heard, now);
        }
    }

    private void lag(Duration heard, Instant now) {
        if (lags == 0 || heard.minus(firstLag).abs().compareTo(STEADY) > 0) {
            lags = 0;
            firstLag = heard;
            laggingSince = now;
        }
        lags++;
        if (lags >= LAGS_UNTIL_CLOCK_CHANGED && !now.isBefore(laggingSince.plus(STEADY_FOR))) {
            offset = heard;
            lags = 0;
        }
    }

    private void learnKind(DeviceReport report) {
        if (!report.pumpEvents().isEmpty()) {
            pump = true;
        }
        for (Reading reading : report.readings()) {
            pump = reading.metric().kind() == Metric.Kind.PUMP;
        }
    }
}
