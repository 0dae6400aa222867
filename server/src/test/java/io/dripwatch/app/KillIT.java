package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.record.JournalReader;
import io.dripwatch.sim.load.Load;
import io.dripwatch.sim.load.LoadPlan;
import io.dripwatch.store.Database;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the real server at random moments, with SIGKILL, while monitors and a nurse are busy, and counts afterwards: what was
 * acknowledged must be there. {@code -Ddripwatch.kills=50} kills more often, {@code -Ddripwatch.seed=1} at other moments.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
final class KillIT {
    static final String POINT_OF_CARE = "LOAD";

    private static final int KILLS = Integer.getInteger("dripwatch.kills", 8);
    private static final long SEED = Long.getLong("dripwatch.seed", 20260301);
    private static final int CHAIRS = 20;
    private static final int MONITORS = 60;
    private static final int MESSAGES_PER_SECOND = 400;
    private static final long SHORTEST_RUN_MS = 100;
    private static final long LONGEST_RUN_MS = 1500;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Nurse nurse = new Nurse(random.split(), CHAIRS);
    private final List<Path> ledgers = new ArrayList<>();
    private final List<Long> startsMs = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void whatWasAcknowledgedOutlivesEveryKill() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            try (ChildServer server = start("kill " + kill)) {
                loadAndKill(server);
            }
        }
        try (ChildServer server = start("the end")) {
            KeptLoad kept = count();
            System.out.println(summary(kept));
            assertThat(kept.lost()).as("lost, seed " + SEED).isEmpty();
            assertThat(kept.found()).isGreaterThan(KILLS * 100L);
            assertThat(server.terminate()).isZero();
        }
    }

    /** Starts on what the last kill left, and looks at once whether the room is what it was. */
    private ChildServer start(String when) throws IOException, InterruptedException {
        ChildServer server = ChildServer.serve(folder, "--config", config().toString());
        startsMs.add(server.timeToReady().toMillis());
        JsonNode room = new Screen(server.http()).room();
        assertThat(nurse.disappointments(room)).as(when + ", seed " + SEED).isEmpty();
        return server;
    }

    private void loadAndKill(ChildServer server) throws Exception {
        Path ledger = folder.resolve("ledger-" + ledgers.size());
        ledgers.add(ledger);
        LoadPlan plan = LoadPlan.of(server.mllp(), MONITORS, MESSAGES_PER_SECOND, 32, Duration.ofMinutes(5))
                .over(6)
                .into(ledger);
        Thread load = inBackground("load", () -> Load.run(plan));
        Thread work = inBackground("nurse", () -> nurse.work(server));
        Duration run = Duration.ofMillis(random.nextLong(SHORTEST_RUN_MS, LONGEST_RUN_MS));
        assertThat(server.endsWithin(run)).as("ended by itself").isFalse();
        server.kill();
        work.join();
        load.interrupt();
        load.join();
        assertThat(failure.get()).as("seed " + SEED).isNull();
    }

    private interface Task {
        void run() throws Exception;
    }

    private Thread inBackground(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Exception | AssertionError e) {
                        failure.compareAndSet(null, e);
                    }
                },
                name);
        thread.start();
        return thread;
    }

    private KeptLoad count() throws Exception {
        Database database = Database.in(folder.resolve("data"));
        assertThat(new JournalReader(database).verdict(null).fault())
                .as("seed " + SEED)
                .isNull();
        try (EmbeddedHistory history = new EmbeddedHistory(database)) {
            KeptLoad kept = new KeptLoad(history);
            for (Path ledger : ledgers) {
                kept.look(ledger);
            }
            kept.look(nurse.measured());
            return kept;
        }
    }

    private String summary(KeptLoad kept) {
        List<Long> restarts =
                startsMs.subList(1, startsMs.size()).stream().sorted().toList();
        return "kills=" + KILLS + " seed=" + SEED + " readings acknowledged="
                + (kept.found() + kept.lost().size()) + " found=" + kept.found() + " lost="
                + kept.lost().size() + " commands and cuffs answered=" + nurse.answered()
                + " restart ms min/median/max=" + restarts.get(0) + "/" + restarts.get(restarts.size() / 2) + "/"
                + restarts.get(restarts.size() - 1);
    }

    /**
     * A room for the load, and the built-in protocol with late reminders, so that acknowledged stays acknowledged, and with
     * nothing that holds the start.
     */
    private Path config() {
        try (var builtIn = Objects.requireNonNull(KillIT.class.getResourceAsStream("/protocols/ketamine-mood.yaml"))) {
            String protocol = new String(builtIn.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("reminderSeconds: 180", "reminderSeconds: 600")
                    .replace("otherwise: block", "otherwise: caution")
                    .replaceAll("(?m)^version: \\d+", "version: 1000")
                    .replaceAll("(?m)^gates:\n(  - .*\n)+", "");
            Files.writeString(folder.resolve("protocol.yaml"), protocol);
            String chairs =
                    IntStream.range(0, CHAIRS).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(", "));
            return Files.writeString(
                    folder.resolve("dripwatch.yaml"),
                    "room: {pointOfCare: " + POINT_OF_CARE + ", chairs: [" + chairs + "]}\n"
                            + "protocols: [protocol.yaml]\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A kill leaves what the kernel has; that a power cut leaves it, too, hangs on these. */
    @Test
    void everyCommitIsSyncedToTheDisk() throws Exception {
        try (Connection writer = Database.in(folder).writer();
                Statement statement = writer.createStatement()) {
            assertThat(pragma(statement, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(statement, "synchronous")).as("2 is FULL").isEqualTo("2");
        }
    }

    private static String pragma(Statement statement, String name) throws Exception {
        try (ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.getString(1);
        }
    }
}
