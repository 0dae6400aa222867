package io.dripwatch.trend.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.backup.Backup;
import io.dripwatch.backup.Manifest;
import io.dripwatch.backup.Progress;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.record.Journal;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hash of what is kept does not know how it is packed, and knows every point. */
final class SameContentTest {
    private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");
    private static final int COMMITS = 60;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    SameContentTest() {}

    @Test
    void packedAndLooseTheContentIsTheSame() throws SQLException {
        Database loose = kept("loose", new Packer.Pace(1_000_000, Duration.ofDays(1), 1_000), 97);
        Database packed = kept("packed", new Packer.Pace(1, Duration.ofMinutes(30), 1_000), 97);
        assertThat(count(loose, "block")).isZero();
        assertThat(count(packed, "block")).isPositive();
        assertThat(count(packed, "arrival")).isLessThan(COMMITS / 2);

        assertThat(content(packed, "a").contentHash())
                .isEqualTo(content(loose, "b").contentHash());
        assertThat(content(packed, "c").points()).isEqualTo(COMMITS * 2);
    }

    @Test
    void oneOtherValueIsAnotherContent() {
        Packer.Pace eager = new Packer.Pace(1, Duration.ofMinutes(30), 1_000);
        assertThat(content(kept("one", eager, 97), "a").contentHash())
                .isNotEqualTo(content(kept("two", eager, 96), "b").contentHash());
    }

    private Manifest content(Database database, String name) {
        return Backup.take(database, folder.resolve("backup-" + name), AT, "test", Progress.UNSEEN);
    }

    private Database kept(String name, Packer.Pace pace, int lastSpo2) {
        Database database = Database.in(folder.resolve(name));
        try (GroupCommit keeper = new GroupCommit(database, List.of(new Journal(), new ReadingTable(pace, null)))) {
            keep(keeper, new Decision(RoomStory.dosing().events, null));
            for (int i = 0; i < COMMITS; i++) {
                Instant at = AT.plusSeconds(i % 7 == 0 ? 1000 - i : i);
                int spo2 = i == COMMITS - 1 ? lastSpo2 : 97;
                List<Reading> readings =
                        List.of(Reading.of(Metric.SPO2, spo2, at), Reading.of(Metric.TEMPERATURE, 36.4, at));
                Filing.Destination to =
                        new Filing.Destination(new DeviceId("MONITOR-" + i % 3), RoomStory.SAM, null, null);
                keep(keeper, new Decision(List.of(), new Filing(to, readings, at.plusMillis(9))));
            }
        }
        return database;
    }

    private static void keep(GroupCommit keeper, Decision decision) {
        CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
        keeper.keep(decision, done::complete);
        assertThat(done.join()).isNull();
    }

    private static long count(Database database, String table) throws SQLException {
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return row.getLong(1);
        }
    }
}
