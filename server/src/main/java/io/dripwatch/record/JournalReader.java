package io.dripwatch.record;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.store.Database;
import io.dripwatch.store.Readers;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the journal: what a restart needs, what a session was, and whether every seal is whole. Blocks; any thread. */
public final class JournalReader {
    private final Readers readers;
    private final JournalRows rows;

    /** With a connection of its own for each question, of which none is left open. */
    public JournalReader(Database database) {
        this(new Readers(database, 0));
    }

    /** With connections that others use, too. */
    public JournalReader(Readers readers) {
        this.readers = readers;
        this.rows = new JournalRows(readers);
    }

    /**
     * The events that a room needs to be again what it was: all bindings of devices, everything about the sessions,
     * holds and courses that are open, and what pumps and audio pauses did since the oldest of those sessions began.
     * In their order.
     */
    public List<RoomEvent> unfinished() throws SQLException {
        return rows.events("SELECT seq, kind, body FROM (SELECT seq, kind, body FROM event"
                + " WHERE kind IN ('DEVICE_ASSIGNED', 'DEVICE_RELEASED')"
                + " UNION SELECT seq, kind, body FROM event"
                + " WHERE subject IN (SELECT subject FROM open_subject)"
                + " UNION SELECT seq, kind, body FROM event WHERE kind IN ('PUMP_REPORTED', 'INACTIVATED')"
                + " AND seq > (SELECT min(seq) FROM open_subject WHERE subject LIKE 'session-%')) ORDER BY seq");
    }

    /**
     * The events of one session, and what the pump of its chair did meanwhile; empty where there is no such session.
     */
    public List<RoomEvent> ofSession(String session) throws SQLException {
        return entries(session, Long.MAX_VALUE).stream().map(Entry::event).toList();
    }

    /**
     * The events of one session, hold or course with their places; of a session also what the pump of its chair did
     * meanwhile. Empty where there is no such subject.
     *
     * @param upTo the last place to be read: the record as it once was
     */
    public List<Entry> entries(String subject, long upTo) throws SQLException {
        return rows.entries(
                "SELECT seq, kind, body FROM event WHERE (subject = ?1 OR (kind = 'PUMP_REPORTED'"
                        + " AND chair = (SELECT chair FROM event WHERE subject = ?1 ORDER BY seq LIMIT 1)"
                        + " AND seq BETWEEN (SELECT min(seq) FROM event WHERE subject = ?1)"
                        + " AND (SELECT max(seq) FROM event WHERE subject = ?1))) AND seq <= ?2 ORDER BY seq",
                subject,
                upTo);
    }

    /** Those events of a session that are of these kinds, in their order; empty where there is no such session. */
    public List<RoomEvent> ofSession(String session, Set<RoomEvent.Kind> kinds) throws SQLException {
        String names = kinds.stream().map(kind -> "'" + kind.name() + "'").collect(Collectors.joining(","));
        return rows.events(
                "SELECT seq, kind, body FROM event WHERE subject = ?1 AND kind IN (" + names + ") ORDER BY seq",
                session);
    }

    /** Which device was bound to which chair, or let go, in the order in which it was. */
    public List<RoomEvent> bindings() throws SQLException {
        return rows.events("SELECT seq, kind, body FROM event WHERE kind IN ('DEVICE_ASSIGNED', 'DEVICE_RELEASED')"
                + " ORDER BY seq");
    }

    /** The beginnings of sessions and courses after a place in the journal, and whose they turned out to be. */
    public List<Entry> beginnings(long after) throws SQLException {
        return rows.entries(
                "SELECT seq, kind, body FROM event WHERE kind IN"
                        + " ('SESSION_OPENED', 'PATIENT_IDENTIFIED', 'COURSE_CHANGED') AND seq > ?1 ORDER BY seq",
                after);
    }

    /**
     * What an event belongs to: its session, hold or course; for what a pump did the session in its chair then. Null
     * where it belongs to none.
     */
    public @Nullable String subjectAt(long seq) throws SQLException {
        return rows.first(
                row -> row.getString(1),
                "SELECT coalesce(subject, (SELECT o.subject FROM event o WHERE o.chair = event.chair"
                        + " AND o.kind = 'SESSION_OPENED' AND o.seq <= event.seq ORDER BY o.seq DESC LIMIT 1))"
                        + " FROM event WHERE seq = ?1",
                seq);
    }

