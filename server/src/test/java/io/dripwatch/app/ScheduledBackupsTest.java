package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.backup.BackupPlan;
import io.dripwatch.backup.Rotation;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.review.KeptStory;
import io.dripwatch.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups that come by themselves, with the clock in the hand of the test. */
final class ScheduledBackupsTest {
    private static final Instant AT = Instant.parse("2026-03-01T02:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path data = Path.of("");
    private Path to = Path.of("");
    private Instant now = AT;

    @SuppressWarnings("NullAway.Init")
    ScheduledBackupsTest() {}

    @BeforeEach
    void aRoomIsKept() {
        data = folder.resolve("data");
        to = folder.resolve("backups");
        try (KeptStory kept = new KeptStory(data)) {
            kept.keep(RoomStory.dosing());
        }
    }

    @Test
    void oneIsTakenAtOnceAndThenEveryDayAndTheOldestGo() throws IOException {
        try (ScheduledBackups backups = backups()) {
            for (int hour = 0; hour < 24 * 5; hour++) {
                backups.look();
                assertThat(backups.trouble()).isNull();
                now = now.plus(Duration.ofHours(1));
            }
            assertThat(backups.numbers())
                    .containsEntry("dripwatch_backups_total", 5L)
                    .containsEntry("dripwatch_backup_age_seconds", 24L * 3600);
        }
        assertThat(names())
                .containsExactly(
                        "dripwatch-2026-03-03T02-00-00Z",
                        "dripwatch-2026-03-04T02-00-00Z",
                        "dripwatch-2026-03-05T02-00-00Z");
    }

    @Test
    void aRestartTakesNoneBeforeItsTime() throws IOException {
        try (ScheduledBackups backups = backups()) {
            backups.look();
        }
        now = now.plus(Duration.ofHours(23));
        try (ScheduledBackups backups = backups()) {
            backups.look();
            assertThat(names()).hasSize(1);
            now = now.plus(Duration.ofHours(1));
            backups.look();
            assertThat(names()).hasSize(2);
        }
    }

    @Test
    void aFailureIsToldUntilOneComesAndOldOnesStay() throws IOException {
        try (ScheduledBackups backups = backups()) {
            backups.look();
            now = now.plus(Duration.ofDays(1));
            Path inTheWay = Files.createDirectories(to.resolve("dripwatch-2026-03-02T02-00-00Z"));
            Files.writeString(inTheWay.resolve("letter.txt"), "not empty");
            backups.look();
            assertThat(backups.trouble()).startsWith("The last backup failed: ").contains("is not empty");
            assertThat(Files.exists(to.resolve("dripwatch-2026-03-01T02-00-00Z/backup.json")))
                    .isTrue();

            now = now.plus(Duration.ofMinutes(9));
            backups.look();
            assertThat(backups.trouble()).as("not tried yet").isNotNull();
            now = now.plus(Duration.ofMinutes(1));
            backups.look();
            assertThat(backups.trouble()).isNull();
            assertThat(backups.numbers()).containsEntry("dripwatch_backups_failed_total", 1L);
        }
        assertThat(names()).containsExactly("dripwatch-2026-03-01T02-00-00Z", "dripwatch-2026-03-02T02-10-00Z");
    }

    @Test
    void oneThatDoesNotComeIsTold() {
        try (ScheduledBackups backups = backups()) {
            now = AT.plus(Duration.ofHours(36));
            assertThat(backups.trouble()).isNull();
            now = now.plusSeconds(1);
            assertThat(backups.trouble()).isEqualTo("There was no backup since " + AT + ".");
            backups.look();
            assertThat(backups.trouble()).isNull();
        }
    }

    @Test
    void aRecordThatIsBrokenIsToldByItsBackup() throws Exception {
        try (Connection connection = Database.in(data).writer();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM event WHERE seq = 2");
        }
        try (ScheduledBackups backups = backups()) {
            backups.look();
            assertThat(backups.trouble()).contains("The record is not whole", "expected event 2");
            assertThat(names()).hasSize(1);
        }
    }

    @Test
    void nothingOfAnotherNameIsTouched() throws IOException {
        Path other = Files.createDirectories(to.resolve("dripwatch-of-aunt-emma"));
        try (ScheduledBackups backups = backups()) {
            for (int day = 0; day < 5; day++) {
                backups.look();
                now = now.plus(Duration.ofDays(1));
            }
        }
        assertThat(other).isDirectory();
        assertThat(names()).hasSize(4);
    }

    private ScheduledBackups backups() {
        BackupPlan plan = new BackupPlan(to, Duration.ofDays(1), 3);
        return new ScheduledBackups(new Rotation(plan, Database.existing(data), "test"), plan.every(), () -> now);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(to)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
