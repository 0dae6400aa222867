package io.dripwatch.trend.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.store.Database;
import io.dripwatch.trend.Minute;
import io.dripwatch.trend.Minutes;
import io.dripwatch.trend.PlainRules;
import io.dripwatch.trend.PlainRules.Kept;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.Trend;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random readings, resends, late ones, corrections and withdrawals, with failed commits, restarts and packing between
 * them, against a plain map that follows the same rules. Asked beside the writer and from outside.
 */
final class KeptPointsTest {
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final Patient SAM = Patient.of(new PatientId("TEST", "SYN-1"));
    private static final List<Metric> METRICS = List.of(Metric.SPO2, Metric.HEART_RATE, Metric.NIBP_SYS);
    private static final Packer.Pace EAGER = new Packer.Pace(1, Duration.ofMinutes(30), 1_000);
    private static final Reading.Standing[] STANDINGS = Reading.Standing.values();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    KeptPointsTest() {}

    private PlainRules rules = new PlainRules();

    @Test
    void whatIsKeptIsWhatTheRulesSay() throws Exception {
        for (long seed = 1; seed <= Long.getLong("dripwatch.seeds", 4); seed++) {
            rules = new PlainRules();
            live(new Random(seed), directory.resolve("seed-" + seed), "seed " + seed);
        }
    }

    @Test
    void aRestartAtAnyMomentOfARoundLosesAndDoublesNothing() throws Exception {
        Database database = Database.in(directory);
        int commits = 0;
        for (int start = 0; start < 30; start++) {
            try (Connection connection = database.writer();
                    EmbeddedHistory history = new EmbeddedHistory(database)) {
                ReadingTable table = opened(connection, EAGER);
                Reading other = Reading.of(Metric.SPO2, 50 + start, START);
                table.write(new Decision(List.of(), filing("OXIMETER-1", other)));
                for (int i = 0; i <= start % 9; i++) {
                    commits++;
                    Reading another = Reading.of(Metric.VOLUME_INFUSED, commits, START);
                    table.write(new Decision(List.of(), filing("PUMP-1", another)));
                    Reading first = Reading.of(Metric.SPO2, 97, START);
                    table.write(new Decision(List.of(), filing("MONITOR-" + commits, first)));
                    table.finish();
                    connection.commit();
                    table.kept();
                }
                assertThat(history.count()).as("start " + start).isEqualTo(2L * commits + start + 1);
            }
        }
    }

    /** A line made of the corners of many minutes is the line that all of them make, also while one of them changes. */
    @Test
    void whatIsOutlinedIsWhatAllMinutesMake() throws SQLException {
        Random random = new Random(11);
        Database database = Database.in(directory);
        try (Connection connection = database.writer()) {
            ReadingTable table = opened(connection, EAGER);
            try (EmbeddedHistory history = new EmbeddedHistory(database, table)) {
                List<Filing> extremes = new ArrayList<>();
                for (int commit = 0; commit < 2_500; commit++) {
                    Instant at = START.plusSeconds(30L * commit);
                    boolean extreme = random.nextInt(30) == 0;
                    Filing measured = filing(
                            "MONITOR-" + commit / 250 % 5,
                            Reading.of(Metric.SPO2, extreme ? random.nextInt(101) : 90 + random.nextInt(3), at));
                    if (commit % 250 < 230) {
                        table.write(new Decision(List.of(), measured));
                        extremes.addAll(extreme ? List.of(measured) : List.of());
                    }
                    if (random.nextInt(20) == 0 && !extremes.isEmpty()) {
                        Filing wrong = extremes.remove(random.nextInt(extremes.size()));
                        Instant then = wrong.readings().get(0).at();
                        Reading right = new Reading(Metric.SPO2, 0, 91, then, Reading.Standing.CORRECTED);
                        table.write(new Decision(List.of(), new Filing(wrong.to(), List.of(right), at)));
                    }
                    table.write(new Decision(
                            List.of(),
                            filing("OXIMETER-1", Reading.of(Metric.SPO2, 91, at.plus(Duration.ofDays(30))))));
                    table.finish();
                    connection.commit();
                    table.kept();
                    outlined("commit " + commit, history, random);
                }
            }
        }
    }

    @Test
    void theLastMinuteOfASeriesThatFellSilentIsWritten() throws SQLException {
        Database database = Database.in(directory);
        try (Connection connection = database.writer()) {
            ReadingTable table = opened(connection, EAGER);
            for (int minute = 0; minute < 3; minute++) {
                pack(connection, table, minute, minute);
            }
            pack(connection, table, 3, 1);
            laterFrom(4, connection, table);
            assertThat(lastWritten(connection)).isEqualTo(START.plus(Duration.ofMinutes(2)));
        }
    }

