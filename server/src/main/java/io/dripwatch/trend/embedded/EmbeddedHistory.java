package io.dripwatch.trend.embedded;

import io.dripwatch.store.Database;
import io.dripwatch.store.Readers;
import io.dripwatch.trend.History;
import io.dripwatch.trend.HistoryUnavailable;
import io.dripwatch.trend.Instrument;
import io.dripwatch.trend.Minutes;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers from the embedded database, with connections of its own beside the writer's. */
public final class EmbeddedHistory implements History, Minutes, AutoCloseable {
    private static final Map<Integer, Metric> METRICS = metrics();
    private static final String PATIENT =
            "SELECT id, authority, value, family, given, birth_date, sex, updated_at" + " FROM patient WHERE ";
    private static final String SERIES = "SELECT s.id, s.stream, coalesce(t.patient, 0), t.device, t.session, t.hold,"
            + " s.metric, s.site FROM series s JOIN stream t ON t.id = s.stream WHERE ";

    private static final PointVisitor NOBODY = (atMs, value, standing, receivedMs) -> {};

    /** As many as ask at once in a busy room. */
    private static final int MOST_IDLE = 16;

    private final Readers readers;
    private final Unpacked tail;

    /** Where the points come from that are not in blocks yet. */
    private interface Unpacked {
        Tail now(Connection connection) throws SQLException;
    }

    /** The history of a file that another process may write. */
    public EmbeddedHistory(Database database) {
        Follower follower = new Follower();
        this.readers = new Readers(database, MOST_IDLE);
        this.tail = follower::follow;
    }

    /** The history of a file that this process writes. */
    public EmbeddedHistory(Database database, ReadingTable writer) {
        this(new Readers(database, MOST_IDLE), writer);
    }

    /** The same, with connections that others use, too, until this is closed. */
    public EmbeddedHistory(Readers readers, ReadingTable writer) {
        this.readers = readers;
        this.tail = connection -> writer.tail();
    }

    @Override
    public @Nullable StoredPatient patient(long key) {
        List<StoredPatient> found = ask(c -> patients(c, "id = ?", key));
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    public List<StoredPatient> patientsBy(PatientId id) {
        return ask(c -> id.authority().isEmpty()
                ? patients(c, "value = ? ORDER BY id", id.value())
                : patients(c, "value = ? AND authority = ? ORDER BY id", id.value(), id.authority()));
    }

    @Override
    public List<StoredPatient> patients(String nameContains, long afterKey, int most) {
        return ask(c -> patients(
                c,
                "id > ? AND (? = '' OR instr(lower(family), lower(?)) > 0 OR instr(lower(given), lower(?)) > 0)"
                        + " ORDER BY id LIMIT ?",
                afterKey,
                nameContains,
                nameContains,
                nameContains,
                most));
    }

    @Override
    public List<Series> seriesOf(long patient, Set<Metric> metrics) {
        String codes = metrics.stream()
                .map(metric -> Integer.toString(metric.mdcCode()))
                .collect(Collectors.joining(","));
        return ask(c -> series(c, "t.patient = ? AND s.metric IN (" + codes + ") ORDER BY s.id", patient));
    }

    @Override
    public List<Series> seriesOfSession(String session) {
        return ask(c -> series(c, "t.session = ? ORDER BY s.id", session));
    }

    @Override
    public List<Series> seriesOfHold(String hold) {
        return ask(c -> series(c, "t.hold = ? ORDER BY s.id", hold));
    }

    @Override
    public List<Series> seriesOfStream(long stream) {
        return ask(c -> series(c, "t.id = ? ORDER BY s.id", stream));
    }

    /** How many series there are. */
    public long seriesCount() {
        return ask(c -> {
            try (PreparedStatement query = c.prepareStatement("SELECT count(*) FROM series");
                    ResultSet row = query.executeQuery()) {
                return row.getLong(1);
            }
        });
    }

    /** Series of whomever, in the order of their keys, from this key on; for paging. */
    public List<Series> seriesFrom(long key, int most) {
        return ask(c -> series(c, "s.id >= ? ORDER BY s.id LIMIT ?", key, most));
    }

    @Override
    public List<Instrument> instruments() {
        return ask(c -> {
            List<Instrument> instruments = new ArrayList<>();
            try (PreparedStatement query = c.prepareStatement("SELECT DISTINCT t.device, s.metric, s.site"
                            + " FROM series s JOIN stream t ON t.id = s.stream ORDER BY 1, 2, 3");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    instruments.add(
                            new Instrument(new DeviceId(row.getString(1)), metric(row.getInt(2)), row.getInt(3)));
                }
            }
            return instruments;
        });
    }