    /** The last place in the journal; 0 where nothing has happened yet. */
    public long lastSeq() throws SQLException {
        Long last = rows.first(row -> row.getLong(1), "SELECT seq FROM event ORDER BY seq DESC LIMIT 1");
        return last == null ? 0 : last;
    }

    /**
     * The sessions that were opened in a range of time, in the order of their openings.
     *
     * @param from the first moment, inclusive
     * @param to the last moment, exclusive
     */
    public List<String> sessions(Instant from, Instant to) throws SQLException {
        return subjects("kind = 'SESSION_OPENED' AND at >= ? AND at < ?", from.toEpochMilli(), to.toEpochMilli());
    }

    /**
     * The sessions that were opened in one chair in a range of time, in the order of their openings.
     *
     * @param from the first moment, inclusive
     * @param to the last moment, exclusive
     */
    public List<String> sessionsIn(String chair, Instant from, Instant to) throws SQLException {
        return subjects(
                "chair = ? AND kind = 'SESSION_OPENED' AND at >= ? AND at < ?",
                chair,
                from.toEpochMilli(),
                to.toEpochMilli());
    }

    /**
     * All that decided one session, in its order: which devices were bound to its chair before it and during it, what
     * the pump of its chair did since the session before it, its own events. Empty where there is no such session.
     */
    public List<RoomEvent> course(String session) throws SQLException {
        return rows.events(
                "WITH own AS (SELECT min(seq) AS first, max(chair) AS chair, CASE WHEN EXISTS"
                        + " (SELECT 1 FROM open_subject WHERE subject = ?1) THEN (SELECT max(seq) FROM event)"
                        + " ELSE max(seq) END AS last FROM event WHERE subject = ?1)"
                        + " SELECT seq, kind, body FROM (SELECT seq, kind, body FROM event WHERE subject = ?1"
                        + " UNION ALL SELECT seq, kind, body FROM event"
                        + " WHERE chair = (SELECT chair FROM own) AND kind IN ('DEVICE_ASSIGNED', 'DEVICE_RELEASED')"
                        + " AND seq <= (SELECT last FROM own)"
                        + " UNION ALL SELECT seq, kind, body FROM event"
                        + " WHERE chair = (SELECT chair FROM own) AND kind = 'PUMP_REPORTED'"
                        + " AND seq <= (SELECT last FROM own) AND seq > coalesce((SELECT max(seq) FROM event"
                        + " WHERE chair = (SELECT chair FROM own) AND kind = 'SESSION_OPENED'"
                        + " AND seq < (SELECT first FROM own)), 0)) ORDER BY seq",
                session);
    }

    /** The session that was last opened in a chair; null where none ever was. */
    public @Nullable String lastSession(String chair) throws SQLException {
        return rows.first(
                row -> row.getString(1),
                "SELECT subject FROM event WHERE chair = ?1 AND kind = 'SESSION_OPENED' ORDER BY seq DESC LIMIT 1",
                chair);
    }

    /** The chair of a session; null where there is no such session. */
    public @Nullable String chairOf(String session) throws SQLException {
        return rows.first(
                row -> row.getString(1),
                "SELECT chair FROM event WHERE subject = ?1 AND chair IS NOT NULL ORDER BY seq LIMIT 1",
                session);
    }

    /** When it was last found whose a session or a hold is; null where that was known at once, or is not known. */
    public @Nullable Found found(String subject) throws SQLException {
        return rows.first(
                row -> new Found(row.getLong(1), row.getLong(2)),
                "SELECT seq, at FROM event WHERE subject = ?1 AND kind IN ('PATIENT_IDENTIFIED', 'HOLD_ASSIGNED')"
                        + " ORDER BY seq DESC LIMIT 1",
                subject);
    }

    /** The steps of all alarms of a session behind a place in the journal. */
    public List<Entry> alarms(String session, long after) throws SQLException {
        return rows.entries(
                "SELECT seq, kind, body FROM event WHERE subject = ?1 AND seq > ?2 AND kind = 'ALARM_CHANGED'"
                        + " ORDER BY seq",
                session,
                after);
    }

