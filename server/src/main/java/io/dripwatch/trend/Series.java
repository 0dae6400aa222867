package io.dripwatch.trend;

import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A row of numbers over time: one metric of one device for one patient.
 *
 * @param key unique for ever, positive
 * @param stream the stay that it belongs to: all series of one device for one patient and session share it; positive
 * @param patient the key of the patient; 0 where nobody knows yet
 * @param device that measured
 * @param session during which; null outside any
 * @param hold in which they waited for somebody to say whose they are; null where that was known at once
 * @param metric what
 * @param site which sensor, 0 for the first
 */
public record Series(
        long key,
        long stream,
        long patient,
        DeviceId device,
        @Nullable String session,
        @Nullable String hold,
        Metric metric,
        int site) {}
