package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.record.JournalReader;
import io.dripwatch.sim.load.Destination;
import io.dripwatch.sim.load.Load;
import io.dripwatch.sim.load.LoadPlan;
import io.dripwatch.sim.load.LoadResult;
import io.dripwatch.sim.load.Transport;
import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Badge;
import io.dripwatch.sim.wire.Line;
import io.dripwatch.sim.wire.Message;
import io.dripwatch.sim.wire.MllpLine;
import io.dripwatch.sim.wire.MqttLine;
import io.dripwatch.store.Database;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A server on a disk that fills up, hangs, or turns read-only, under load: devices are told, alarms and screens go on,
 * the screen says what is not kept, and nothing that was acknowledged is lost.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
final class BadDiskIT {
    private static final String ROOM =
            "room: {pointOfCare: LOAD, chairs: ['0', '1', '2', '3', '4', '20', '21']}\nmqtt: {port: 0}\n";
    private static final DateTimeFormatter HL7 =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSxx").withZone(ZoneOffset.UTC);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<Path> ledgers = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private OwnDisk disk;

    @SuppressWarnings("NullAway.Init")
    BadDiskIT() {}

    @BeforeEach
    void mount() throws Exception {
        assumeThat(OwnDisk.allowed(Files.createDirectory(folder.resolve("trial"))))
                .isTrue();
        disk = OwnDisk.in(folder, 48);
        Files.writeString(folder.resolve("dripwatch.yaml"), ROOM);
    }

    @Test
    void onAFullDiskAlarmsGoOnAndOnceThereIsRoomReadingsAreKeptAgain() throws Exception {
        try (ChildServer server = start()) {
            Thread load = load(server);
            open(server, 20);
            Path filler = disk.fill(server);
            awaitTrouble(server, "Readings cannot be kept");
            alarmsGoOn(server, 20);
            Devices devices = new Devices(server);
            devices.areAskedToSendAgain();
            Files.delete(filler);
            awaitReady(server);
            devices.sendAgainAndAreAcknowledged();
            end(load);
            nothingIsLost(server);
        }
    }

    @Test
    void onADiskThatHangsAlarmsGoOnAndWhenItMovesAgainReadingsAreKept() throws Exception {
        try (ChildServer server = start()) {
            Thread load = load(server);
            open(server, 20);
            Process frozen = disk.freeze(server, 20);
            awaitTrouble(server, "the disk does not answer");
            alarmsGoOn(server, 20);
            Devices devices = new Devices(server);
            devices.areAskedToSendAgain();
            assertThat(frozen.waitFor()).isZero();
            awaitReady(server);
            devices.sendAgainAndAreAcknowledged();
            end(load);
            nothingIsLost(server);
        }
    }

    @Test
    void whileADiskStallsNoDeviceIsLeftWithoutAnAnswerAndInTheEndEachMessageIsKeptOnce() throws Exception {
        try (ChildServer server = start()) {
            Destination hl7 = new Destination(server.mllp(), Transport.MLLP);
            Destination mqtt = new Destination(server.mqtt(), Transport.mqtt("ward/load"));
            Destination socket = new Destination(server.web(), Transport.WEBSOCKET);
            Path ledger = folder.resolve("ledger");
            ledgers.add(ledger);
            LoadPlan plan = LoadPlan.of(server.mllp(), 6, 120, 32, Duration.ofSeconds(10))
                    .to(hl7, mqtt, socket)
                    .insisting(Duration.ofMinutes(1))
                    .into(ledger);
            CompletableFuture<LoadResult> load = CompletableFuture.supplyAsync(() -> running(plan));
            Screen screen = new Screen(server.http());
            await("load", () -> screen.number("dripwatch_readings_total") > 1_000);
            Process frozen = disk.freeze(server, 7);
            awaitTrouble(server, "the disk does not answer");
            assertThat(desaturate(server, 20, 97)).isEqualTo(503);
            assertThat(frozen.waitFor()).isZero();
            LoadResult result = load.get();
            assertThat(result.acknowledged()).isEqualTo(result.sent()).isGreaterThan(1_000);
            for (LoadResult.Part part : result.parts()) {
                LoadResult one = part.result();
                String name = part.destination().toString();
                boolean saysNo = !part.destination().equals(mqtt);
                assertThat(one.resent()).as(name).isPositive();
                assertThat(one.refused() > 0).as(name).isEqualTo(saysNo);
                assertThat(one.reconnects() > 0).as(name).isEqualTo(!saysNo);
            }
            nothingIsLost(server);
        }
    }

