package io.dripwatch.trend;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** What benchmarks have measured: each figure at once, for whoever waits, and all side by side in one table at the end. */
public final class Figures {
    private static final int ASKS = 15;

    /** Whose figure it is. */
    public enum Side {
        DRIPWATCH,
        INFLUXDB
    }

    private final Map<String, Map<Side, String>> rows = new LinkedHashMap<>();

    /** Takes a figure. */
    public void say(Side side, String what, String text) {
        rows.computeIfAbsent(what, unused -> new EnumMap<>(Side.class)).put(side, text);
        System.out.printf("%s, %s: %s%n", side.name().toLowerCase(Locale.ROOT), what, text);
    }

    /** How many of something a second. */
    public void rate(Side side, String what, long count, Callable<?> work) throws Exception {
        long began = System.nanoTime();
        work.call();
        double seconds = (System.nanoTime() - began) / 1e9;
        say(
                side,
                what,
                String.format(Locale.ROOT, "%,.0f readings/s (%,d in %.1f s)", count / seconds, count, seconds));
    }

    /** How long the first of some equal questions takes, and the middle one. */
    public void ask(Side side, String what, Callable<Integer> question) throws Exception {
        double[] ms = new double[ASKS];
        int points = 0;
        for (int i = 0; i < ASKS; i++) {
            long began = System.nanoTime();
            points = question.call();
            ms[i] = (System.nanoTime() - began) / 1e6;
        }
        double first = ms[0];
        Arrays.sort(ms);
        say(
                side,
                what,
                String.format(Locale.ROOT, "first %.1f ms, median %.1f ms, %,d points", first, ms[ASKS / 2], points));
    }

    /** Prints all of them. */
    public void print() {
        System.out.printf("%n| what | Dripwatch | InfluxDB alone |%n|---|---|---|%n");
        rows.forEach((what, sides) -> System.out.printf(
                "| %s | %s | %s |%n",
                what, sides.getOrDefault(Side.DRIPWATCH, ""), sides.getOrDefault(Side.INFLUXDB, "")));
    }
}
