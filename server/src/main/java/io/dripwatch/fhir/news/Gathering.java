package io.dripwatch.fhir.news;

import io.dripwatch.fhir.chart.Happening;
import io.dripwatch.fhir.chart.Happenings;
import io.dripwatch.fhir.observation.Charted;
import io.dripwatch.fhir.observation.ChartedObservations;
import io.dripwatch.fhir.rest.AlarmSteps;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entry;
import io.dripwatch.trend.Notables.Commit;
import io.dripwatch.trend.Notables.Point;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes items of events and commits until there are enough of them. */
final class Gathering {
    /** Points that turn out not to be shown cost a look each. */
    private static final int LOOKS_AN_ITEM = 4;

    private final Owners owners;
    private final ChartedObservations observations;
    private final Happenings happenings;
    private final int most;
    private final List<Item> items = new ArrayList<>();
    private Mark mark;
    private int looks;

    Gathering(Owners owners, ChartedObservations observations, Happenings happenings, Mark mark, int most) {
        this.owners = owners;
        this.observations = observations;
        this.happenings = happenings;
        this.mark = mark;
        this.most = most;
    }

    List<Item> items() {
        return items;
    }

    Mark mark() {
        return mark;
    }

    /** Whether it stopped because there were enough. */
    boolean full() {
        return items.size() >= most || looks >= most * LOOKS_AN_ITEM;
    }

    /**
     * Tells in the one order: an event comes before every commit with which it was durable.
     *
     * @param events all that matter behind the mark, up to {@code upTo}
     * @param upTo the last place in the journal that was looked at
     * @param commits the next ones
     * @param all whether no other commit may come before events up to {@code upTo}
     */
    void take(List<Entry> events, long upTo, List<Commit> commits, boolean all) {
        Deque<Entry> next = new ArrayDeque<>(events);
        for (Commit commit : commits) {
            events(next, Math.min(commit.event(), upTo));
            if (full() || commit.event() > upTo) {
                return;
            }
            commit(commit);
        }
        if (all && !full()) {
            events(next, upTo);
        }
    }

    private void events(Deque<Entry> next, long upTo) {
        while (!full() && !next.isEmpty() && next.element().seq() <= upTo) {
            event(next.remove());
        }
        if (!full() && mark.event() < upTo) {
            mark = new Mark(upTo, mark.commit(), "");
        }
    }

    private void event(Entry entry) {
        if (mark.event() < entry.seq() - 1) {
            mark = new Mark(entry.seq() - 1, mark.commit(), "");
        }
        RoomEvent event = entry.event();
        if (event instanceof RoomEvent.PatientIdentified || event instanceof RoomEvent.HoldAssigned) {
            found(entry);
        } else {
            happened(entry);
        }
    }

    /** What was kept of somebody unknown belongs to a chart now. */
    private void found(Entry entry) {
        int left = most - items.size();
        List<Charted> all = observations.all(
                owners.by(entry), mark.within(), entry.event().at().toEpochMilli(), left);
        for (Charted charted : all) {
            mark = new Mark(entry.seq() - 1, mark.commit(), charted.id());
            items.add(Item.of(mark, charted));
        }
        if (all.size() < left) {
            mark = new Mark(entry.seq(), mark.commit(), "");
        }
    }

    private void happened(Entry entry) {
        boolean first = mark.within().isEmpty();
        Happening happening = first ? happenings.of(entry) : null;
        if (happening != null) {
            mark = new Mark(entry.seq() - 1, mark.commit(), "1");
            items.add(Item.of(mark, happening));
        }
        if (full()) {
            return;
        }
        AlarmSteps.Step step = happenings.step(entry);
        String session = entry.event().session();
        Charted turned = step == null || session == null ? null : observations.turned(session, step);
        mark = new Mark(entry.seq(), mark.commit(), "");
        if (turned != null && !owners.tellLater(turned, entry.seq())) {
            items.add(Item.of(mark, turned));
        }
    }

    /** What is there only because it changed an alarm is told with the alarm. */
    private void commit(Commit commit) {
        int done = mark.within().isEmpty() ? 0 : Integer.parseInt(mark.within());
        List<Point> points = List.copyOf(distinct(commit.points()));
        for (Point point : points.subList(done, points.size())) {
            if (full()) {
                return;
            }
            done++;
            looks++;
            Charted charted = observations.at(point.series(), point.atMs());
            mark = done == points.size()
                    ? new Mark(mark.event(), commit.number(), "")
                    : new Mark(mark.event(), commit.number() - 1, Integer.toString(done));
            if (charted != null && charted.byItself() && !owners.tellLater(charted, commit.event())) {
                items.add(Item.of(mark, charted));
            }
        }
    }

    /** The parts of one panel are one Observation. */
    private static Collection<Point> distinct(List<Point> points) {
        Map<String, Point> byId = new LinkedHashMap<>();
        points.forEach(point -> byId.putIfAbsent(ChartedObservations.id(point.series(), point.atMs()), point));
        return byId.values();
    }
}
