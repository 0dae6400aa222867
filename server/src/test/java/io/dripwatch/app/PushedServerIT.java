package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.fhir.observation.Oracle;
import io.dripwatch.fhir.push.HapiReceiver;
import io.dripwatch.push.hl7.Receiver;
import io.dripwatch.push.hl7.Receiver.Answering;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The real server tells an EHR and a FHIR server what a monitor says, while all three are killed in turn. In the end the
 * screens, HL7 and FHIR agree.
 */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
final class PushedServerIT {
    private static final long SEED = Long.getLong("dripwatch.push.seed", 20260301);
    private static final int ROUNDS = 3;
    private static final int READINGS = 5;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final Random random = new Random(SEED);
    private final HapiReceiver.Shelves shelves = new HapiReceiver.Shelves();
    private final Map<String, BigDecimal> hl7 = new TreeMap<>();
    private int minutesAgo = 100;

    @SuppressWarnings("NullAway.Init")
    PushedServerIT() {}

    @Test
    void whateverIsKilledScreensHl7AndFhirAgreeInTheEnd() throws Exception {
        int hl7Port;
        int fhirPort;
        try (Receiver hl7There = Receiver.on(0, message -> Answering.TAKES);
                HapiReceiver fhirThere = HapiReceiver.on(0, shelves, () -> HapiReceiver.Mood.WELL)) {
            hl7Port = hl7There.port();
            fhirPort = fhirThere.port();
        }
        Path config = Files.writeString(folder.resolve("dripwatch.yaml"), """
                push:
                  name: room-3
                  hl7: [{name: ehr, to: "mllp://127.0.0.1:%d", lagSeconds: 1}]
                  fhir: [{name: registry, to: "http://127.0.0.1:%d/fhir", lagSeconds: 1}]
                """.formatted(hl7Port, fhirPort));
        int told = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (ChildServer server = ChildServer.serve(folder, "--config", config.toString())) {
                told += monitorSpeaks(server);
                if (random.nextBoolean()) {
                    int before = shelves.all("Observation").size();
                    receive(hl7Port, fhirPort, () -> shelves.all("Observation").size() > before);
                }
                server.kill();
            }
        }
        try (ChildServer server = ChildServer.serve(folder, "--config", config.toString())) {
            assertThat(metric(server, "dripwatch_push_lag_seconds{destination=\"ehr\"}"))
                    .isNotNegative();
            int all = told;
            receive(hl7Port, fhirPort, () -> shelves.all("Observation").size() == all && hl7.size() == all);
            agree(server, told);
        }
    }

    private int monitorSpeaks(ChildServer server) throws Exception {
        try (ScreenMonitor monitor = new ScreenMonitor(server.mllp().getPort(), 1, "INFUSION", "1")) {
            for (int i = 0; i < READINGS; i++) {
                int saturation = 90 + random.nextInt(9);
                monitor.said(
                        Duration.ofMinutes(minutesAgo--),
                        Measured.of(Sign.SPO2, saturation),
                        Measured.of(Sign.HEART_RATE, 60 + random.nextInt(40)));
            }
        }
        return READINGS * 2;
    }

    /** Both receivers are there until something is so. */
    private void receive(int hl7Port, int fhirPort, BooleanSupplier until) throws Exception {
        try (Receiver hl7There = Receiver.on(hl7Port, message -> {
                    read(message);
                    return Answering.TAKES;
                });
                HapiReceiver fhirThere = HapiReceiver.on(fhirPort, shelves, () -> HapiReceiver.Mood.WELL)) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
            while (!agreed(until) && System.nanoTime() < end) {
                fhirThere.answers().poll(100, TimeUnit.MILLISECONDS);
                hl7There.arrived().poll(100, TimeUnit.MILLISECONDS);
            }
            assertThat(agreed(until)).as("seed %d", SEED).isTrue();
        }
    }

    private synchronized boolean agreed(BooleanSupplier until) {
        return until.getAsBoolean();
    }

    private synchronized void read(String message) {
        for (String segment : message.split("\r", -1)) {
            String[] fields = segment.split("\\|", -1);
            if (fields[0].equals("OBX") && fields.length > 21) {
                hl7.put(fields[21].split("\\^", -1)[0], new BigDecimal(fields[5]));
            }
        }
    }

    private void agree(ChildServer server, int told) throws Exception {
        Map<String, BigDecimal> pushed = new TreeMap<>();
        shelves.all("Observation").forEach((id, resource) -> pushed.put(id, number((Observation) resource)));
        Map<String, BigDecimal> charted = new TreeMap<>();
        Screen screen = new Screen(server.http());
        Bundle found = (Bundle)
                Oracle.CONTEXT.newJsonParser().parseResource(screen.get("/fhir/Observation?_count=1000&patient=1"));
        found.getEntry()
                .forEach(entry -> charted.put(
                        entry.getResource().getIdElement().getIdPart(), number((Observation) entry.getResource())));

        assertThat(charted).hasSize(told);
        assertThat(screen.get("/fhir/AuditEvent?_count=100"))
                .contains("\"code\":\"push\"")
                .contains("127.0.0.1:")
                .contains("\"Patient/1\"");
        assertThat(pushed).as("FHIR, seed %d", SEED).isEqualTo(charted);
        assertThat(hl7.keySet()).as("HL7, seed %d", SEED).isEqualTo(charted.keySet());
        charted.forEach((id, value) -> assertThat(hl7.get(id)).as(id).isEqualByComparingTo(value));
        try (ScreenMonitor monitor = new ScreenMonitor(server.mllp().getPort(), 1, "INFUSION", "1")) {
            monitor.says(Measured.of(Sign.SPO2, 97));
        }
        JsonNode shown = shown(screen.room());
        assertThat(shown.path("value").asInt()).isEqualTo(97);
        String id = charted.keySet().stream()
                .filter(known -> known.contains(".spo2."))
                .findFirst()
                .orElseThrow()
                .replaceFirst("\\d+$", shown.path("at").asText());
        assertThat(Oracle.tree(screen.get("/fhir/Observation/" + id))
                        .path("valueQuantity")
                        .path("value")
                        .asInt())
                .isEqualTo(97);
    }

    private static JsonNode shown(JsonNode room) {
        for (JsonNode chair : room.path("chairs")) {
            for (JsonNode value : chair.path("values")) {
                if (value.path("metric").asText().equals("spo2")) {
                    return value;
                }
            }
        }
        throw new AssertionError("expected a saturation on the screen, got " + room);
    }

    private static BigDecimal number(Observation observation) {
        return observation.getValueQuantity().getValue();
    }

    private static double metric(ChildServer server, String name) throws Exception {
        return new Screen(server.http())
                .get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
