package io.dripwatch.fhir.news;

import io.dripwatch.fhir.chart.Happenings;
import io.dripwatch.fhir.observation.Observations;
import io.dripwatch.record.Entries;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Notables;
import io.dripwatch.trend.Notables.Commit;
import java.util.List;

/**
 * Everything new in the chart in one order that never changes: what happened, by its place in the journal, and behind
 * it what was measured, by the commit that kept it. So whoever keeps a {@link Mark} goes on where they were, after a
 * restart as well, and two who begin at one mark are told the same: an Observation that was replaced meanwhile as the
 * first of its minute is left out, the one that replaced it comes in its own place.
 *
 * <p>All of it blocks on the store, reads only what is behind the mark, and is for any thread that may wait.
 */
public final class News {
    /** How many places of the journal are looked at for one slice. */
    private static final int MOST_EVENTS = 2_000;

    private final Notables notables;
    private final Entries entries;
    private final History history;
    private final Observations observations;
    private final Happenings happenings;

    /**
     * The next items.
     *
     * @param items in their order; may be empty although there is {@code more}
     * @param after the mark behind all that was looked at
     * @param more whether it is worth asking again at once
     */
    public record Slice(List<Item> items, Mark after, boolean more) {
        public Slice {
            items = List.copyOf(items);
        }
    }

    public News(Notables notables, Entries entries, History history, Observations observations, Happenings happenings) {
        this.notables = notables;
        this.entries = entries;
        this.history = history;
        this.observations = observations;
        this.happenings = happenings;
    }

    /** Behind everything that is durable now. */
    public Mark end() {
        long commit = notables.last();
        return new Mark(entries.lastSeq(), commit, "");
    }

    /**
     * Whether all that is behind a mark is still remembered ({@link Notables#DAYS_KEPT} days), and the mark is one of
     * this store.
     */
    public boolean remembers(Mark mark) {
        return mark.commit() + 1 >= notables.first()
                && mark.commit() <= notables.last()
                && mark.event() <= entries.lastSeq();
    }

    /**
     * What is new behind a mark. What is no longer remembered is left out; a mark behind the end, of a store of which
     * something is lost, is taken for the end.
     *
     * @param most how many items at most, positive
     */
    public Slice next(Mark from, int most) {
        long end = entries.lastSeq();
        long last = notables.last();
        boolean beyond = from.event() > end || from.commit() > last;
        Mark mark = beyond ? new Mark(Math.min(from.event(), end), Math.min(from.commit(), last), "") : from;
        List<Commit> commits = notables.behind(mark.commit(), most);
        boolean all = commits.isEmpty()
                || commits.get(commits.size() - 1).number() >= last
                || commits.get(commits.size() - 1).event() > end;
        long upTo = Math.min(end, mark.event() + MOST_EVENTS);
        Gathering gathering =
                new Gathering(new Owners(history, entries), observations.charted(), happenings, mark, most);
        gathering.take(entries.turns(mark.event(), upTo), upTo, commits, all);
        Mark after = gathering.mark();
        return new Slice(gathering.items(), after, gathering.full() || !all || after.event() < end);
    }
}
