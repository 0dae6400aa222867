package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.rest.Spans.Span;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the record is to be opened.
 *
 * @param patients the keys of those whose it must be; null for all
 * @param time outside of which nobody wants an access
 * @param from the place of what was opened last; 0 for all
 * @param upTo the place in the journal as of which it is told
 */
record Wanted(@Nullable Set<Long> patients, Span time, long from, long upTo) {}
