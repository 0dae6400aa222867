package io.dripwatch.trend.embedded;

import io.dripwatch.trend.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves points from the rows in which they arrived to the blocks of their series, a little with every commit, so that
 * no commit waits long. A round begins when much has gathered or it has waited long enough, packs every series, closes
 * the last minute of those that fell silent, and then deletes the rows that it began with.
 */
final class Packer {
    private static final int ROWS_A_COMMIT = 4;
    private static final Duration SILENT = Duration.ofMinutes(5);

    /**
     * How eagerly points are packed.
     *
     * @param many a round begins when as many points have gathered, positive
     * @param atLatest or when the first of them has waited as long
     * @param share how many points a commit packs, if it brings few itself; positive
     */
    record Pace(long many, Duration atLatest, int share) {
        static final Pace USUAL = new Pace(200_000, Duration.ofMinutes(5), 8_192);
    }

    /** Where points go. */
    record Packed(Blocks blocks, MinuteTable minutes) {}

    private final Pace pace;
    private final Tail tail;
    private final Blocks blocks;
    private final MinuteTable minutes;
    private final @Nullable OutboxTable outbox;
    private final PreparedStatement newest;
    private final PreparedStatement delete;
    private final Deque<Long> due = new ArrayDeque<>();
    private final List<Long> packed = new ArrayList<>();
    /** Each series whose last minute is not written, and when the newest of its points was measured. */
    private final Map<Long, Long> open = new HashMap<>();

    private long cut;
    private boolean deleting;
    private long gathered;
    private long gatheredSince = Long.MAX_VALUE;

    Packer(Connection c, Pace pace, Tail tail, Packed packed, @Nullable OutboxTable outbox) throws SQLException {
        this.pace = pace;
        this.tail = tail;
        this.blocks = packed.blocks;
        this.minutes = packed.minutes;
        this.outbox = outbox;
        try (Statement statement = c.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS arrival"
                    + " (seq INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL) STRICT");
        }
        newest = c.prepareStatement("SELECT max(seq) FROM arrival");
        delete = c.prepareStatement("DELETE FROM arrival WHERE seq IN"
                + " (SELECT seq FROM arrival WHERE seq <= ? ORDER BY seq LIMIT " + ROWS_A_COMMIT + ")");
        for (long series : minutes.open()) {
            open.put(series, Long.MIN_VALUE);
        }
    }

    /**
     * Does its share within the transaction that is open, before its own row is added: a round deletes only rows whose
     * points it knew. Nothing in memory moves before {@link #kept()}.
     *
     * @param arrived how many points this transaction brings
     * @param receivedMs when they arrived
     */
    void work(int arrived, long receivedMs) throws SQLException {
        if (deleting) {
            if (outbox != null) {
                outbox.leave(cut, ROWS_A_COMMIT);
            }
            delete.setLong(1, cut);
            deleting = delete.executeUpdate() == ROWS_A_COMMIT;
        } else if (!due.isEmpty()) {
            pack(Math.max(pace.share, 2 * arrived));
            deleting = due.isEmpty();
        } else if (gathered >= pace.many || receivedMs - gatheredSince >= pace.atLatest.toMillis()) {
            begin(receivedMs);
        }
        gathered += arrived;
        gatheredSince = Math.min(gatheredSince, receivedMs);
    }

    /** What was put into blocks is durable: it need not be kept in memory. */
    void kept() {
        for (long series : packed) {
            tail.of(series).clear();
        }
        packed.clear();
    }

    private void begin(long receivedMs) throws SQLException {
        try (ResultSet row = newest.executeQuery()) {
            cut = row.getLong(1);
        }
        List<Long> busy = tail.series();
        due.addAll(busy);
        busy.forEach(open::remove);
        open.forEach((series, last) -> {
            if (last < receivedMs - SILENT.toMillis()) {
                due.add(series);
            }
        });
        deleting = due.isEmpty();
        gathered = 0;
        gatheredSince = Long.MAX_VALUE;
    }

    private void pack(int most) throws SQLException {
        int done = 0;
        while (done < most && !due.isEmpty()) {
            long series = due.remove();
            if (open.remove(series) == null) {
                done += pack(series);
            } else {
                minutes.close(series);
                done += Blocks.FULL;
            }
        }
    }

    private int pack(long series) throws SQLException {
        Points points = tail.between(series, Long.MIN_VALUE, Long.MAX_VALUE);
        if (!points.isEmpty()) {
            Map<Long, Optional<Minute>> widened = minutes.widened(series, points);
            blocks.take(series, points);
            minutes.packed(series, points, widened);
            packed.add(series);
            open.put(series, points.last());
        }
        return points.count();
    }
}
