package io.dripwatch.alarm;

import io.dripwatch.session.Limit.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The highest, or lowest, of the values within a time. Keeps only values that may still become the extreme, so that
 * each value costs next to nothing.
 */
final class Extremes {
    private static final int MOST = 3_600;

    private final Duration over;
    private final Side side;
    private final Deque<Value> candidates = new ArrayDeque<>();

    private record Value(double value, Instant at) {}

    /**
     * @param over how far back
     * @param side low: how far values fell below their highest; high: how far they rose above their lowest
     */
    Extremes(Duration over, Side side) {
        this.over = over;
        this.side = side;
    }

    /** How far this value lies from the extreme within the time up to it: negative where it fell. */
    double change(double value, Instant at) {
        Instant from = at.minus(over);
        while (!candidates.isEmpty() && candidates.getFirst().at.isBefore(from)) {
            candidates.removeFirst();
        }
        while (!candidates.isEmpty() && !further(candidates.getLast().value, value)) {
            candidates.removeLast();
        }
        if (candidates.size() == MOST) {
            candidates.removeFirst();
        }
        candidates.addLast(new Value(value, at));
        return value - candidates.getFirst().value;
    }

    private boolean further(double candidate, double than) {
        return side == Side.LOW ? candidate > than : candidate < than;
    }
}
