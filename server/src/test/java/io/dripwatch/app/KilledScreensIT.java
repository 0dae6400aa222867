package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.dripwatch.sim.load.Load;
import io.dripwatch.sim.load.LoadPlan;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Screens that are torn off, or stand still, take nothing from the others and miss nothing for good. */
@Timeout(120)
final class KilledScreensIT {
    private static final long SEED = Long.getLong("dripwatch.seed", 20260302);
    private static final int SCREENS = 600;
    private static final int CHAIRS = 200;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Server server;
    private Screen screen;

    @SuppressWarnings("NullAway.Init")
    KilledScreensIT() {}

    @BeforeEach
    void start() throws IOException {
        Path config = folder.resolve("dripwatch.yaml");
        String chairs = IntStream.range(0, CHAIRS).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(", "));
        Files.writeString(config, "room: {pointOfCare: LOAD, chairs: [" + chairs + "]}\n");
        server = Server.start(Settings.of(Config.read(config), folder, folder).withPorts(0, 0));
        screen = new Screen(URI.create("http://127.0.0.1:" + server.httpPort()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void screensThatAreTornOffWhileConnectingDoNotBlindTheOthers() throws Exception {
        for (int i = 0; i < SCREENS; i++) {
            tearOff();
        }
        assertThat(screen.await(message -> message.path("t").asText().equals("tick")))
                .as("a heartbeat, seed " + SEED)
                .isNotNull();
        long left = SCREENS;
        while (left > 0) {
            left = screen.number("dripwatch_screens");
        }
    }

    /** At the latest after the first bytes of the room. */
    private void tearOff() throws IOException {
        RawScreen torn = new RawScreen(server.httpPort());
        try {
            torn.read(random.nextInt(300));
        } catch (SocketException e) {
            assertThat(e).as("the server may be faster").isNotNull();
        }
        torn.tearOff();
    }

    @Test
    void aScreenThatStoodStillGetsWhatItMissed() throws Exception {
        try (RawScreen still = new RawScreen(server.httpPort())) {
            still.readAnswer();
            InetSocketAddress devices = InetSocketAddress.createUnresolved("127.0.0.1", server.mllpPort());
            LoadPlan plan = LoadPlan.of(devices, CHAIRS, 2000, 64, Duration.ofSeconds(4));
            assertThat(Load.run(plan).acknowledged()).isPositive();
            Map<String, Long> newest = new HashMap<>();
            note(screen.room(), newest);
            assertThat(newest).hasSize(CHAIRS);

            Map<String, Long> shown = new HashMap<>();
            while (!shown.equals(newest)) {
                note(new ObjectMapper().readTree(still.next()), shown);
            }
        }
    }

    /** When the heart rate that is shown of each chair was measured. */
    private static void note(JsonNode message, Map<String, Long> into) {
        for (JsonNode chair : message.path("chairs")) {
            for (JsonNode value : chair.path("values")) {
                if (value.path("metric").asText().equals("heartRate")) {
                    into.put(chair.path("chair").asText(), value.path("at").asLong());
                }
            }
        }
    }
}
