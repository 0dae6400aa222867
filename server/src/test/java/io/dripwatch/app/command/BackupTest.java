package io.dripwatch.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.record.Journal;
import io.dripwatch.review.Days;
import io.dripwatch.review.KeptStory;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.trend.embedded.ReadingTable;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a data directory: what they hold, and what is never called one. */
final class BackupTest {
    private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");
    private static final int READINGS_A_COMMIT = 500;

    private final Console console = new Console();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path data = Path.of("");
    private Path backup = Path.of("");
    private Path restored = Path.of("");

    @SuppressWarnings("NullAway.Init")
    BackupTest() {}

    @BeforeEach
    void aDayIsKept() {
        data = folder.resolve("data");
        backup = folder.resolve("backup");
        restored = folder.resolve("restored");
        try (KeptStory kept = new KeptStory(data)) {
            kept.keep(Days.eventful());
        }
    }

    @Test
    void theTokensOfDevicesComeAlong() throws IOException {
        assertThat(console.run("device", "token", "add", "BAND-7", "--data", data))
                .isZero();
        assertThat(take()).isZero();
        assertThat(console.run("restore", "--from", backup, "--data", restored)).isZero();
        assertThat(Files.mismatch(data.resolve("device-tokens.json"), restored.resolve("device-tokens.json")))
                .isEqualTo(-1);
    }

    @Test
    void whoIsToldOfNewsAndWhoseBrowsersArePagedComeAlong() throws IOException {
        Files.createDirectory(data.resolve("subscriptions"));
        List<String> beside =
                List.of("paged-browsers.json", "pager-key", "subscriptions/7.json", "subscriptions/next-id");
        for (String name : beside) {
            Files.writeString(data.resolve(name), "synthetic " + name);
        }
        Files.writeString(data.resolve("subscriptions/8.json.next"), "half of a synthetic file");
        assertThat(take()).isZero();
        assertThat(console.run("restore", "--from", backup, "--data", restored)).isZero();
        for (String name : beside) {
            assertThat(restored.resolve(name)).hasContent("synthetic " + name);
        }
        assertThat(restored.resolve("subscriptions/8.json.next")).doesNotExist();
    }

    @Test
    void whatIsRestoredIsWhatWasKept() throws IOException {
        assertThat(take()).isZero();
        assertThat(console.out()).contains("The backup holds what the data directory held.");
        assertThat(names(backup)).containsExactly("backup.json", "dripwatch.db");
        String content = line("content ");

        assertThat(console.run("restore", "--from", backup, "--data", restored)).isZero();
        assertThat(line("content ")).isEqualTo(content);
        assertThat(names(restored)).containsExactly("dripwatch.db");
        assertThat(readings(restored)).isEqualTo(readings(data)).isPositive();
        assertThat(console.run("verify-record", "--data", restored)).isZero();
        try (KeptStory goesOn = new KeptStory(restored)) {
            goesOn.keep(RoomStory.dosing());
        }
        assertThat(console.run("verify-record", "--data", restored)).isZero();
    }

    @Test
    void aBackupStaysOneFileWhenItIsRead() throws IOException {
        assertThat(take()).isZero();
        String anchor = line("event ");
        assertThat(Files.readAllBytes(backup.resolve("dripwatch.db"))[18])
                .as("no write-ahead log, so that it can be read where nothing can be written")
                .isEqualTo((byte) 1);
        assertThat(console.run("verify-record", "--data", backup)).isZero();
        assertThat(line("event ")).isEqualTo(anchor);
        assertThat(names(backup)).containsExactly("backup.json", "dripwatch.db");
    }

