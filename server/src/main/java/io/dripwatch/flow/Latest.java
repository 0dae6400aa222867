package io.dripwatch.flow;

import io.dripwatch.vitals.Reading;
import java.time.Instant;

/**
 * The newest value of a metric in a chair.
 *
 * @param reading as measured
 * @param liveAt when that was, on the server's clock
 */
public record Latest(Reading reading, Instant liveAt) {}
