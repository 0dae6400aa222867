package io.dripwatch.trend;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far another store is.
 *
 * @param room the name under which this store feeds it, for good
 * @param store a random word by which the two know each other
 * @param cursor the number of the last row that it has
 * @param marks the last two that were left there, the older first: as long as they are there, so is what came before
 * @param owed what has to be sent again, whatever the cursor says; null where it is nothing
 */
public record Progress(
        String room,
        String store,
        long cursor,
        List<Mark> marks,
        @Nullable Owed owed) {
    private static final int MARKS = 2;

    /**
     * A point that was left in the other store to be found again.
     *
     * @param atMs its moment
     * @param cursor what it says
     */
    public record Mark(long atMs, long cursor) {}

    /**
     * Points to send again, series by series.
     *
     * @param fromMs those measured at this moment or later
     * @param series those of this series, and of series with greater keys
     * @param round counts how often something was added: what is paid off must be what was read, even where the same
     *     points came to be owed again meanwhile
     */
    public record Owed(long fromMs, long series, long round) {

        /** What is left when everything before a series has been sent. */
        public Owed from(long next) {
            return new Owed(fromMs, next, round);
        }

        private Owed and(long otherMs) {
            return new Owed(Math.min(fromMs, otherMs), 0, round + 1);
        }
    }

    public Progress {
        marks = List.copyOf(marks);
        if (marks.size() > MARKS) {
            throw new IllegalArgumentException("expected at most two marks, got " + marks.size());
        }
    }

    /** The other store has the rows up to this one, or they are owed. */
    public Progress upTo(long row) {
        return new Progress(room, store, Math.max(cursor, row), marks, owed);
    }

    /** A mark was left; of those before, only the last is looked for again. */
    public Progress marked(Mark mark) {
        List<Mark> last = Stream.concat(marks.stream(), Stream.of(mark)).toList();
        return new Progress(room, store, cursor, last.subList(Math.max(0, last.size() - MARKS), last.size()), owed);
    }

    /** The marks are gone, or were never left. */
    public Progress unmarked() {
        return new Progress(room, store, cursor, List.of(), owed);
    }

    /** Everything measured from this moment on is owed, besides what is owed already; begins anew. */
    public Progress owing(long fromMs) {
        return new Progress(room, store, cursor, marks, owed == null ? new Owed(fromMs, 0, 0) : owed.and(fromMs));
    }

    /** What was owed was sent again, up to this series or, where null, wholly. */
    public Progress paid(@Nullable Owed rest) {
        return new Progress(room, store, cursor, marks, rest);
    }
}
