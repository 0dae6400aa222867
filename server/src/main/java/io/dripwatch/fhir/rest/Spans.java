package io.dripwatch.fhir.rest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Stretches of time, in order, apart from each other.
 *
 * @param list from first to last
 */
public record Spans(List<Span> list) {
    /** FHIR writes years with four digits, 0001 to 9999; what was measured outside of them cannot be told. */
    public static final Span WRITABLE = new Span(
            Instant.parse("0001-01-01T00:00:00Z").toEpochMilli(),
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli() + 1);

    public static final Spans ALL = new Spans(List.of(WRITABLE));

    /**
     * A stretch.
     *
     * @param fromMs inclusive, epoch milliseconds
     * @param toMs exclusive, not before {@code fromMs}
     */
    public record Span(long fromMs, long toMs) {
        public Span {
            if (toMs < fromMs) {
                throw new IllegalArgumentException("expected a span that ends after " + fromMs + ", got " + toMs);
            }
        }
    }

    /** What lies within any of these spans, and can be written. */
    public static Spans of(List<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingLong(Span::fromMs));
        List<Span> joined = new ArrayList<>();
        for (Span span : sorted) {
            Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && span.fromMs <= last.toMs) {
                joined.set(joined.size() - 1, new Span(last.fromMs, Math.max(last.toMs, span.toMs)));
            } else {
                joined.add(span);
            }
        }
        return new Spans(List.copyOf(joined)).and(ALL);
    }

    /** What lies within both. */
    public Spans and(Spans other) {
        List<Span> common = new ArrayList<>();
        for (Span mine : list) {
            for (Span its : other.list) {
                long from = Math.max(mine.fromMs, its.fromMs);
                long to = Math.min(mine.toMs, its.toMs);
                if (from < to) {
                    common.add(new Span(from, to));
                }
            }
        }
        return new Spans(List.copyOf(common));
    }

    public boolean contains(long ms) {
        for (Span span : list) {
            if (span.fromMs <= ms && ms < span.toMs) {
                return true;
            }
        }
        return false;
    }
}