    @Test
    void theLastMinuteOfASeriesThatFellSilentBeforeARestartIsWritten() throws SQLException {
        Database database = Database.in(directory);
        try (Connection connection = database.writer()) {
            ReadingTable table = opened(connection, EAGER);
            pack(connection, table, 0, 0);
            pack(connection, table, 1, 2);
            pack(connection, table, 2, null);
        }
        try (Connection connection = database.writer()) {
            laterFrom(3, connection, opened(connection, EAGER));
            assertThat(lastWritten(connection)).isEqualTo(START.plus(Duration.ofMinutes(2)));
        }
    }

    /** A pump tells its volume, so that there is something to pack; and a monitor what it measured in some minute. */
    private static void pack(Connection connection, ReadingTable table, int minute, @Nullable Integer measured)
            throws SQLException {
        Instant now = START.plus(Duration.ofMinutes(minute));
        table.write(new Decision(List.of(), filing("PUMP-1", Reading.of(Metric.VOLUME_INFUSED, minute, now))));
        if (measured != null) {
            Instant at = START.plus(Duration.ofMinutes(measured)).plusSeconds(minute);
            table.write(new Decision(List.of(), filing("MONITOR-1", Reading.of(Metric.SPO2, 97, at))));
        }
        for (int commit = 0; commit < 4; commit++) {
            table.finish();
            connection.commit();
            table.kept();
        }
    }

    private static void laterFrom(int minute, Connection connection, ReadingTable table) throws SQLException {
        for (int later = minute; later < minute + 20; later++) {
            pack(connection, table, later, null);
        }
    }

