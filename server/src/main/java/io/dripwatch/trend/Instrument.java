package io.dripwatch.trend;

import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;

/**
 * What a device has ever measured.
 *
 * @param device that measures
 * @param metric what
 * @param site which sensor, 0 for the first
 */
public record Instrument(DeviceId device, Metric metric, int site) {}
