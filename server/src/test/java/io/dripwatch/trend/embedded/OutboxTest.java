package io.dripwatch.trend.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.store.Database;
import io.dripwatch.trend.Outbox;
import io.dripwatch.trend.Progress;
import io.dripwatch.trend.Source;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Withdrawal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows the outbox has what is kept, however it is packed meanwhile, and over restarts. */
final class OutboxTest {
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final Packer.Pace EAGER = new Packer.Pace(20, Duration.ofMinutes(30), 200);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private Database database;
    private Connection connection;
    private ReadingTable readings;
    private OutboxTable table;
    private EmbeddedOutbox outbox;
    private final Map<String, String> follower = new TreeMap<>();

    @SuppressWarnings("NullAway.Init")
    OutboxTest() {}

    @BeforeEach
    void begin() throws SQLException {
        database = Database.in(directory);
        open(Long.MAX_VALUE);
    }

    @AfterEach
    void end() throws SQLException {
        close();
    }

    private void open(long mostBytes) throws SQLException {
        connection = database.writer();
        table = new OutboxTable("Room A", mostBytes);
        readings = new ReadingTable(EAGER, table);
        readings.open(connection);
        connection.setAutoCommit(false);
        outbox = new EmbeddedOutbox(database, table, session -> "chair of " + session);
    }

    private void close() throws SQLException {
        outbox.close();
        connection.close();
    }

    @Test
    void whoeverFollowsHasWhatIsKept() throws SQLException {
        for (long seed = 1; seed <= Long.getLong("dripwatch.seeds", 4); seed++) {
            Random random = new Random(seed);
            for (int commit = 0; commit < 400; commit++) {
                write(random);
                if (random.nextInt(12) == 0) {
                    connection.rollback();
                    connection.close();
                    connection = database.writer();
                    readings.open(connection);
                    connection.setAutoCommit(false);
                } else {
                    commit();
                }
                if (random.nextInt(40) == 0) {
                    follow(random.nextInt(100));
                }
                if (random.nextInt(60) == 0) {
                    close();
                    open(Long.MAX_VALUE);
                }
            }
            follow(Integer.MAX_VALUE);
            assertThat(follower).as("seed " + seed).isEqualTo(kept());
            assertThat(outbox.progress().owed()).isNull();
        }
        for (int i = 0; i < 200; i++) {
            write(new Random(i));
            commit();
            follow(Integer.MAX_VALUE);
        }
        assertThat(outbox.backlog()).isEqualTo(new Outbox.Backlog(0, 0, Long.MAX_VALUE));
        assertThat(number("SELECT count(*) FROM outbox"))
                .as("what was sent goes")
                .isZero();
    }

    @Test
    void nothingLeavesTheArrivalsForTheOutboxThatWasSentBefore() throws SQLException {
        for (int i = 0; i < 300; i++) {
            write(new Random(i));
            commit();
            follow(Integer.MAX_VALUE);
        }
        assertThat(number("SELECT bytes FROM feed")).isZero();
        assertThat(number("SELECT count(*) FROM arrival"))
                .as("packed meanwhile")
                .isLessThan(100);
    }

    @Test
    void whatThereIsNoRoomForIsOwed() throws SQLException {
        close();
        open(2_000);
        for (int i = 0; i < 400; i++) {
            write(new Random(i));
            commit();
            assertThat(outbox.backlog().bytes()).isLessThan(4_000);
        }
        Progress.Owed owed = Objects.requireNonNull(outbox.progress().owed(), "nothing is owed");
        follow(Integer.MAX_VALUE);
        assertThat(follower).isNotEqualTo(kept());
        resend(owed.fromMs());
        assertThat(follower).isEqualTo(kept());
    }