    private static LoadResult running(LoadPlan plan) {
        try {
            return Load.run(plan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void onADiskThatTurnedReadOnlyAlarmsGoOnAndARepairedOneHasAllThatWasAcknowledged() throws Exception {
        try (ChildServer server = start()) {
            Thread load = load(server);
            open(server, 20);
            disk.fail(server);
            awaitTrouble(server, "Readings cannot be kept");
            alarmsGoOn(server, 20);
            new Devices(server).areAskedToSendAgain();
            end(load);
            server.kill();
        }
        try (ChildServer server = start()) {
            awaitReady(server);
            nothingIsLost(server);
        }
    }

    private ChildServer start() throws IOException {
        return ChildServer.serve(
                folder, disk, "--config", folder.resolve("dripwatch.yaml").toString());
    }

    private Thread load(ChildServer server) throws Exception {
        Path ledger = folder.resolve("ledger-" + ledgers.size());
        ledgers.add(ledger);
        LoadPlan plan = LoadPlan.of(server.mllp(), 10, 100, 32, Duration.ofMinutes(5))
                .over(2)
                .into(ledger);
        Thread load = new Thread(
                () -> {
                    try {
                        Load.run(plan);
                    } catch (Exception | AssertionError e) {
                        failure.compareAndSet(null, e);
                    }
                },
                "load");
        load.start();
        Screen screen = new Screen(server.http());
        await("load", () -> screen.number("dripwatch_readings_total") > 1_000);
        return load;
    }

    private void end(Thread load) throws InterruptedException {
        load.interrupt();
        load.join();
        assertThat(failure.get()).isNull();
    }

    /** A patient in a chair whose baseline is being taken. */
    private static void open(ChildServer server, int chair) throws IOException, InterruptedException {
        int status = new Screen(server.http()).press("/api/v1/chairs/" + chair + "/session", """
                {"by":"RN","stage":"baseline","protocol":"ketamine-mood","weightKg":70,
                "patient":{"id":"SYN-9%d","family":"Synthetic","given":"Disk"}}""".formatted(chair));
        assertThat(status).isEqualTo(200);
        assertThat(desaturate(server, chair, 97)).isEqualTo(200);
    }

    /** What the server says to a reading of a patient in a chair. */
    private static int desaturate(ChildServer server, int chair, int spo2) throws IOException, InterruptedException {
        return new Screen(server.http()).press("/api/v1/readings", """
                {"device":"OXIMETER-%d","place":"LOAD^^%d","patient":{"id":"SYN-9%d"},
                "readings":[{"metric":"spo2","value":%d}]}""".formatted(chair, chair, chair, spo2));
    }

    private static void awaitTrouble(ChildServer server, String words) throws IOException, InterruptedException {
        JsonNode seen =
                new Screen(server.http()).await(message -> message.toString().contains(words));
        assertThat(seen.toString()).contains("\"priority\":\"high\"");
        assertThat(new Screen(server.http()).status("/health/ready")).isEqualTo(503);
    }

    /** Nothing is kept, the devices know, and still every alarm is seen, also on a screen that is opened only now. */
    private static void alarmsGoOn(ChildServer server, int chair) throws IOException, InterruptedException {
        Screen screen = new Screen(server.http());
        assertThat(desaturate(server, chair, 71)).isEqualTo(503);
        screen.await(message -> message.toString().contains("SpO2 71"));
        assertThat(screen.get("/")).contains("Dripwatch");
        assertThat(screen.get("/app.js")).isNotEmpty();
    }

    /** A monitor that speaks HL7 and a band that publishes with QoS 1. */
    private static final class Devices {
        private final Line monitor;
        private final Line band;
        private final Message report;
        private final Message published;

        Devices(ChildServer server) {
            String at = HL7.format(Instant.now());
            report = new Message(
                    "D1",
                    "MSH|^~\\&|MONITOR-9||||" + at + "||ORU^R01^ORU_R01|D1|P|2.6\r"
                            + "OBR|1|||1^vitals|||" + at + "\r"
                            + "OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.1.1.1|96|%^^UCUM|||||F|||" + at + "\r",
                    1);
            published = new Message("1", """
                    {"device":"BAND-9","readings":[{"metric":"spo2","value":96,"at":"%s"}]}""".formatted(Instant.now()), 1);
            monitor = new MllpLine(server.mllp());
            band = new MqttLine(server.mqtt(), "band9", "ward/band", Badge.NONE);
        }

        /** AE; and no PUBACK but the end of the connection after a while, MQTT having no other word for it. */
        void areAskedToSendAgain() throws IOException {
            assertThat(told(monitor, report, Duration.ofSeconds(20))).isEqualTo(Answer.NOT_KEPT);
            assertThatThrownBy(() -> told(band, published, Duration.ofSeconds(20)))
                    .isInstanceOf(EOFException.class);
        }

        void sendAgainAndAreAcknowledged() throws IOException {
            assertThat(told(monitor, report, Duration.ofSeconds(20))).isEqualTo(Answer.ACCEPTED);
            assertThat(told(band, published, Duration.ofSeconds(20))).isEqualTo(Answer.ACCEPTED);
        }

        private static Answer told(Line line, Message message, Duration patience) throws IOException {
            line.connect();
            try {
                line.send(message);
                return line.await(message, patience);
            } finally {
                line.disconnect();
            }
        }
    }

    private static void awaitReady(ChildServer server) throws Exception {
        Screen screen = new Screen(server.http());
        await("ready", () -> screen.status("/health/ready") == 200);
        await("a reading that is kept", () -> desaturate(server, 21, 96) == 200);
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited in vain: " + what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void nothingIsLost(ChildServer server) throws Exception {
        Database database = disk.kept(server, folder.resolve("copy"));
        assertThat(new JournalReader(database).verdict(null).fault()).isNull();
        try (EmbeddedHistory history = new EmbeddedHistory(database)) {
            KeptLoad kept = new KeptLoad(history);
            for (Path ledger : ledgers) {
                kept.look(ledger);
            }
            assertThat(kept.lost()).isEmpty();
            assertThat(kept.found()).isGreaterThan(1_000);
        }
    }
}
