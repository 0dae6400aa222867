package io.dripwatch.trend;

import io.dripwatch.flow.Filing;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What becomes of readings that are kept: the rules once more, on a map. */
public final class PlainRules {
    private final Map<String, NavigableMap<Long, Kept>> series = new TreeMap<>();

    /** A point as the rules have it. */
    public record Kept(double value, Reading.Standing standing, long receivedMs) {}

    /** By the name of each series its points in the order of time. */
    public Map<String, NavigableMap<Long, Kept>> series() {
        return series;
    }

    /** The name of a series; a device is in one session only here. */
    public static String name(DeviceId device, Metric metric, int site) {
        return device + " " + metric + " " + site;
    }

    /** A point in words. */
    public static String words(long at, double value, Reading.Standing standing, long receivedMs) {
        return at + "=" + value + " " + standing + " " + receivedMs;
    }

    /** Everything was kept. */
    public void apply(Filing filing) {
        for (Reading reading : filing.readings()) {
            NavigableMap<Long, Kept> points = series.computeIfAbsent(
                    name(filing.to().device(), reading.metric(), reading.site()), unused -> new TreeMap<>());
            long at = reading.at().toEpochMilli();
            Kept there = points.get(at);
            Kept told = new Kept(
                    reading.value(), reading.standing(), filing.receivedAt().toEpochMilli());
            if (there != null && reading.standing() == Reading.Standing.ENTERED_IN_ERROR) {
                points.put(at, new Kept(there.value, reading.standing(), there.receivedMs));
            } else if (there != null && reading.standing() == Reading.Standing.CORRECTED) {
                if (there.value != told.value) {
                    points.put(at, told);
                    place(points, at + 1, new Kept(there.value, Reading.Standing.ENTERED_IN_ERROR, told.receivedMs));
                }
            } else {
                place(points, at, told);
            }
        }
    }

    private static void place(Map<Long, Kept> points, long at, Kept point) {
        Kept there = points.get(at);
        if (there == null) {
            points.put(at, point);
        } else if (there.value != point.value) {
            place(points, at + 1, point);
        }
    }

    /** What each series has to answer, in words. */
    public Map<String, List<String>> points(long from, long to, boolean backwards, int most) {
        Map<String, List<String>> all = new TreeMap<>();
        series.forEach((name, points) -> {
            NavigableMap<Long, Kept> part = points.subMap(from, true, to, false);
            List<String> words = new ArrayList<>();
            (backwards ? part.descendingMap() : part)
                    .entrySet().stream()
                            .limit(most)
                            .forEach(one -> words.add(words(
                                    one.getKey(),
                                    one.getValue().value,
                                    one.getValue().standing,
                                    one.getValue().receivedMs)));
            all.put(name, words);
        });
        return all;
    }

    /** What each of these series answers, in words. */
    public static Map<String, List<String>> answered(
            History history, List<Series> asked, long from, long to, boolean backwards, int most) {
        Map<String, List<String>> all = new TreeMap<>();
        for (Series one : asked) {
            List<String> words = new ArrayList<>();
            int visited = history.points(
                    one.key(),
                    from,
                    to,
                    backwards,
                    most,
                    (at, value, standing, received) -> words.add(words(at, value, standing, received)));
            if (visited != words.size()) {
                throw new AssertionError("said that it visited " + visited + " points, did " + words.size());
            }
            all.put(name(one.device(), one.metric(), one.site()), words);
        }
        return all;
    }
}
