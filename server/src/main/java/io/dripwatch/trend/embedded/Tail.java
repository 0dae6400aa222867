package io.dripwatch.trend.embedded;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The durable points that are not packed yet, in memory, by series. Read by any thread, written by one. A point may be
 * here and in a block at the same time for a while, never in neither; where they differ, the one here is newer.
 */
final class Tail {
    private volatile Map<Long, OfSeries> bySeries = new ConcurrentHashMap<>();

    /** The points of one series. */
    static final class OfSeries {
        private final Points points = new Points(0);

        synchronized void put(long atMs, double value, long receivedMs, int standing) {
            points.put(atMs, value, receivedMs, standing);
        }

        synchronized void putAll(Points others) {
            points.putAll(others);
        }

        /** A copy of the points from one moment to another, exclusive. */
        synchronized Points between(long fromMs, long toMs) {
            int from = points.from(fromMs);
            return points.part(from, Math.max(from, points.from(toMs)));
        }

        /** The same, at most so many: the first ones, or the last. The writer waits only as long as that takes. */
        synchronized Points between(long fromMs, long toMs, boolean last, int most) {
            int from = points.from(fromMs);
            int to = Math.max(from, points.from(toMs));
            int count = Math.min(to - from, most);
            return last ? points.part(to - count, to) : points.part(from, from + count);
        }

        /** The moment of the newest; before all time where there is none. */
        synchronized long last() {
            return points.isEmpty() ? Long.MIN_VALUE : points.last();
        }

        synchronized int count() {
            return points.count();
        }

        synchronized void clear() {
            points.clear();
        }
    }

    OfSeries of(long series) {
        return bySeries.computeIfAbsent(series, unused -> new OfSeries());
    }

    /** The points of a series from one moment to another, exclusive. */
    Points between(long series, long fromMs, long toMs) {
        OfSeries known = bySeries.get(series);
        return known == null ? Points.NONE : known.between(fromMs, toMs);
    }

    /** The same, at most so many: the first ones, or the last. */
    Points between(long series, long fromMs, long toMs, boolean last, int most) {
        OfSeries known = bySeries.get(series);
        return known == null ? Points.NONE : known.between(fromMs, toMs, last, most);
    }

    /** The series that have points here now. */
    List<Long> series() {
        return bySeries.entrySet().stream()
                .filter(one -> one.getValue().count() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Forgets every series that has no points; whoever writes must ask for its series anew. */
    void forgetEmpty() {
        bySeries.values().removeIf(one -> one.count() == 0);
    }

    /** Takes the points of another one, which must not be used any more, in place of its own. */
    void become(Tail other) {
        bySeries = other.bySeries;
    }
}
