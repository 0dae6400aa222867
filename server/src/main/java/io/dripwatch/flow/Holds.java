package io.dripwatch.flow;

import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pool of readings that wait for a person to say whose they are. */
public final class Holds {
    private final Map<String, Waiting> byId = new LinkedHashMap<>();
    private long revision;

    /** What waits under one hold, as a screen shows it. */
    public static final class Waiting {
        private final Hold hold;
        private final Map<Metric, Reading> newest = new EnumMap<>(Metric.class);
        private long count;
        private Instant lastAt;

        private Waiting(Hold hold) {
            this.hold = hold;
            this.lastAt = hold.since();
        }

        public Hold hold() {
            return hold;
        }

        /** How many readings wait. */
        public long count() {
            return count;
        }

        /** When the last of them came. */
        public Instant lastAt() {
            return lastAt;
        }

        public Collection<Reading> newest() {
            return Collections.unmodifiableCollection(newest.values());
        }
    }

    /** All that waits, oldest first. */
    public Collection<Waiting> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** Counts up with every change. */
    public long revision() {
        return revision;
    }

    @Nullable
    Hold byId(String id) {
        Waiting waiting = byId.get(id);
        return waiting == null ? null : waiting.hold;
    }

    /** The open hold for what this report brings; null where it would be the first. */
    @Nullable
    Hold find(DeviceReport report, Hold.Reason reason) {
        for (Waiting waiting : byId.values()) {
            Hold hold = waiting.hold;
            if (hold.device().equals(report.device())
                    && hold.reason() == reason
                    && Objects.equals(id(hold.patient()), id(report.patient()))) {
                return hold;
            }
        }
        return null;
    }

    /** The holds of one device that began at or after {@code since}. */
    Collection<Hold> of(DeviceId device, Instant since) {
        return byId.values().stream()
                .map(Waiting::hold)
                .filter(hold -> hold.device().equals(device) && !hold.since().isBefore(since))
                .toList();
    }

    void open(Hold hold) {
        byId.put(hold.id(), new Waiting(hold));
        revision++;
    }

    void close(String id) {
        byId.remove(id);
        revision++;
    }

    void add(String id, Collection<Reading> readings, Instant at) {
        Waiting waiting = Objects.requireNonNull(byId.get(id), id);
        for (Reading reading : readings) {
            waiting.newest.put(reading.metric(), reading);
        }
        waiting.count += readings.size();
        waiting.lastAt = at;
        revision++;
    }

    private static @Nullable PatientId id(@Nullable Patient patient) {
        return patient == null ? null : patient.id();
    }
}
