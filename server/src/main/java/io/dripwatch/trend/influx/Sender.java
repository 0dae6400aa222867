package io.dripwatch.trend.influx;

import io.dripwatch.trend.Outbox.Kept;
import io.dripwatch.trend.influx.InfluxLink.InfluxAway;
import io.dripwatch.trend.influx.InfluxLink.LinesRefused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes points until InfluxDB has all that it wants. What it does not want is found by halves, counted, named and set
 * aside: it stays in the embedded store, and the points behind it go on. One thread at a time; its numbers are for any.
 */
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int MOST_LINES = 5_000;
    private static final int MOST_NAMED = 3;

    /** What InfluxDB 1.x and 2.x say when they took all others of a request. */
    private static final Pattern DROPPED = Pattern.compile("dropped=(\\d+)");

    private final InfluxLink link;
    private final Lines lines;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile @Nullable String lastRefused;

    private record Place(long series, long atMs) {}

    private record Line(Kept point, String text) {}

    private record Refused(Kept point, String why) {}

    Sender(InfluxLink link, Lines lines) {
        this.link = link;
        this.lines = lines;
    }

    /** How many points InfluxDB took. */
    long taken() {
        return taken.get();
    }

    /** How many it did not want. */
    long refused() {
        return refused.get();
    }

    /** Which one it did not want last, and why; null where there was none. */
    @Nullable
    String lastRefused() {
        return lastRefused;
    }

    /**
     * Sends points; of several of one series and moment only the last.
     *
     * @param probe a line that is good for certain, to be tried before another is taken for one that is not
     * @throws InfluxAway where they have to be sent again; perhaps it has some of them
     */
    void send(List<Kept> points, String probe) throws InfluxAway {
        List<Refused> unwanted = new ArrayList<>();
        Map<Place, Kept> last = new LinkedHashMap<>();
        for (Kept point : points) {
            if (Lines.canTell(point)) {
                last.put(new Place(point.source().series(), point.atMs()), point);
            } else {
                unwanted.add(new Refused(point, "its time is out of the range of InfluxDB"));
            }
        }
        int untold = unwanted.size();
        List<Line> all = new ArrayList<>(last.size());
        last.values().forEach(point -> all.add(new Line(point, lines.of(point))));
        for (int from = 0; from < all.size(); from += MOST_LINES) {
            write(all.subList(from, Math.min(all.size(), from + MOST_LINES)), probe, unwanted);
        }
        taken.addAndGet(all.size() - (unwanted.size() - untold));
        setAside(unwanted);
    }

    private void write(List<Line> some, String probe, List<Refused> unwanted) throws InfluxAway {
        try {
            link.write(some.stream().map(Line::text).toList());
        } catch (LinesRefused e) {
            String why = String.valueOf(e.getMessage());
            if (dropped(why) == some.size()) {
                some.forEach(line -> unwanted.add(new Refused(line.point, why)));
            } else if (some.size() == 1) {
                wellOtherwise(probe, why);
                writeAgain(some.get(0), unwanted);
            } else {
                write(some.subList(0, some.size() / 2), probe, unwanted);
                write(some.subList(some.size() / 2, some.size()), probe, unwanted);
            }
        }
    }

    /** InfluxDB is well; if it was not when it refused the line, it takes it now. */
    private void writeAgain(Line line, List<Refused> unwanted) throws InfluxAway {
        try {
            link.write(List.of(line.text));
        } catch (LinesRefused e) {
            unwanted.add(new Refused(line.point, String.valueOf(e.getMessage())));
        }
    }

    private static int dropped(String why) {
        Matcher found = DROPPED.matcher(why);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    /** It may be InfluxDB that is not well, or somebody before it, rather than the line. */
    private void wellOtherwise(String probe, String why) throws InfluxAway {
        try {
            link.write(List.of(probe));
        } catch (LinesRefused e) {
            throw new InfluxAway("it refuses everything: " + why, e);
        }
    }

    private void setAside(List<Refused> unwanted) {
        for (int i = 0; i < unwanted.size(); i++) {
            Kept point = unwanted.get(i).point;
            String why = unwanted.get(i).why;
            if (i < MOST_NAMED) {
                LOG.warn(
                        "InfluxDB does not want a reading; device={} sign={} at={} of={} why={}",
                        point.source().device(),
                        point.source().metric().id(),
                        Instant.ofEpochMilli(point.atMs()),
                        unwanted.size(),
                        why);
            }
            lastRefused = point.source().metric().id() + " of " + point.source().device() + " at "
                    + Instant.ofEpochMilli(point.atMs()) + " (" + why + ")";
        }
        refused.addAndGet(unwanted.size());
    }
}
