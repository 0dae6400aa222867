package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.record.JournalReader;
import io.dripwatch.sim.load.Load;
import io.dripwatch.sim.load.LoadPlan;
import io.dripwatch.store.Database;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.trend.embedded.EmbeddedOutbox;
import io.dripwatch.trend.embedded.OutboxTable;
import io.dripwatch.trend.influx.BothSets;
import io.dripwatch.trend.influx.RealInflux;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills, pauses, restarts, wipes and refuses at random while monitors send, the InfluxDB and the server; afterwards
 * InfluxDB must have what was acknowledged, no more and no less. {@code -Ddripwatch.rounds=50} for more,
 * {@code -Ddripwatch.seed=1} for others.
 */
@ExtendWith(VertxExtension.class)
@Timeout(value = 60, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
final class InfluxFaultsIT {
    private static final int ROUNDS = Integer.getInteger("dripwatch.rounds", 6);
    private static final long SEED = Long.getLong("dripwatch.seed", 20260301);
    private static final int CHAIRS = 20;
    private static final int MONITORS = 40;
    private static final int MESSAGES_PER_SECOND = 300;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** What happens in a round. */
    private enum Fault {
        INFLUX_KILLED,
        INFLUX_PAUSED,
        INFLUX_AWAY,
        INFLUX_WIPED,
        INFLUX_REFUSES,
        SERVER_KILLED
    }

    private final Random random = new Random(SEED);
    private final List<Path> ledgers = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    InfluxFaultsIT() {}

    @Test
    void influxDbHasWhatWasAcknowledgedWhateverHappens(Vertx vertx) throws Exception {
        try (RealInflux influx = RealInflux.start(folder, vertx)) {
            assumeTrue(influx.ours(), "another InfluxDB is named, which must not be harmed");
            ChildServer server =
                    ChildServer.serve(folder, "--config", config(influx).toString());
            try {
                List<Fault> deck = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    if (deck.isEmpty()) {
                        deck.addAll(Arrays.asList(Fault.values()));
                        Collections.shuffle(deck, random);
                    }
                    server = round(server, influx, deck.remove(0));
                }
                Set<String> kept = caughtUp(server, influx);
                assertThat(kept.size()).isGreaterThan(ROUNDS * 100);
                System.out.println("rounds=" + ROUNDS + " seed=" + SEED + " points=" + kept.size());
                assertThat(server.terminate()).isZero();
            } finally {
                server.close();
            }
        }
        acknowledged();
    }

    private ChildServer round(ChildServer server, RealInflux influx, Fault fault) throws Exception {
        Path ledger = folder.resolve("ledger-" + ledgers.size());
        ledgers.add(ledger);
        LoadPlan plan = LoadPlan.of(server.mllp(), MONITORS, MESSAGES_PER_SECOND, 32, Duration.ofMinutes(5))
                .over(6)
                .into(ledger);
        Thread load = load(plan);
        ChildServer after = server;
        try {
            assertThat(server.endsWithin(aWhile())).isFalse();
            switch (fault) {
                case INFLUX_KILLED -> {
                    influx.kill();
                    influx.begin();
                }
                case INFLUX_PAUSED -> {
                    influx.pause();
                    assertThat(server.endsWithin(aWhile())).isFalse();
                    influx.goOn();
                }
                case INFLUX_AWAY -> {
                    influx.kill();
                    assertThat(server.endsWithin(aWhile())).isFalse();
                    influx.begin();
                }
                case INFLUX_WIPED -> influx.wipe();
                case INFLUX_REFUSES -> {
                    influx.refuse(
                            List.of(400, 401, 404, 413, 422, 429, 500, 503).get(random.nextInt(8)));
                    assertThat(server.endsWithin(aWhile())).isFalse();
                    influx.refuse(0);
                }
                case SERVER_KILLED -> server.kill();
            }
            if (fault != Fault.SERVER_KILLED) {
                assertThat(server.endsWithin(aWhile()))
                        .as("by itself, " + fault)
                        .isFalse();
            }
        } finally {
            load.interrupt();
            load.join();
        }
        assertThat(failure.get()).as("seed " + SEED).isNull();
        if (fault == Fault.SERVER_KILLED) {
            after = ChildServer.serve(folder, "--config", config(influx).toString());
        }
        return after;
    }

    private Thread load(LoadPlan plan) {
        Thread load = new Thread(
                () -> {
                    try {
                        Load.run(plan);
                    } catch (IOException e) {
                        failure.compareAndSet(null, e);
                    }
                },
                "load");
        load.start();
        return load;
    }

    private Duration aWhile() {
        return Duration.ofMillis(300 + random.nextInt(1200));
    }

    /** Waits until both have the same. */
    private Set<String> caughtUp(ChildServer server, RealInflux influx) throws Exception {
        Database database = Database.existing(folder.resolve("data"));
        long end = System.nanoTime() + LONGEST.toNanos();
        try (EmbeddedOutbox outbox =
                new EmbeddedOutbox(database, new OutboxTable("unused", 1), new JournalReader(database)::chairOf)) {
            Set<String> kept = BothSets.kept(database, outbox);
            Set<String> there = Set.of();
            while (!there.equals(kept) && System.nanoTime() < end) {
                assertThat(server.endsWithin(Duration.ofMillis(500))).isFalse();
                if (metric(server, "lag_rows").equals("0")
                        && metric(server, "resending").equals("0")) {
                    // What was on its way when the load ended may be kept only now.
                    kept = BothSets.kept(database, outbox);
                    there = BothSets.there(influx, "Infusion room");
                }
            }
            assertThat(there.size()).as("how many, seed " + SEED).isEqualTo(kept.size());
            assertThat(there).as("seed " + SEED).isEqualTo(kept);
            return kept;
        }
    }

    private String metric(ChildServer server, String name) throws Exception {
        HttpRequest metrics =
                HttpRequest.newBuilder(server.http().resolve("/metrics")).build();
        return http.send(metrics, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("dripwatch_influx_" + name + " "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .collect(Collectors.joining());
    }

    private void acknowledged() throws IOException {
        try (EmbeddedHistory history = new EmbeddedHistory(Database.existing(folder.resolve("data")))) {
            KeptLoad kept = new KeptLoad(history);
            for (Path ledger : ledgers) {
                kept.look(ledger);
            }
            assertThat(kept.lost()).as("lost, seed " + SEED).isEmpty();
            assertThat(kept.found()).isGreaterThan(ROUNDS * 100L);
        }
    }

    private Path config(RealInflux influx) throws IOException {
        String chairs = IntStream.range(0, CHAIRS).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(", "));
        return Files.writeString(
                folder.resolve("dripwatch.yaml"),
                "room: {pointOfCare: " + KillIT.POINT_OF_CARE + ", chairs: [" + chairs + "]}\n"
                        + "history: {influx: {url: '" + influx.target().url() + "', lagSeconds: 5}}\n");
    }
}