    @Test
    void aBackupTakenWhileAServerWritesIsOneMomentAndLosesNothingAcknowledged() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicLong acknowledged = new AtomicLong();
        Database database = Database.in(data);
        try (GroupCommit keeper = new GroupCommit(database, List.of(new Journal(), new ReadingTable()))) {
            Thread device = new Thread(() -> send(keeper, acknowledged, enough));
            device.start();
            for (int round = 0; round < 5; round++) {
                long before = acknowledged.get();
                Path to = folder.resolve("backup-" + round);
                assertThat(console.run("backup", "--data", data, "--to", to))
                        .as(console.err())
                        .isZero();
                assertThat(readings(to)).isGreaterThanOrEqualTo(before);
            }
            enough.set(true);
            device.join();
            assertThat(keeper.trouble()).isNull();
        }
    }

    private static void send(GroupCommit keeper, AtomicLong acknowledged, AtomicBoolean enough) {
        for (int commit = 0; !enough.get(); commit++) {
            List<Reading> readings = new ArrayList<>();
            for (int i = 0; i < READINGS_A_COMMIT; i++) {
                readings.add(
                        Reading.of(Metric.SPO2, 90 + i % 10, AT.plusMillis((long) commit * READINGS_A_COMMIT + i)));
            }
            Filing filing =
                    new Filing(new Filing.Destination(RoomStory.MONITOR, RoomStory.SAM, null, null), readings, AT);
            keeper.keep(new Decision(List.of(), filing), failure -> {
                if (failure == null) {
                    acknowledged.addAndGet(READINGS_A_COMMIT);
                }
            });
            Thread.onSpinWait();
        }
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAlone() throws IOException {
        Files.createDirectories(backup);
        Files.writeString(backup.resolve("letter.txt"), "keep me");
        assertThat(take()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains("is not empty");
        assertThat(names(backup)).containsExactly("letter.txt");

        backup = folder.resolve("other");
        assertThat(take()).isZero();
        assertThat(console.run("restore", "--from", backup, "--data", data)).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains("is not empty");
        assertThat(console.run("verify-record", "--data", data)).isZero();
    }

    @Test
    void aDamagedBackupIsNotRestored() throws IOException {
        assertThat(take()).isZero();
        byte[] whole = Files.readAllBytes(backup.resolve("dripwatch.db"));
        int noticed = 0;
        for (long seed = 1; seed <= 12; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Files.write(backup.resolve("dripwatch.db"), whole);
            harm(backup.resolve("dripwatch.db"), random);
            Path to = folder.resolve("seed-" + seed);
            int exit = console.run("restore", "--from", backup, "--data", to);
            if (exit == 0) {
                assertThat(readings(to)).as("seed " + seed).isEqualTo(readings(data));
            } else {
                noticed++;
                assertThat(console.err().lines())
                        .as("seed " + seed)
                        .singleElement()
                        .asString()
                        .doesNotContain("unforeseen");
                assertThat(names(to)).as("seed " + seed).isEmpty();
            }
        }
        assertThat(noticed).isPositive();
    }

    /** A few hundred bytes of a page, of which many may hold nothing. */
    private static void harm(Path file, SplittableRandom random) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] noise = new byte[400];
            random.nextBytes(noise);
            open.seek(random.nextLong(open.length() - noise.length));
            open.write(noise);
        }
    }

    @Test
    void oneChangedValueInABackupIsNoticed() throws Exception {
        assertThat(take()).isZero();
        try (Connection connection = Database.in(backup).writer();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE patient SET given = 'Someone'");
        }
        assertThat(console.run("restore", "--from", backup, "--data", restored)).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains("is damaged", "nothing was restored");
        assertThat(names(restored)).isEmpty();
    }

    @Test
    void whatWasNotFinishedIsNoBackup() throws IOException {
        assertThat(take()).isZero();
        Files.delete(backup.resolve("backup.json"));
        assertThat(console.run("restore", "--from", backup, "--data", restored)).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains("is no backup");

        Files.writeString(backup.resolve("backup.json"), "{\"version\": 1}");
        assertThat(console.run("restore", "--from", backup, "--data", restored)).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains("cannot be understood");
    }

    @Test
    void aRecordThatWasBrokenBeforeIsCopiedAndToldSo() throws Exception {
        try (Connection connection = Database.in(data).writer();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM event WHERE seq = 4");
        }
        assertThat(take()).isZero();
        assertThat(console.out()).contains("was not whole before: expected event 4, found event 5");
        assertThat(Files.readString(backup.resolve("backup.json"))).contains("found event 5");
        assertThat(console.run("restore", "--from", backup, "--data", restored)).isZero();
    }

    private int take() {
        return console.run("backup", "--data", data, "--to", backup);
    }

    private String line(String beginning) {
        return console.out()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private static long readings(Path directory) {
        try (EmbeddedHistory history = new EmbeddedHistory(Database.existing(directory))) {
            return history.count();
        }
    }

    private static List<String> names(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