    @Override
    public int points(long series, long fromMs, long toMs, boolean newestFirst, int most, PointVisitor visitor) {
        return ask(c -> {
            Points loose = tail.now(c).between(series, fromMs, toMs, newestFirst, most);
            return new Walk(fromMs, toMs, newestFirst, most, loose, visitor).over(c, series);
        });
    }

    @Override
    public void minutes(List<Long> series, long fromMs, long toMs, Minutes.Visitor visitor) {
        ask(c -> {
            try (MinuteReader reader = new MinuteReader(c, tail.now(c))) {
                reader.visit(series, fromMs, toMs, visitor);
            }
            return series;
        });
    }

    @Override
    public long deletedUntil(long series) {
        return ask(c -> MinuteReader.deletedUntil(c, series));
    }

    /** How many readings are kept in all. Reads them all. */
    public long count() {
        return ask(c -> {
            long count = 0;
            try (PreparedStatement query = c.prepareStatement("SELECT id FROM series");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    count += points(row.getLong(1), Long.MIN_VALUE, Long.MAX_VALUE, false, Integer.MAX_VALUE, NOBODY);
                }
            }
            return count;
        });
    }

    @Override
    public void close() {
        try {
            readers.close();
        } catch (SQLException e) {
            throw new HistoryUnavailable("A reading connection does not close: " + e.getMessage(), e);
        }
    }

    private static List<StoredPatient> patients(Connection c, String where, Object... values) throws SQLException {
        List<StoredPatient> patients = new ArrayList<>();
        try (PreparedStatement query = c.prepareStatement(PATIENT + where)) {
            set(query, values);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    patients.add(patient(row));
                }
            }
        }
        return patients;
    }

    private static StoredPatient patient(ResultSet row) throws SQLException {
        String birthDate = row.getString(6);
        Patient patient = new Patient(
                new PatientId(row.getString(2), row.getString(3)),
                row.getString(4),
                row.getString(5),
                birthDate == null ? null : LocalDate.parse(birthDate),
                Patient.Sex.valueOf(row.getString(7)));
        return new StoredPatient(row.getLong(1), patient, row.getLong(8));
    }

    private static List<Series> series(Connection c, String where, Object... values) throws SQLException {
        List<Series> series = new ArrayList<>();
        try (PreparedStatement query = c.prepareStatement(SERIES + where)) {
            set(query, values);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Metric metric = metric(row.getInt(7));
                    series.add(new Series(
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            new DeviceId(row.getString(4)),
                            row.getString(5),
                            row.getString(6),
                            metric,
                            row.getInt(8)));
                }
            }
        }
        return series;
    }

    /**
     * Asks with a connection that nobody else uses meanwhile.
     *
     * @throws HistoryUnavailable where it cannot be answered
     */
    <T> T ask(Readers.Question<T> question) {
        try {
            return readers.ask(question);
        } catch (SQLException e) {
            throw new HistoryUnavailable("The history cannot be read: " + e.getMessage(), e);
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** The metric that is written as this number. */
    static Metric metric(int mdcCode) throws SQLException {
        Metric metric = METRICS.get(mdcCode);
        if (metric == null) {
            throw new SQLException("expected the MDC code of a metric, got " + mdcCode);
        }
        return metric;
    }

    private static Map<Integer, Metric> metrics() {
        Map<Integer, Metric> byCode = new HashMap<>();
        for (Metric metric : Metric.values()) {
            byCode.put(metric.mdcCode(), metric);
        }
        return Map.copyOf(byCode);
    }
}
