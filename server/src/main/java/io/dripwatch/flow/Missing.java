package io.dripwatch.flow;

import io.dripwatch.vitals.Absence;
import java.time.Instant;

/**
 * The device says it cannot measure a metric.
 *
 * @param reason as far as it tells
 * @param since since when it says so, on the server's clock
 */
public record Missing(Absence.Reason reason, Instant since) {}
