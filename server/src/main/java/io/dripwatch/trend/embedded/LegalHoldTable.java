package io.dripwatch.trend.embedded;

import io.dripwatch.flow.LegalHold;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.store.Database;
import io.dripwatch.vitals.PatientId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of legal holds in force; how each came and went stands in the journal. */
public final class LegalHoldTable {
    private static final String SAME = " WHERE session IS ? AND authority IS ? AND value IS ?";

    private final PreparedStatement set;
    private final PreparedStatement release;

    LegalHoldTable(Connection c) throws SQLException {
        try (Statement statement = c.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS legal_hold (id INTEGER PRIMARY KEY, session TEXT,"
                    + " authority TEXT, value TEXT, at INTEGER NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL)"
                    + " STRICT");
        }
        set = c.prepareStatement(
                "INSERT INTO legal_hold (session, authority, value, at, by, reason)" + " VALUES (?, ?, ?, ?, ?, ?)");
        release = c.prepareStatement("DELETE FROM legal_hold" + SAME);
    }

    /** One that is set again takes the place of the first; the journal has both. */
    void set(RoomEvent.LegalHoldSet event) throws SQLException {
        release(event.what());
        name(set, event.what());
        set.setLong(4, event.at().toEpochMilli());
        set.setString(5, event.by());
        set.setString(6, event.reason());
        set.executeUpdate();
    }

    void release(LegalHold what) throws SQLException {
        name(release, what);
        release.executeUpdate();
    }

    private static void name(PreparedStatement statement, LegalHold what) throws SQLException {
        PatientId patient = what.patient();
        statement.setString(1, what.session());
        statement.setString(2, patient == null ? null : patient.authority());
        statement.setString(3, patient == null ? null : patient.value());
    }

    /** The legal holds in force, as they were set, in that order; blocks, any thread. */
    public static List<RoomEvent.LegalHoldSet> inForce(Database database) throws SQLException {
        List<RoomEvent.LegalHoldSet> holds = new ArrayList<>();
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement()) {
            if (!Database.hasTable(connection, "legal_hold")) {
                return holds;
            }
            try (ResultSet row = statement.executeQuery(
                    "SELECT session, authority, value, at, by, reason FROM legal_hold ORDER BY id")) {
                while (row.next()) {
                    holds.add(new RoomEvent.LegalHoldSet(
                            Instant.ofEpochMilli(row.getLong(4)), row.getString(5), what(row), row.getString(6)));
                }
            }
        }
        return holds;
    }

    private static LegalHold what(ResultSet row) throws SQLException {
        @Nullable String session = row.getString(1);
        return new LegalHold(session, session == null ? new PatientId(row.getString(2), row.getString(3)) : null);
    }
}
