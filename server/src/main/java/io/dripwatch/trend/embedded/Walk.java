package io.dripwatch.trend.embedded;

import io.dripwatch.trend.History.PointVisitor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A walk through the points of one series in either direction: packed ones block by block, and among them, in their
 * places, those that are not packed yet. Of two points of one moment the one that is not packed counts.
 */
final class Walk {
    private static final String BLOCKS = "SELECT body FROM block WHERE series = ?1 AND first >= coalesce("
            + "(SELECT max(first) FROM block WHERE series = ?1 AND first <= ?2), ?2) AND first < ?3 AND last >= ?2"
            + " ORDER BY first ";
    static final String FORWARDS = BLOCKS + "ASC";
    static final String BACKWARDS = BLOCKS + "DESC";

    private final long fromMs;
    private final long toMs;
    private final boolean backwards;
    private final int most;
    private final Points tail;
    private final PointVisitor visitor;
    private int next;
    private int visited;

    /**
     * Stands at the beginning.
     *
     * @param tail what is not packed yet, between the two moments
     */
    Walk(long fromMs, long toMs, boolean backwards, int most, Points tail, PointVisitor visitor) {
        this.fromMs = fromMs;
        this.toMs = toMs;
        this.backwards = backwards;
        this.most = most;
        this.tail = tail;
        this.visitor = visitor;
        this.next = backwards ? tail.count() - 1 : 0;
    }

    boolean over() {
        return visited >= most;
    }

    int visited() {
        return visited;
    }

    /**
     * Walks through all blocks of a series, and what is not packed yet.
     *
     * @return how many points were visited
     */
    int over(Connection connection, long series) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(backwards ? BACKWARDS : FORWARDS)) {
            return over(query, series);
        }
    }

    /** The same with a statement that is prepared. */
    int over(PreparedStatement query, long series) throws SQLException {
        try (ResultSet row = FeedRow.query(query, series, fromMs, toMs)) {
            while (!over() && row.next()) {
                through(Block.unpack(row.getBytes(1)));
            }
        }
        rest();
        return visited;
    }

    /** Walks through the next block, which may reach beyond the two moments. */
    void through(Points block) {
        int from = block.from(fromMs);
        int to = block.from(toMs);
        for (int i = backwards ? to - 1 : from; i >= from && i < to && !over(); i += backwards ? -1 : 1) {
            tailBefore(block.at(i));
            boolean replaced = more() && tail.at(next) == block.at(i);
            if (!replaced && !over()) {
                block.visit(i, visitor);
                visited++;
            }
        }
    }

    /** There is no other block. */
    void rest() {
        tailBefore(backwards ? Long.MIN_VALUE : Long.MAX_VALUE);
    }

    private void tailBefore(long atMs) {
        while (!over() && more() && (backwards ? tail.at(next) > atMs : tail.at(next) < atMs)) {
            tail.visit(next, visitor);
            next += backwards ? -1 : 1;
            visited++;
        }
    }

    private boolean more() {
        return next >= 0 && next < tail.count();
    }
}
