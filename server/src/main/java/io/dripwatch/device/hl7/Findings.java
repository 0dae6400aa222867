package io.dripwatch.device.hl7;

import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.DeviceLimit;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Withdrawal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the rows of one message have brought so far. */
final class Findings {
    private static final int SITES = 64;

    private final List<Reading> readings = new ArrayList<>();
    private final List<Withdrawal> withdrawn = new ArrayList<>();
    private final List<Absence> absences = new ArrayList<>();
    private final List<PumpEvent> pumpEvents = new ArrayList<>();
    private final List<DeviceLimit> limits = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();

    /** One sensor at one moment: the same metric at the same time from elsewhere in the device is another site. */
    private record Channel(Metric metric, Instant at, Slice code, Slice subId, int site) {
        boolean is(Metric otherMetric, Instant otherAt) {
            return metric == otherMetric && at.equals(otherAt);
        }
    }

    void refuse(RefusalReason reason, String where, String detail) {
        refusals.add(new Refusal(reason, where, detail));
    }

    /**
     * The site of a sensor, counted whether or not its value will be kept, so that the second oximeter stays the second
     * when the first falls off.
     *
     * @param code OBX-3
     * @param subId OBX-4
     */
    int site(Metric metric, Instant at, Slice code, Slice subId) {
        for (Channel channel : channels) {
            if (channel.is(metric, at) && channel.code.sameBytes(code) && channel.subId.sameBytes(subId)) {
                return channel.site;
            }
        }
        int site = nextSite(metric, at);
        channels.add(new Channel(metric, at, code, subId, site));
        return site;
    }

    private int nextSite(Metric metric, Instant at) {
        int site = 0;
        for (Channel channel : channels) {
            site += channel.is(metric, at) ? 1 : 0;
        }
        return site;
    }

    /** Adds a reading unless the message has said the very same before; another value there is another site's. */
    void add(Row row, Metric metric, int site, double value, Instant at, Reading.Standing standing) {
        int free = site;
        for (Reading reading : readings) {
            if (reading.metric() == metric
                    && reading.site() == site
                    && reading.at().equals(at)) {
                if (reading.value() == value && reading.standing() == standing) {
                    return;
                }
                free = nextSite(metric, at);
            }
        }
        if (free >= SITES) {
            refuse(
                    RefusalReason.TOO_LARGE,
                    row.field(4),
                    "expected at most " + SITES + " sites of one metric, got more");
            return;
        }
        if (free != site) {
            channels.add(new Channel(metric, at, Slice.EMPTY, Slice.EMPTY, free));
        }
        readings.add(new Reading(metric, free, value, at, standing));
    }

    void add(Absence absence) {
        if (absences.stream().noneMatch(a -> a.metric() == absence.metric())) {
            absences.add(absence);
        }
    }

    void add(Withdrawal withdrawal) {
        withdrawn.add(withdrawal);
    }

    void add(DeviceLimit limit) {
        limits.add(limit);
    }

    void add(PumpEvent event) {
        pumpEvents.add(event);
    }

    List<Reading> readings() {
        return readings;
    }

    List<Withdrawal> withdrawn() {
        return withdrawn;
    }

    /** The metrics without a value: one of two oximeters off does not make the saturation absent. */
    List<Absence> absences() {
        return absences.stream().filter(this::stands).toList();
    }

    private boolean stands(Absence absence) {
        return readings.stream()
                .noneMatch(r -> r.metric() == absence.metric()
                        && r.standing() != Reading.Standing.ENTERED_IN_ERROR
                        && !r.at().isBefore(absence.at()));
    }

    List<PumpEvent> pumpEvents() {
        return pumpEvents;
    }

    List<DeviceLimit> limits() {
        return limits;
    }

    List<Refusal> refusals() {
        return refusals;
    }
}
