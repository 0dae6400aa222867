package io.dripwatch.trend.embedded;

import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose readings: a patient has streams (one device, one session), a stream has series (one metric, one sensor).
 * Giving held readings to a patient changes one row, the stream's, however many readings there are. Used by the
 * writing thread alone.
 */
final class Streams {
    /** Of a device; in those before nobody corrects anything any more. */
    private static final int MOST_STAYS = 200;

    private final Map<PatientId, Long> patients = new HashMap<>();
    private final Map<PatientId, Patient> told = new HashMap<>();
    private final Map<Filing.Destination, Long> known = new HashMap<>();
    private final PreparedStatement patient;
    private final PreparedStatement findStream;
    private final PreparedStatement addStream;
    private final PreparedStatement findSeries;
    private final PreparedStatement addSeries;
    private final PreparedStatement ofDevice;
    private final PreparedStatement assignHold;
    private final PreparedStatement identify;

    Streams(Connection c) throws SQLException {
        tables(c);
        patient = c.prepareStatement("INSERT INTO patient (authority, value, family, given, birth_date, sex,"
                + " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (authority, value) DO UPDATE SET"
                + " family = CASE WHEN excluded.family = '' THEN family ELSE excluded.family END,"
                + " given = CASE WHEN excluded.given = '' THEN given ELSE excluded.given END,"
                + " birth_date = coalesce(excluded.birth_date, birth_date),"
                + " sex = CASE WHEN excluded.sex = 'UNKNOWN' THEN sex ELSE excluded.sex END,"
                + " updated_at = excluded.updated_at RETURNING id");
        findStream = c.prepareStatement(
                "SELECT id FROM stream WHERE device = ? AND patient IS ? AND session IS ? AND hold IS ?");
        addStream = c.prepareStatement(
                "INSERT INTO stream (device, patient, session, hold) VALUES (?, ?, ?, ?) RETURNING id");
        findSeries = c.prepareStatement("SELECT id FROM series WHERE stream = ? AND metric = ? AND site = ?");
        addSeries = c.prepareStatement("INSERT INTO series (stream, metric, site) VALUES (?, ?, ?) RETURNING id");
        ofDevice = c.prepareStatement("SELECT s.stream FROM series s JOIN stream t ON t.id = s.stream"
                + " WHERE t.device = ? AND s.metric = ? AND s.site = ? ORDER BY s.id DESC LIMIT " + MOST_STAYS);
        assignHold = c.prepareStatement("UPDATE stream SET patient = ?, session = ? WHERE hold = ?");
        identify = c.prepareStatement("UPDATE stream SET patient = ? WHERE session = ? AND patient IS NULL");
    }

    private static void tables(Connection c) throws SQLException {
        try (Statement statement = c.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS patient (id INTEGER PRIMARY KEY, authority TEXT NOT NULL,"
                    + " value TEXT NOT NULL, family TEXT NOT NULL, given TEXT NOT NULL, birth_date TEXT,"
                    + " sex TEXT NOT NULL, updated_at INTEGER NOT NULL, UNIQUE (authority, value)) STRICT");
            statement.execute("CREATE INDEX IF NOT EXISTS patient_value ON patient (value)");
            statement.execute("CREATE TABLE IF NOT EXISTS stream (id INTEGER PRIMARY KEY, device TEXT NOT NULL,"
                    + " patient INTEGER, session TEXT, hold TEXT) STRICT");
            statement.execute("CREATE INDEX IF NOT EXISTS stream_patient ON stream (patient)");
            statement.execute("CREATE INDEX IF NOT EXISTS stream_session ON stream (session)");
            statement.execute("CREATE INDEX IF NOT EXISTS stream_hold ON stream (hold)");
            statement.execute("CREATE INDEX IF NOT EXISTS stream_device ON stream (device)");
            statement.execute("CREATE TABLE IF NOT EXISTS series (id INTEGER PRIMARY KEY, stream INTEGER NOT NULL,"
                    + " metric INTEGER NOT NULL, site INTEGER NOT NULL, UNIQUE (stream, metric, site)) STRICT");
        }
    }

    /** The key of the stream that readings go to, made where it is missing. */
    long stream(Filing filing) throws SQLException {
        Filing.Destination to = filing.to();
        Long stream = known.get(to);
        if (stream == null) {
            Patient whose = to.patient();
            Long key = whose == null ? null : (Long) patient(whose, filing.receivedAt());
            stream = id(findStream, addStream, to.device().value(), key, to.session(), to.hold());
            known.put(to, stream);
        }
        return stream;
    }

    /** The key of a series, made where it is missing. */
    long series(long stream, int metric, int site) throws SQLException {
        return id(findSeries, addSeries, stream, metric, site);
    }

    /** The streams in which a device has told of one sensor, the newest first. */
    List<Long> of(DeviceId device, int metric, int site) throws SQLException {
        List<Long> streams = new ArrayList<>();
        set(ofDevice, device.value(), metric, site);
        try (ResultSet row = ofDevice.executeQuery()) {
            while (row.next()) {
                streams.add(row.getLong(1));
            }
        }
        return streams;
    }

    /** Held readings have found their patient. */
    void assign(RoomEvent.HoldAssigned event) throws SQLException {
        Patient whose = event.patient();
        assignHold.setObject(1, whose == null ? null : (Long) patient(whose, event.at()));
        assignHold.setString(2, event.session());
        assignHold.setString(3, event.hold());
        assignHold.executeUpdate();
    }

    /** A session has found its patient. */
    void identify(RoomEvent.PatientIdentified event) throws SQLException {
        identify.setLong(1, patient(event.patient(), event.at()));
        identify.setString(2, event.session());
        identify.executeUpdate();
    }

    /** Remembers nothing of what it has found so far. */
    void forget() {
        patients.clear();
        told.clear();
        known.clear();
    }

    private long patient(Patient whose, Instant at) throws SQLException {
        Long key = patients.get(whose.id());
        if (key == null || !whose.equals(told.get(whose.id()))) {
            patient.setString(1, whose.id().authority());
            patient.setString(2, whose.id().value());
            patient.setString(3, whose.family());
            patient.setString(4, whose.given());
            patient.setString(
                    5, whose.birthDate() == null ? null : whose.birthDate().toString());
            patient.setString(6, whose.sex().name());
            patient.setLong(7, at.toEpochMilli());
            try (ResultSet row = patient.executeQuery()) {
                key = row.getLong(1);
            }
            patients.put(whose.id(), key);
            told.put(whose.id(), whose);
        }
        return key;
    }

    /** The id of the row with these values, made where it is missing. */
    private static long id(PreparedStatement find, PreparedStatement add, @Nullable Object... values)
            throws SQLException {
        set(find, values);
        try (ResultSet row = find.executeQuery()) {
            if (row.next()) {
                return row.getLong(1);
            }
        }
        set(add, values);
        try (ResultSet row = add.executeQuery()) {
            return row.getLong(1);
        }
    }

    private static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