    /** The last steps of alarms in each session, behind a place in the journal. */
    public List<Entry> alarmsBehind(long after) throws SQLException {
        return rows.entries(
                "SELECT max(seq), kind, body FROM event WHERE kind = 'ALARM_CHANGED' AND seq > ?1 GROUP BY subject"
                        + " ORDER BY max(seq)",
                after);
    }

    /**
     * What may bring something new into the chart beside readings: beginnings and stages of sessions, their patients,
     * steps of alarms, and whose held readings were.
     *
     * @param after the place behind which to begin
     * @param upTo the last place to be read
     */
    public List<Entry> turns(long after, long upTo) throws SQLException {
        return rows.entries(
                "SELECT seq, kind, body FROM event WHERE seq > ?1 AND seq <= ?2 AND kind IN ('SESSION_OPENED',"
                        + " 'STAGE_MOVED', 'PATIENT_IDENTIFIED', 'ALARM_CHANGED', 'HOLD_ASSIGNED') ORDER BY seq",
                after,
                upTo);
    }

    /**
     * Who saw or did what, with its place, in the order of places.
     *
     * @param after the place behind which to begin
     * @param upTo the last place to be read
     * @param fromMs the first moment, inclusive, epoch milliseconds
     * @param toMs the last moment, exclusive
     * @param most how many at most
     */
    public List<Entry> accesses(long after, long upTo, long fromMs, long toMs, int most) throws SQLException {
        return rows.entries(
                "SELECT seq, kind, body FROM event WHERE kind = 'ACCESSED' AND seq > ?1 AND seq <= ?2"
                        + " AND at >= ?3 AND at < ?4 ORDER BY seq LIMIT ?5",
                after,
                upTo,
                fromMs,
                toMs,
                most);
    }

    /**
     * Who saw or did what in a range of time, the newest first.
     *
     * @param from the first moment, inclusive
     * @param to the last moment, exclusive
     * @param wanted which of them
     * @param most how many at most
     */
    public List<RoomEvent.Accessed> accesses(Instant from, Instant to, Predicate<RoomEvent.Accessed> wanted, int most)
            throws SQLException {
        return readers.ask(connection -> {
            List<RoomEvent.Accessed> accesses = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT body FROM event"
                    + " WHERE kind = 'ACCESSED' AND at >= ? AND at < ? ORDER BY at DESC, seq DESC")) {
                query.setLong(1, from.toEpochMilli());
                query.setLong(2, to.toEpochMilli());
                try (ResultSet row = query.executeQuery()) {
                    while (accesses.size() < most && row.next()) {
                        RoomEvent event = EventJson.read(RoomEvent.Kind.ACCESSED, row.getString(1));
                        if (event instanceof RoomEvent.Accessed access && wanted.test(access)) {
                            accesses.add(access);
                        }
                    }
                }
            }
            return accesses;
        });
    }

    /** How far the clocks of devices were off, in the order in which it was found. */
    public List<RoomEvent.DeviceClock> deviceClocks() throws SQLException {
        return rows.each(
                row -> (RoomEvent.DeviceClock) JournalRows.entry(row).event(),
                "SELECT seq, kind, body FROM event WHERE chair IS NULL AND kind = 'DEVICE_CLOCK' ORDER BY seq");
    }

    /** The last event and its seal, as they stand there now. */
    public Anchor end() throws SQLException {
        Anchor last = rows.first(
                row -> new Anchor(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2))),
                "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1");
        return last == null ? new Anchor(0, HexFormat.of().formatHex(Seal.FIRST)) : last;
    }

    /**
     * Recomputes every seal up to the first one that is broken.
     *
     * @param anchor taken from this record before; null where there is none
     */
    public Verdict verdict(@Nullable Anchor anchor) throws SQLException {
        return readers.ask(connection -> new ChainWalk(anchor).along(connection));
    }

    private List<String> subjects(String where, Object... values) throws SQLException {
        return rows.each(row -> row.getString(1), "SELECT subject FROM event WHERE " + where + " ORDER BY seq", values);
    }
}
