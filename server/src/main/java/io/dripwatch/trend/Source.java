package io.dripwatch.trend;

import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;

/**
 * What of a series never changes, so that another store can know its points by it. Whose readings they are may change
 * and does not stand here.
 *
 * @param series the key of the series, positive
 * @param stay the key of its stream, positive: one device, one session
 * @param device that measured
 * @param metric what
 * @param site which sensor, 0 for the first
 * @param chair of the session in which it was measured; empty outside any
 */
public record Source(long series, long stay, DeviceId device, Metric metric, int site, String chair) {}