    @Test
    void whatComesToBeOwedAgainWhileItIsSentIsNotTakenForPaid() {
        Progress before = new Progress("Room", "store", 7, List.of(), null).owing(5_000);
        Progress.Owed sent = before.owed();

        assertThat(before.owing(5_000).owed()).isNotEqualTo(sent);
        assertThat(before.owing(9_000).owed()).isNotEqualTo(sent);
    }

    @Test
    void whatWasKeptWhileNobodyFedIsOwed() throws SQLException {
        write(new Random(1));
        commit();
        follow(Integer.MAX_VALUE);
        close();
        connection = database.writer();
        readings = new ReadingTable(EAGER, null);
        readings.open(connection);
        connection.setAutoCommit(false);
        for (int i = 0; i < 300; i++) {
            write(new Random(i));
            commit();
        }
        close();
        open(Long.MAX_VALUE);
        assertThat(outbox.progress().owed()).isEqualTo(new Progress.Owed(Long.MIN_VALUE, 0, 0));
    }

    @Test
    void whatWasHeldNeverGetsAChairAndOthersHaveTheirs() throws SQLException {
        DeviceId device = new DeviceId("MONITOR-1");
        Reading reading = Reading.of(Metric.SPO2, 97, START);
        readings.write(filing(new Filing.Destination(device, null, "session-1", null), List.of(reading), List.of()));
        readings.write(filing(new Filing.Destination(device, null, null, "hold-1"), List.of(reading), List.of()));
        commit();
        List<String> chairs = outbox.next(10).points().stream()
                .map(point -> point.source().chair())
                .toList();
        assertThat(chairs).containsExactly("chair of session-1", "");
    }

    private void write(Random random) throws SQLException {
        List<Reading> some = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            Reading.Standing[] standings = Reading.Standing.values();
            some.add(new Reading(
                    random.nextBoolean() ? Metric.SPO2 : Metric.HEART_RATE,
                    0,
                    60 + random.nextInt(40),
                    START.plusSeconds(random.nextInt(500)),
                    standings[random.nextInt(standings.length)]));
        }
        List<Withdrawal> withdrawn = random.nextInt(4) == 0 ? List.of(Withdrawal.of(some.get(0))) : List.of();
        DeviceId device = new DeviceId("MONITOR-" + random.nextInt(3));
        readings.write(filing(new Filing.Destination(device, null, null, null), some, withdrawn));
    }

    private static Decision filing(Filing.Destination to, List<Reading> some, List<Withdrawal> withdrawn) {
        return new Decision(List.of(), new Filing(to, some, withdrawn, START));
    }

    private void commit() throws SQLException {
        readings.finish();
        connection.commit();
        readings.kept();
    }

    private void follow(int batches) {
        for (int i = 0; i < batches; i++) {
            Outbox.Batch batch = outbox.next(50);
            if (batch.points().isEmpty()) {
                return;
            }
            for (Outbox.Kept point : batch.points()) {
                follower.put(
                        place(point.source().series(), point.atMs()),
                        point.value() + " " + point.standing() + " " + point.receivedMs());
            }
            table.advance(before -> before.upTo(batch.upTo()));
        }
    }

    private void resend(long fromMs) {
        kept().forEach((place, point) -> {
            if (Long.parseLong(place.substring(place.indexOf(' ') + 1)) >= fromMs) {
                follower.put(place, point);
            }
        });
    }

    private Map<String, String> kept() {
        Map<String, String> points = new TreeMap<>();
        try (EmbeddedHistory history = new EmbeddedHistory(database)) {
            for (Source source = outbox.sourceFrom(0); source != null; ) {
                long series = source.series();
                history.points(
                        series,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        false,
                        Integer.MAX_VALUE,
                        (at, value, standing, received) ->
                                points.put(place(series, at), value + " " + standing + " " + received));
                source = outbox.sourceFrom(series + 1);
            }
        }
        return points;
    }

    private static String place(long series, long atMs) {
        return series + " " + atMs;
    }

    private long number(String sql) throws SQLException {
        try (Connection reader = database.reader();
                Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }
}
