package io.dripwatch.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.app.DataDirectory;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.push.Marks;
import io.dripwatch.push.embedded.PushTable;
import io.dripwatch.record.Journal;
import io.dripwatch.review.Days;
import io.dripwatch.review.KeptStory;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.embedded.AllPoints;
import io.dripwatch.trend.embedded.ReadingTable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved from files that were damaged page by page, and that nothing is made up. */
final class SalvageTest {
    private static final int PAGE = 4096;
    private static final long SEEDS = 25;

    private final Console console = new Console();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path data = Path.of("");

    @SuppressWarnings("NullAway.Init")
    SalvageTest() {}

    @BeforeEach
    void daysAreKept() {
        data = folder.resolve("data");
        for (int day = 0; day < 4; day++) {
            try (KeptStory kept = new KeptStory(data)) {
                kept.keep(Days.eventful());
            }
        }
    }

    @Test
    void fromAWholeFileEverythingIsSaved() throws Exception {
        assertThat(console.run("salvage", "--data", data, "--to", folder.resolve("saved")))
                .as(console.err())
                .isZero();
        assertThat(console.out()).contains("The record is whole up to event", "Nothing is known to be lost.");
        assertThat(hash("saved")).isEqualTo(hash("data"));
        try (KeptStory goesOn = new KeptStory(folder.resolve("saved"))) {
            goesOn.keep(RoomStory.dosing());
        }
        assertThat(console.run("verify-record", "--data", folder.resolve("saved")))
                .isZero();
    }

    @Test
    void fromADamagedFileTheRestIsSavedAndNothingIsMadeUp() throws Exception {
        byte[] whole = Files.readAllBytes(data.resolve("dripwatch.db"));
        Set<String> events = events(data);
        Set<String> points = points(data);
        long savedEvents = 0;
        long savedPoints = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Files.write(data.resolve("dripwatch.db"), whole);
            harm(data.resolve("dripwatch.db"), random);
            Path to = folder.resolve("seed-" + seed);
            int exit = console.run("salvage", "--data", data, "--to", to);
            assertThat(console.err()).as("seed " + seed).isEmpty();
            assertThat(console.out())
                    .as("seed " + seed)
                    .contains(exit == 0 ? "Nothing is known to be lost." : "Something is lost.");
            if (exit == 0) {
                assertThat(events(to)).as("seed " + seed).isEqualTo(events);
                assertThat(points(to)).as("seed " + seed).isEqualTo(points);
            }
            assertThat(events).as("seed " + seed).containsAll(events(to));
            assertThat(points).as("seed " + seed).containsAll(points(to));
            savedEvents += events(to).size();
            savedPoints += points(to).size();
        }
        assertThat(savedEvents).as("of " + SEEDS * events.size()).isGreaterThan(SEEDS * events.size() * 3 / 4);
        assertThat(savedPoints).as("of " + SEEDS * points.size()).isGreaterThan(SEEDS * points.size() / 2);
    }

    /** The head of any page but the first, without which there is no file. */
    private static void harm(Path file, SplittableRandom random) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] nonsense = new byte[64];
            random.nextBytes(nonsense);
            open.seek(random.nextLong(1, open.length() / PAGE) * PAGE);
            open.write(nonsense);
        }
    }

    @Test
    void howFarDestinationsAreAndWhatStandsBesideTheFileIsSavedToo() throws Exception {
        Marks.SetAside aside = new Marks.SetAside("Observation/7.spo2.0.5", Instant.EPOCH, "HTTP 422");
        PushTable before = new PushTable();
        try (GroupCommit keeper =
                new GroupCommit(Database.in(data), List.of(new Journal(), new ReadingTable(), before))) {
            before.advance("ehr", "12-3");
            before.setAside("ehr", aside);
            keep(keeper);
        }
        Files.createDirectory(data.resolve("subscriptions"));
        Files.writeString(data.resolve("subscriptions/7.json"), "{}");

        Path saved = folder.resolve("saved");
        assertThat(console.run("salvage", "--data", data, "--to", saved))
                .as(console.err())
                .isZero();
        assertThat(console.out()).contains("push_mark: 1 rows saved", "push_aside: 1 rows saved");
        PushTable after = new PushTable();
        try (GroupCommit keeper =
                new GroupCommit(Database.in(saved), List.of(new Journal(), new ReadingTable(), after))) {
            keep(keeper);
            assertThat(after.of("ehr")).isEqualTo("12-3");
        }
        assertThat(PushTable.setAside(Database.existing(saved))).containsExactly(new PushTable.Aside("ehr", aside));
        assertThat(saved.resolve("subscriptions/7.json")).hasContent("{}");
    }

    private static void keep(GroupCommit keeper) {
        CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
        keeper.keep(new Decision(RoomStory.dosing().events, null), done::complete);
        assertThat(done.join()).isNull();
    }

    @Test
    void aDirectoryThatAServerUsesIsLeftAlone() throws IOException {
        try (DataDirectory used = DataDirectory.claim(data)) {
            assertThat(used.scratch()).exists();
            assertThat(console.run("salvage", "--data", data, "--to", folder.resolve("saved")))
                    .isEqualTo(1);
            assertThat(console.err()).contains("is in use by another Dripwatch");
            assertThat(folder.resolve("saved")).doesNotExist();
            assertThat(console.run("restore", "--from", folder.resolve("backup"), "--data", data))
                    .isEqualTo(1);
            assertThat(console.err()).contains("is in use by another Dripwatch");
        }
    }

    @Test
    void whatIsNoFileOfOursIsToldAndAFullFolderIsLeftAlone() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("dripwatch.db"), "This is no database, and long enough to be seen as none.");
        assertThat(console.run("salvage", "--data", other, "--to", folder.resolve("saved")))
                .isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains("Nothing could be saved");

        assertThat(console.run("salvage", "--data", data, "--to", other)).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains("is not empty");
    }

    private String hash(String name) {
        Path to = folder.resolve("backup-of-" + name);
        assertThat(console.run("backup", "--data", folder.resolve(name), "--to", to))
                .as(console.err())
                .isZero();
        return console.out()
                .lines()
                .filter(line -> line.startsWith("content "))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> events(Path directory) throws SQLException {
        Set<String> events = new HashSet<>();
        try (Connection connection = Database.existing(directory).reader();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT seq, kind, body, hex(hash) FROM event")) {
            while (row.next()) {
                events.add(row.getLong(1) + row.getString(2) + row.getString(3) + row.getString(4));
            }
        }
        return events;
    }

    private static Set<String> points(Path directory) throws SQLException {
        Set<String> points = new HashSet<>();
        try (Connection connection = Database.existing(directory).reader()) {
            AllPoints.visit(
                    connection,
                    (series, at, value, standing, received) ->
                            points.add(series + " " + at + " " + value + " " + standing + " " + received));
        }
        return points;
    }
}
