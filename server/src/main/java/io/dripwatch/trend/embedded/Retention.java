package io.dripwatch.trend.embedded;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.store.Section;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what has been kept long enough, a few rows with a commit and only when asked, so that nothing live waits for
 * it; keeps the list of legal holds. A sweep goes through the readings of all series, then through their minutes. What
 * is under legal hold, belongs to an open session, or is owed to another store is passed over.
 */
public final class Retention implements Section {
    /** So few that a commit is hardly longer for it. */
    static final int ROWS_A_SLICE = 12;

    private static final int SERIES_A_SLICE = 200;
    private static final long NOT_ASKED = Long.MIN_VALUE;

    private final RetentionPlan plan;
    private final @Nullable OutboxTable outbox;
    private final AtomicLong asked = new AtomicLong(NOT_ASKED);
    private final AtomicLong readings = new AtomicLong();
    private final AtomicLong minutes = new AtomicLong();
    private volatile boolean sweeping;
    private volatile boolean waits;
    private @Nullable OldRows rows;
    private @Nullable LegalHoldTable holds;
    private Kind kind = Kind.READINGS;
    private long series;
    private long readingsGone;
    private long minutesGone;

    /** What a sweep goes through, in this order. */
    private enum Kind {
        READINGS,
        MINUTES
    }

    /**
     * Nothing is deleted before {@link #sweep}.
     *
     * @param outbox the way to another store; null where there is none
     */
    public Retention(RetentionPlan plan, @Nullable OutboxTable outbox) {
        this.plan = plan;
        this.outbox = outbox;
    }

    /** A sweep is to begin; any thread, while none is under way. */
    public void sweep() {
        sweeping = true;
    }

    /** Whether a sweep is under way; any thread. */
    public boolean sweeping() {
        return sweeping;
    }

    /** The next commit is to do a slice of the sweep; any thread. */
    public void slice(Instant now) {
        asked.set(now.toEpochMilli());
    }

    /** How many readings were deleted; any thread. */
    public long readingsDeleted() {
        return readings.get();
    }

    /** How many minutes were deleted; any thread. */
    public long minutesDeleted() {
        return minutes.get();
    }

    /** Whether readings stay longer because another store has not got them yet; any thread. */
    public boolean waits() {
        return waits;
    }

    @Override
    public void open(Connection connection) throws SQLException {
        holds = new LegalHoldTable(connection);
        rows = new OldRows(connection);
        kind = Kind.READINGS;
        series = 0;
        readingsGone = 0;
        minutesGone = 0;
    }

    @Override
    public void write(Decision decision) throws SQLException {
        LegalHoldTable table = holds;
        for (RoomEvent event : decision.events()) {
            if (table != null && event instanceof RoomEvent.LegalHoldSet set) {
                table.set(set);
            } else if (table != null && event instanceof RoomEvent.LegalHoldReleased released) {
                table.release(released.what());
            }
        }
    }

    @Override
    public void finish() throws SQLException {
        long now = asked.getAndSet(NOT_ASKED);
        OldRows from = rows;
        if (now != NOT_ASKED && sweeping && from != null) {
            slice(from, now);
        }
    }

    private void slice(OldRows from, long now) throws SQLException {
        int left = ROWS_A_SLICE;
        for (int looked = 0; looked < SERIES_A_SLICE && left > 0 && sweeping; looked++) {
            OldRows.Of of = from.next(kind == Kind.READINGS ? "block" : "minute", series);
            if (of == null) {
                series = 0;
                sweeping = kind == Kind.READINGS;
                kind = kind == Kind.READINGS ? Kind.MINUTES : Kind.READINGS;
            } else {
                int deleted = of.held() ? 0 : delete(from, of, now, left);
                left -= deleted;
                series = left > 0 ? of.series() : series;
            }
        }
    }

    /** How many rows of a series it deleted. */
    private int delete(OldRows from, OldRows.Of of, long now, int most) throws SQLException {
        long before = before(of, now);
        if (before == NOT_ASKED) {
            return 0;
        }
        OldRows.Gone gone =
                switch (kind) {
                    case READINGS -> from.deleteReadings(of.series(), before, most);
                    case MINUTES -> from.deleteMinutes(of.series(), before, most);
                };
        switch (kind) {
            case READINGS -> readingsGone += gone.values();
            case MINUTES -> minutesGone += gone.values();
        }
        return gone.rows();
    }

    /** Before which moment rows of a series go; before all time where none do. */
    private long before(OldRows.Of of, long now) {
        boolean owed = outbox != null && outbox.progress().owed() != null;
        Duration usual =
                switch (kind) {
                    case READINGS -> owed ? null : plan.readings();
                    case MINUTES -> plan.minutes();
                };
        waits = owed && plan.readings() != null;
        Duration unassigned = of.unassigned() && !(owed && kind == Kind.READINGS) ? plan.unassigned() : null;
        Duration kept = usual == null || (unassigned != null && unassigned.compareTo(usual) < 0) ? unassigned : usual;
        return kept == null ? NOT_ASKED : now - kept.toMillis();
    }

    @Override
    public void kept() {
        readings.addAndGet(readingsGone);
        minutes.addAndGet(minutesGone);
        readingsGone = 0;
        minutesGone = 0;
    }
}
