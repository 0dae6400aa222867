package io.dripwatch.record;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.store.Section;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to the end of the journal, each sealed with a hash over its predecessor's.
 *
 * <p>Table {@code event}: {@code seq} counts up without a gap; {@code at} epoch milliseconds; {@code subject} the
 * session, hold or course that the event belongs to; {@code body} JSON; {@code hash} see {@link Seal}. Rows are never
 * changed or deleted. Table {@code open_subject}: the sessions, holds and courses that are not finished, so that a
 * restart reads only what it needs.
 */
public final class Journal implements Section {
    private @Nullable PreparedStatement insert;
    private @Nullable PreparedStatement open;
    private @Nullable PreparedStatement close;
    private long lastSeq;
    private byte[] lastHash = Seal.FIRST;

    @Override
    public void open(Connection writer) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS event (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
                    + " kind TEXT NOT NULL, chair TEXT, subject TEXT, body TEXT NOT NULL, hash BLOB NOT NULL) STRICT");
            statement.execute("CREATE INDEX IF NOT EXISTS event_subject ON event (subject, seq)");
            statement.execute("CREATE INDEX IF NOT EXISTS event_chair ON event (chair, kind, seq)");
            statement.execute("CREATE INDEX IF NOT EXISTS event_binding ON event (seq)"
                    + " WHERE kind IN ('DEVICE_ASSIGNED', 'DEVICE_RELEASED')");
            statement.execute("CREATE INDEX IF NOT EXISTS event_session ON event (at) WHERE kind = 'SESSION_OPENED'");
            statement.execute("CREATE INDEX IF NOT EXISTS event_beginning ON event (seq)"
                    + " WHERE kind IN ('SESSION_OPENED', 'PATIENT_IDENTIFIED', 'COURSE_CHANGED')");
            statement.execute("CREATE INDEX IF NOT EXISTS event_access ON event (at) WHERE kind = 'ACCESSED'");
            statement.execute("CREATE INDEX IF NOT EXISTS event_alarm ON event (seq) WHERE kind = 'ALARM_CHANGED'");
            statement.execute("CREATE INDEX IF NOT EXISTS event_access_seq ON event (seq) WHERE kind = 'ACCESSED'");
            statement.execute("CREATE TABLE IF NOT EXISTS open_subject"
                    + " (subject TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID");
        }
        insert = writer.prepareStatement(
                "INSERT INTO event (seq, at, kind, chair, subject, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?)");
        open = writer.prepareStatement("INSERT OR IGNORE INTO open_subject (subject, seq) VALUES (?, ?)");
        close = writer.prepareStatement("DELETE FROM open_subject WHERE subject = ?");
        readEnd(writer);
    }

    @Override
    public void write(Decision decision) throws SQLException {
        for (RoomEvent event : decision.events()) {
            append(event);
        }
    }

    /** The last place in the journal as of the transaction that is open; for what is written in the same one. */
    public long lastSeq() {
        return lastSeq;
    }

    private void readEnd(Connection from) throws SQLException {
        try (Statement statement = from.createStatement();
                ResultSet row = statement.executeQuery("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")) {
            boolean any = row.next();
            lastSeq = any ? row.getLong(1) : 0;
            lastHash = any ? row.getBytes(2) : Seal.FIRST;
        }
    }

    private void append(RoomEvent event) throws SQLException {
        String body = EventJson.write(event);
        long seq = lastSeq + 1;
        byte[] hash = Seal.of(lastHash, seq, event.kind(), body);
        String subject = subject(event);
        PreparedStatement row = ready(insert);
        row.setLong(1, seq);
        row.setLong(2, event.at().toEpochMilli());
        row.setString(3, event.kind().name());
        row.setString(4, event.chair() == null ? null : event.chair().value());
        row.setString(5, subject);
        row.setString(6, body);
        row.setBytes(7, hash);
        row.executeUpdate();
        lastSeq = seq;
        lastHash = hash;
        note(event, subject, seq);
    }

    private void note(RoomEvent event, @Nullable String subject, long seq) throws SQLException {
        if (begins(event)) {
            PreparedStatement row = ready(open);
            row.setString(1, subject);
            row.setLong(2, seq);
            row.executeUpdate();
        } else if (finishes(event)) {
            PreparedStatement row = ready(close);
            row.setString(1, subject);
            row.executeUpdate();
        }
    }

    /** A course that is over never began, as far as a restart is concerned. */
    private static boolean begins(RoomEvent event) {
        return event.kind() == RoomEvent.Kind.SESSION_OPENED
                || event.kind() == RoomEvent.Kind.READINGS_HELD
                || (event instanceof RoomEvent.CourseChanged changed
                        && !changed.course().over());
    }

    private static boolean finishes(RoomEvent event) {
        return event.kind() == RoomEvent.Kind.HOLD_ASSIGNED
                || (event instanceof RoomEvent.StageMoved moved && moved.to().over())
                || (event instanceof RoomEvent.CourseChanged changed
                        && changed.course().over());
    }

    /** What an event is about: a session, a hold or a course; null where it is about none of them. */
    static @Nullable String subject(RoomEvent event) {
        if (event instanceof RoomEvent.ReadingsHeld held) {
            return held.hold().id();
        }
        if (event instanceof RoomEvent.CourseChanged changed) {
            return changed.course().id();
        }
        return event instanceof RoomEvent.HoldAssigned assigned ? assigned.hold() : event.session();
    }

    private static PreparedStatement ready(@Nullable PreparedStatement statement) {
        if (statement == null) {
            throw new IllegalStateException("the journal is not open");
        }
        return statement;
    }
}
