package io.dripwatch.trend.embedded;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.store.Section;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes readings: a patient has streams (one device, one session), a stream has series (one metric, one sensor), a
 * series has points in the order of time.
 *
 * <p>A point is known by its series and millisecond. The same value sent again for the same moment is the same point:
 * that is how a resend does no harm. A different value for a moment that is taken goes to the next free millisecond, so
 * that nothing acknowledged is lost; a correction takes the moment over and leaves the old value one millisecond later,
 * marked as entered in error.
 *
 * <p>Giving held readings to a patient changes one row, the stream's, however many readings there are.
 */
public final class ReadingTable implements Section {
    private static final int MOST_REMEMBERED = 100_000;

    /** A stream and its series, by metric and site. */
    private record Stream(long id, Map<SeriesKey, Long> series) {}

    private record SeriesKey(int metric, int site) {
        @Override
        public int hashCode() {
            return metric * 31 + site;
        }
    }

    private final Map<PatientId, Long> patients = new HashMap<>();
    private final Map<PatientId, Patient> told = new HashMap<>();
    private final Map<Filing.Destination, Stream> streams = new HashMap<>();
    private int seriesRemembered;
    private @Nullable Statements sql;

    @Override
    public void open(Connection writer) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS patient (id INTEGER PRIMARY KEY, authority TEXT NOT NULL,"
                    + " value TEXT NOT NULL, family TEXT NOT NULL, given TEXT NOT NULL, birth_date TEXT,"
                    + " sex TEXT NOT NULL, updated_at INTEGER NOT NULL, UNIQUE (authority, value)) STRICT");
            statement.execute("CREATE INDEX IF NOT EXISTS patient_value ON patient (value)");
            statement.execute("CREATE TABLE IF NOT EXISTS stream (id INTEGER PRIMARY KEY, device TEXT NOT NULL,"
                    + " patient INTEGER, session TEXT, hold TEXT) STRICT");
            statement.execute("CREATE INDEX IF NOT EXISTS stream_patient ON stream (patient)");
            statement.execute("CREATE INDEX IF NOT EXISTS stream_session ON stream (session)");
            statement.execute("CREATE INDEX IF NOT EXISTS stream_hold ON stream (hold)");
            statement.execute("CREATE TABLE IF NOT EXISTS series (id INTEGER PRIMARY KEY, stream INTEGER NOT NULL,"
                    + " metric INTEGER NOT NULL, site INTEGER NOT NULL, UNIQUE (stream, metric, site)) STRICT");
            statement.execute("CREATE TABLE IF NOT EXISTS reading (series INTEGER NOT NULL, at INTEGER NOT NULL,"
                    + " value REAL NOT NULL, received INTEGER NOT NULL, standing INTEGER NOT NULL,"
                    + " PRIMARY KEY (series, at)) STRICT, WITHOUT ROWID");
        }
        sql = new Statements(writer);
        forget();
    }

    @Override
    public void write(Decision decision) throws SQLException {
        for (RoomEvent event : decision.events()) {
            if (event instanceof RoomEvent.HoldAssigned assigned) {
                assign(assigned);
            } else if (event instanceof RoomEvent.PatientIdentified identified) {
                identify(identified);
            }
        }
        Filing filing = decision.filing();
        if (filing != null) {
            Stream stream = stream(filing);
            for (Reading reading : filing.readings()) {
                point(series(stream, reading), reading, filing.receivedAt());
            }
        }
    }

    private void forget() {
        patients.clear();
        told.clear();
        streams.clear();
        seriesRemembered = 0;
    }

    private void assign(RoomEvent.HoldAssigned event) throws SQLException {
        PreparedStatement update = sql().assignHold;
        Patient patient = event.patient();
        setLong(update, 1, patient == null ? null : (Long) patient(patient, event.at()));
        update.setString(2, event.session());
        update.setString(3, event.hold());
        update.executeUpdate();
    }

    private void identify(RoomEvent.PatientIdentified event) throws SQLException {
        PreparedStatement update = sql().identify;
        update.setLong(1, patient(event.patient(), event.at()));
        update.setString(2, event.session());
        update.executeUpdate();
        streams.clear();
        seriesRemembered = 0;
    }

    private long series(Stream stream, Reading reading) throws SQLException {
        SeriesKey key = new SeriesKey(reading.metric().mdcCode(), reading.site());
        Long known = stream.series.get(key);
        if (known == null) {
            known = id(sql().findSeries, sql().addSeries, stream.id, key.metric, key.site);
            stream.series.put(key, known);
            seriesRemembered++;
        }
        return known;
    }

    private Stream stream(Filing filing) throws SQLException {
        Filing.Destination to = filing.to();
        Stream known = streams.get(to);
        if (known == null) {
            if (seriesRemembered >= MOST_REMEMBERED) {
                forget();
            }
            Patient patient = to.patient();
            Long key = patient == null ? null : (Long) patient(patient, filing.receivedAt());
            long id = id(sql().findStream, sql().addStream, to.device().value(), key, to.session(), to.hold());
            known = new Stream(id, new HashMap<>());
            streams.put(to, known);
        }
        return known;
    }

    private long patient(Patient patient, Instant at) throws SQLException {
        Long known = patients.get(patient.id());
        if (known == null || !patient.equals(told.get(patient.id()))) {
            PreparedStatement upsert = sql().patient;
            upsert.setString(1, patient.id().authority());
            upsert.setString(2, patient.id().value());
            upsert.setString(3, patient.family());
            upsert.setString(4, patient.given());
            upsert.setString(
                    5, patient.birthDate() == null ? null : patient.birthDate().toString());
            upsert.setString(6, patient.sex().name());
            upsert.setLong(7, at.toEpochMilli());
            try (ResultSet row = upsert.executeQuery()) {
                known = row.getLong(1);
            }
            patients.put(patient.id(), known);
            told.put(patient.id(), patient);
        }
        return known;
    }

    private void point(long seriesId, Reading reading, Instant receivedAt) throws SQLException {
        long at = reading.at().toEpochMilli();
        switch (reading.standing()) {
            case PLAIN, QUESTIONABLE, TRAINING -> insert(seriesId, at, reading, receivedAt);
            case CORRECTED -> {
                Double before = valueAt(seriesId, at);
                if (before != null && before != reading.value()) {
                    delete(seriesId, at);
                    Reading wrong = new Reading(
                            reading.metric(), reading.site(), before, reading.at(), Reading.Standing.ENTERED_IN_ERROR);
                    insert(seriesId, at + 1, wrong, receivedAt);
                }
                insert(seriesId, at, reading, receivedAt);
            }
            case ENTERED_IN_ERROR -> {
                PreparedStatement withdraw = sql().withdraw;
                withdraw.setInt(1, reading.standing().code());
                withdraw.setLong(2, seriesId);
                withdraw.setLong(3, at);
                if (withdraw.executeUpdate() == 0) {
                    insert(seriesId, at, reading, receivedAt);
                }
            }
        }
    }

    private void insert(long seriesId, long at, Reading reading, Instant receivedAt) throws SQLException {
        PreparedStatement insert = sql().insert;
        long moment = at;
        while (true) {
            insert.setLong(1, seriesId);
            insert.setLong(2, moment);
            insert.setDouble(3, reading.value());
            insert.setLong(4, receivedAt.toEpochMilli());
            insert.setInt(5, reading.standing().code());
            if (insert.executeUpdate() == 1) {
                return;
            }
            Double there = valueAt(seriesId, moment);
            if (there != null && there == reading.value()) {
                return;
            }
            moment++;
        }
    }

    private @Nullable Double valueAt(long seriesId, long at) throws SQLException {
        PreparedStatement find = sql().valueAt;
        find.setLong(1, seriesId);
        find.setLong(2, at);
        try (ResultSet row = find.executeQuery()) {
            return row.next() ? (Double) row.getDouble(1) : null;
        }
    }

    private void delete(long seriesId, long at) throws SQLException {
        PreparedStatement delete = sql().delete;
        delete.setLong(1, seriesId);
        delete.setLong(2, at);
        delete.executeUpdate();
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

    private static void setLong(PreparedStatement statement, int index, @Nullable Long value) throws SQLException {
        statement.setObject(index, value);
    }

    private Statements sql() {
        if (sql == null) {
            throw new IllegalStateException("the table of readings is not open");
        }
        return sql;
    }

    /** Prepared once, used for every reading. */
    private static final class Statements {
        final PreparedStatement insert;
        final PreparedStatement valueAt;
        final PreparedStatement delete;
        final PreparedStatement withdraw;
        final PreparedStatement patient;
        final PreparedStatement findStream;
        final PreparedStatement addStream;
        final PreparedStatement findSeries;
        final PreparedStatement addSeries;
        final PreparedStatement assignHold;
        final PreparedStatement identify;

        Statements(Connection c) throws SQLException {
            insert = c.prepareStatement(
                    "INSERT OR IGNORE INTO reading (series, at, value, received, standing) VALUES (?, ?, ?, ?, ?)");
            valueAt = c.prepareStatement("SELECT value FROM reading WHERE series = ? AND at = ?");
            delete = c.prepareStatement("DELETE FROM reading WHERE series = ? AND at = ?");
            withdraw = c.prepareStatement("UPDATE reading SET standing = ? WHERE series = ? AND at = ?");
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
            assignHold = c.prepareStatement("UPDATE stream SET patient = ?, session = ? WHERE hold = ?");
            identify = c.prepareStatement("UPDATE stream SET patient = ? WHERE session = ? AND patient IS NULL");
        }
    }
}
