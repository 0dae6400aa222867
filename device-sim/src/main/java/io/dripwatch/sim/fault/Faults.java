package io.dripwatch.sim.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How often what goes wrong. The chances are for each message sent.
 *
 * @param drop the message never arrives
 * @param delay it arrives late, by up to {@code delayMs}
 * @param delayMs milliseconds
 * @param duplicate it arrives twice
 * @param reorder the message before it arrives once more after it
 * @param corrupt one of its bytes is another
 * @param halfOpen the connection is dead in one direction, and nobody is told
 * @param bytesPerSecond how fast the cable is; 0 for as fast as it is
 * @param driftPpm how many millionths the device's clock is too fast
 * @param jump the chance each minute that its clock jumps
 * @param jumpSeconds by how much, ahead or back
 */
public record Faults(
        double drop,
        double delay,
        double delayMs,
        double duplicate,
        double reorder,
        double corrupt,
        double halfOpen,
        double bytesPerSecond,
        double driftPpm,
        double jump,
        double jumpSeconds) {
    /** Nothing goes wrong. */
    public static final Faults NONE = new Faults(0, 0, 200, 0, 0, 0, 0, 0, 0, 0, 120);

    private static final List<String> WORDS = List.of(
            "drop",
            "delay",
            "delayMs",
            "duplicate",
            "reorder",
            "corrupt",
            "halfOpen",
            "bytesPerSecond",
            "driftPpm",
            "jump",
            "jumpSeconds");

    public Faults {
        for (double chance : new double[] {drop, delay, duplicate, reorder, corrupt, halfOpen, jump}) {
            if (!(chance >= 0 && chance <= 1)) {
                throw new IllegalArgumentException("expected a chance from 0 to 1, got " + chance);
            }
        }
        if (!(delayMs >= 0 && delayMs <= 60_000 && bytesPerSecond >= 0 && jumpSeconds >= 0)) {
            throw new IllegalArgumentException("expected no negative times or rates, and a delay of a minute at most");
        }
        if (!(Math.abs(driftPpm) <= 100_000)) {
            throw new IllegalArgumentException("expected a drift of at most 100000 ppm, got " + driftPpm);
        }
    }

    /**
     * Reads "drop=0.01,corrupt=0.02"; what is not named does not happen, and "all" is a little of everything.
     *
     * @throws IllegalArgumentException where a word is none of these
     */
    public static Faults read(String text) {
        if (text.equals("all")) {
            return new Faults(0.03, 0.05, 200, 0.05, 0.05, 0.03, 0.01, 200_000, 200, 0, 120);
        }
        List<Double> values = new ArrayList<>(NONE.values());
        for (String part : text.split(",", -1)) {
            String[] pair = part.strip().split("=", -1);
            int at = WORDS.indexOf(pair[0]);
            if (at < 0 || pair.length != 2) {
                throw new IllegalArgumentException(
                        "expected WORD=NUMBER with one of " + String.join(", ", WORDS) + ", or all, got " + part);
            }
            try {
                values.set(at, Double.valueOf(pair[1]));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("expected a number for " + pair[0] + ", got " + pair[1], e);
            }
        }
        return of(values);
    }

    private List<Double> values() {
        return List.of(
                drop,
                delay,
                delayMs,
                duplicate,
                reorder,
                corrupt,
                halfOpen,
                bytesPerSecond,
                driftPpm,
                jump,
                jumpSeconds);
    }

    private static Faults of(List<Double> v) {
        return new Faults(
                v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), v.get(5), v.get(6), v.get(7), v.get(8), v.get(9),
                v.get(10));
    }

    /** Whether anything can go wrong on the line. */
    public boolean onTheLine() {
        return drop + delay + duplicate + reorder + corrupt + halfOpen + bytesPerSecond > 0;
    }

    /** Whether the clock can be wrong. */
    public boolean inTheClock() {
        return driftPpm != 0 || jump > 0;
    }

    Duration longestDelay() {
        return Duration.ofMillis(Math.round(delayMs));
    }
}
