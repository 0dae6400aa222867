package io.dripwatch.fhir.chart;

import io.dripwatch.vitals.Metric;
import java.time.Instant;

/**
 * The value behind an alarm, to look for its Observation.
 *
 * @param session its id
 * @param metric which was too high or too low
 * @param at when it was measured, on the server's clock
 * @param value in the metric's unit
 */
public record EvidenceAt(String session, Metric metric, Instant at, double value) {}
