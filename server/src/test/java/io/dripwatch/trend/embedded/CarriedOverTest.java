package io.dripwatch.trend.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.backup.Backup;
import io.dripwatch.backup.Manifest;
import io.dripwatch.backup.Progress;
import io.dripwatch.backup.Restore;
import io.dripwatch.backup.Salvage;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.record.Journal;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.store.StoreUnusable;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of format 3, which had no minutes, and of format 5, whose minutes had no corners, under this version. */
final class CarriedOverTest {
    private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");
    private static final int COMMITS = 400;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    CarriedOverTest() {}

    @Test
    void aStartPutsACopyAsideAndMakesTheMinutes() throws Exception {
        Path data = folder.resolve("data");
        List<String> minutes = kept(data);
        makeFormatThree(data);

        started(data, () -> assertThat(minutes(Database.existing(data))).isEqualTo(minutes));
        assertThat(number(data, "PRAGMA user_version")).isEqualTo(6);
        assertThat(number(data, "SELECT count(*) FROM minute"))
                .as("they are written, not only made when asked for")
                .isPositive();
        Path aside = Files.createDirectory(folder.resolve("aside"));
        Files.copy(data.resolve("dripwatch.db.format-3"), aside.resolve("dripwatch.db"));
        assertThat(number(aside, "PRAGMA user_version")).isEqualTo(3);
        assertThat(number(aside, "SELECT count(*) FROM block")).isPositive();
    }

    @Test
    void aSeriesOfWhichNothingSaysThatItsLastMinuteIsNotWrittenHasItWritten() throws SQLException {
        Path data = folder.resolve("data");
        List<String> minutes = kept(data);
        makeFormatFive(data);
        assertThat(minutes(Database.existing(data))).isEqualTo(minutes);
        started(data, () -> assertThat(minutes(Database.existing(data))).isEqualTo(minutes));
        assertThat(number(data, "PRAGMA user_version")).isEqualTo(6);
        assertThat(data.resolve("dripwatch.db.format-5")).exists();
        assertThat(number(data, "SELECT count(*) FROM minute WHERE corners IS NOT NULL"))
                .isPositive();
    }

    @Test
    void aStartThatDoesNotGetAsFarLeavesItAsItWas() throws SQLException {
        Path data = folder.resolve("data");
        List<String> minutes = kept(data);
        makeFormatThree(data);
        Database database = Database.in(data);
        try (Connection writer = database.writer()) {
            ReadingTable table = new ReadingTable();
            table.open(writer);
            writer.setAutoCommit(false);
            table.carryOver(writer, 3);
        }
        assertThat(number(data, "PRAGMA user_version")).isEqualTo(3);
        started(data, () -> assertThat(minutes(database)).isEqualTo(minutes));
    }

    @Test
    void anOldBackupIsRestoredAndAnOldFileSalvaged() throws SQLException {
        Path data = folder.resolve("data");
        List<String> minutes = kept(data);
        makeFormatThree(data);
        Manifest taken = Backup.take(Database.existing(data), folder.resolve("backup"), AT, "test", Progress.UNSEEN);
        assertThat(Restore.put(folder.resolve("backup"), folder.resolve("restored"), Progress.UNSEEN))
                .isEqualTo(taken);
        started(folder.resolve("restored"), () -> assertThat(minutes(Database.existing(folder.resolve("restored"))))
                .isEqualTo(minutes));

        Salvage.run(data, folder.resolve("saved"), Progress.UNSEEN);
        assertThat(minutes(Database.existing(folder.resolve("saved")))).isEqualTo(minutes);
    }

    @Test
    void whatASalvageMakesAnewIsNotAskedOfTheOldFile() throws SQLException {
        Path data = folder.resolve("data");
        List<String> minutes = kept(data);
        change(data, "UPDATE minute SET corners = x'00'", "DELETE FROM open_minute");
        Salvage.run(data, folder.resolve("saved"), Progress.UNSEEN);
        assertThat(minutes(Database.existing(folder.resolve("saved")))).isEqualTo(minutes);
        assertThat(number(folder.resolve("saved"), "SELECT count(*) FROM minute WHERE length(corners) < 2"))
                .isZero();

        makeFormatFive(data);
        change(data, "UPDATE block SET body = x'00'");
        Salvage.run(data, folder.resolve("minutes"), Progress.UNSEEN);
        assertThat(number(folder.resolve("minutes"), "SELECT count(*) FROM minute WHERE corners IS NOT NULL"))
                .as("minutes are saved where the readings are gone")
                .isEqualTo(number(data, "SELECT count(*) FROM minute"));
    }

    @Test
    void aFileOfANewerFormatIsRefused() throws SQLException {
        Path data = folder.resolve("data");
        kept(data);
        change(data, "PRAGMA user_version = 7");
        assertThatThrownBy(() -> Database.in(data))
                .isInstanceOf(StoreUnusable.class)
                .hasMessageContaining("has format 7, this version knows up to 6: start a newer Dripwatch.");
    }

    /** Keeps readings, most of them packed, and says what minutes they make. */
    private static List<String> kept(Path data) {
        Database database = Database.in(data);
        Packer.Pace eager = new Packer.Pace(1, Duration.ofMinutes(30), 1_000);
        try (GroupCommit keeper = new GroupCommit(database, List.of(new Journal(), new ReadingTable(eager, null)))) {
            keep(keeper, new Decision(RoomStory.dosing().events, null));
            for (int i = 0; i < COMMITS; i++) {
                Instant at = AT.plusSeconds(i % 7 == 0 ? 3 * COMMITS - i : 3 * i);
                List<Reading> readings =
                        List.of(Reading.of(Metric.SPO2, 90 + i % 9, at), Reading.of(Metric.TEMPERATURE, 36.4, at));
                Filing.Destination to =
                        new Filing.Destination(new DeviceId("MONITOR-" + i % 2), RoomStory.SAM, null, null);
                keep(keeper, new Decision(List.of(), new Filing(to, readings, at.plusMillis(9))));
            }
        }
        List<String> minutes = minutes(database);
        assertThat(minutes).hasSizeGreaterThan(60);
        return minutes;
    }

    private static void makeFormatThree(Path data) throws SQLException {
        change(data, "DROP TABLE minute", "DROP TABLE deleted", "PRAGMA user_version = 3");
    }

    private static void makeFormatFive(Path data) throws SQLException {
        change(
                data,
                "DROP INDEX minute_by_time",
                "ALTER TABLE minute DROP COLUMN corners",
                "DROP TABLE open_minute",
                "PRAGMA user_version = 5");
    }

    private static void started(Path data, Runnable whileItRuns) {
        try (GroupCommit running = new GroupCommit(Database.in(data), List.of(new Journal(), new ReadingTable()))) {
            whileItRuns.run();
            assertThat(running.trouble()).isNull();
        }
    }

    private static void keep(GroupCommit keeper, Decision decision) {
        CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
        keeper.keep(decision, done::complete);
        assertThat(done.join()).isNull();
    }

    private static List<String> minutes(Database database) {
        List<String> minutes = new ArrayList<>();
        try (Connection connection = database.reader()) {
            AllMinutes.visit(connection, (series, minute) -> minutes.add(series + " " + minute));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return minutes;
    }

    private static void change(Path data, String... statements) throws SQLException {
        try (Connection connection = Database.existing(data).writer();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static long number(Path data, String sql) throws SQLException {
        try (Connection connection = Database.existing(data).reader();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }
}