    private static Instant lastWritten(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT max(m.last) FROM minute m JOIN series s ON s.id = m.series WHERE s.metric = "
                                + Metric.SPO2.mdcCode())) {
            return Instant.ofEpochMilli(row.getLong(1));
        }
    }

    private static Filing filing(String device, Reading reading) {
        return new Filing(
                new Filing.Destination(new DeviceId(device), SAM, null, null), List.of(reading), reading.at());
    }

    private void live(Random random, Path folder, String seed) throws SQLException {
        Database database = Database.in(folder);
        Packer.Pace pace = new Packer.Pace(1 + random.nextInt(800), Duration.ofMinutes(30), 1 + random.nextInt(200));
        Connection connection = database.writer();
        ReadingTable table = opened(connection, pace);
        try (EmbeddedHistory outside = new EmbeddedHistory(database)) {
            Instant now = START;
            for (int commit = 0; commit < 300; commit++) {
                now = now.plusMillis(200 + random.nextInt(20_000));
                if (random.nextInt(60) == 0) {
                    now = now.plusSeconds(900);
                }
                List<Filing> filings = filings(random, now);
                for (Filing filing : filings) {
                    table.write(new Decision(List.of(), filing));
                }
                table.finish();
                if (random.nextInt(12) == 0) {
                    connection.rollback();
                    connection.close();
                    connection = database.writer();
                    table.open(connection);
                    connection.setAutoCommit(false);
                } else {
                    connection.commit();
                    table.kept();
                    filings.forEach(rules::apply);
                }
                if (random.nextInt(15) == 0) {
                    connection.close();
                    connection = database.writer();
                    table = opened(connection, pace);
                }
                if (random.nextInt(15) == 0) {
                    same(seed + ", commit " + commit, database, table, outside, random);
                }
            }
            same(seed, database, table, outside, random);
        } finally {
            connection.close();
        }
    }

    private static ReadingTable opened(Connection connection, Packer.Pace pace) throws SQLException {
        ReadingTable table = new ReadingTable(pace, null);
        table.open(connection);
        connection.setAutoCommit(false);
        return table;
    }

    private static List<Filing> filings(Random random, Instant now) {
        List<Filing> filings = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            List<Reading> readings = new ArrayList<>();
            for (int j = random.nextInt(60); j > 0; j--) {
                readings.add(reading(random, now.plusSeconds(-random.nextInt(60))));
            }
            DeviceId device = new DeviceId("MONITOR-" + random.nextInt(2));
            filings.add(new Filing(new Filing.Destination(device, SAM, null, null), readings, now));
        }
        return filings;
    }

    private static Reading reading(Random random, Instant about) {
        boolean odd = random.nextInt(20) == 0;
        Instant at = odd ? about.minusSeconds(random.nextInt(20_000)) : about;
        Instant whole = Instant.ofEpochSecond(at.getEpochSecond());
        Reading.Standing standing =
                random.nextInt(5) == 0 ? STANDINGS[random.nextInt(STANDINGS.length)] : Reading.Standing.PLAIN;
        double value = 80 + random.nextInt(20) + (random.nextInt(9) == 0 ? 0.5 : 0);
        return new Reading(METRICS.get(random.nextInt(METRICS.size())), random.nextInt(2), value, whole, standing);
    }

    // ---- asking ----

    private void same(String when, Database database, ReadingTable table, EmbeddedHistory outside, Random random) {
        long from = START.plusSeconds(random.nextInt(12_000) - 3_000).toEpochMilli();
        long to = from + random.nextInt(6_000_000);
        int most = 1 + random.nextInt(300);
        boolean backwards = random.nextBoolean();
        try (EmbeddedHistory beside = new EmbeddedHistory(database, table)) {
            for (EmbeddedHistory history : List.of(beside, outside)) {
                assertThat(read(history, Long.MIN_VALUE, Long.MAX_VALUE, false, Integer.MAX_VALUE))
                        .as(when)
                        .isEqualTo(rules.points(Long.MIN_VALUE, Long.MAX_VALUE, false, Integer.MAX_VALUE));
                assertThat(read(history, from, to, backwards, most))
                        .as(when)
                        .isEqualTo(rules.points(from, to, backwards, most));
                assertThat(minutes(history, Long.MIN_VALUE, Long.MAX_VALUE))
                        .as(when)
                        .isEqualTo(expectedMinutes(Long.MIN_VALUE, Long.MAX_VALUE));
                assertThat(minutes(history, from, to)).as(when).isEqualTo(expectedMinutes(from, to));
            }
        }
    }

    private static void outlined(String when, EmbeddedHistory history, Random random) {
        Minutes everyOne = new Minutes() {
            @Override
            public void minutes(List<Long> series, long fromMs, long toMs, Visitor visitor) {
                history.minutes(series, fromMs, toMs, minute -> visitor.minute(minute));
            }

            @Override
            public long deletedUntil(long series) {
                return history.deletedUntil(series);
            }
        };
        long from = START.plusSeconds(random.nextInt(40_000) - 20_000).toEpochMilli();
        Trend.Range range = new Trend.Range(
                from, from + Duration.ofHours(1 + random.nextInt(40)).toMillis());
        int most = 4 + random.nextInt(random.nextBoolean() ? 40 : 800);
        assertThat(new Trend(history, history).line(all(history), range, most).points())
                .as(when + ", " + range + " by " + most)
                .isEqualTo(new Trend(history, everyOne)
                        .line(all(history), range, most)
                        .points());
    }

    private static Map<String, List<String>> read(
            EmbeddedHistory history, long from, long to, boolean backwards, int most) {
        return PlainRules.answered(history, all(history), from, to, backwards, most);
    }

    private static List<Series> all(EmbeddedHistory history) {
        return history.patientsBy(SAM.id()).stream()
                .flatMap(patient -> history.seriesOf(patient.key(), EnumSet.allOf(Metric.class)).stream())
                .toList();
    }

    // ---- minutes, each made anew of all its points ----

    private Map<String, List<Minute>> expectedMinutes(long from, long to) {
        Map<String, List<Minute>> all = new TreeMap<>();
        rules.series().forEach((name, series) -> {
            TreeMap<Long, TreeMap<Long, Kept>> byMinute = new TreeMap<>();
            series.forEach((at, kept) -> byMinute.computeIfAbsent(at / 60_000 * 60_000, unused -> new TreeMap<>())
                    .put(at, kept));
            List<Minute> minutes = new ArrayList<>();
            byMinute.forEach((at, points) -> {
                points.values().removeIf(point -> point.standing() == Reading.Standing.ENTERED_IN_ERROR);
                if (at + 60_000 > from && at < to && !points.isEmpty()) {
                    minutes.add(minute(at, points));
                }
            });
            all.put(name, minutes);
        });
        return all;
    }

    private static Minute minute(long at, NavigableMap<Long, Kept> points) {
        List<Double> sorted = points.values().stream().map(Kept::value).sorted().toList();
        long seconds = points.entrySet().stream()
                .filter(one -> one.getValue().standing() == Reading.Standing.PLAIN
                        || one.getValue().standing() == Reading.Standing.CORRECTED)
                .map(one -> one.getKey() / 1000)
                .distinct()
                .count();
        return new Minute(
                at,
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                sorted.get((sorted.size() - 1) / 2),
                points.lastEntry().getValue().value(),
                sorted.size(),
                (int) seconds);
    }

    private static Map<String, List<Minute>> minutes(EmbeddedHistory history, long from, long to) {
        Map<String, List<Minute>> all = new TreeMap<>();
        for (Series series : all(history)) {
            List<Minute> minutes = new ArrayList<>();
            history.minutes(List.of(series.key()), from, to, minutes::add);
            all.put(PlainRules.name(series.device(), series.metric(), series.site()), minutes);
        }
        return all;
    }
}
