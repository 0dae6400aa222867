package io.dripwatch.fhir.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dripwatch.fhir.rest.Problem;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class ExportsTest {
    private final Instant now = Instant.now();
    private final Order wanted = new Order(
            "http://h/fhir/$export",
            "http://h/fhir",
            "",
            now.toEpochMilli(),
            9,
            0,
            new Order.Part(Set.of("Patient", "Flag"), "", Set.of(), Map.of(), List.of(), false));

    private final InstantSource clock = InstantSource.fixed(now);

    @Test
    void theManifestNamesAFileForEveryTypeThatHasSomething(@TempDir Path folder) throws Exception {
        try (Exports exports = new Exports(folder, (type, order, lines) -> lines(type, lines), clock)) {
            String id = exports.begin(wanted);
            JsonNode manifest = manifest(exports, id);

            assertThat(manifest.path("output")).hasSize(1);
            assertThat(manifest.path("output").path(0).path("count").asInt()).isEqualTo(2);
            assertThat(manifest.path("output").path(0).path("url").asText())
                    .isEqualTo("http://h/fhir/$export-file/" + id + "/Patient.ndjson");
            assertThat(Instant.parse(manifest.path("transactionTime").asText()).toEpochMilli())
                    .isEqualTo(now.toEpochMilli());
            assertThat(text(exports.file(id, "", "Patient"))).isEqualTo("{\"a\":1}\n{\"b\":2}\n");
            assertThatThrownBy(() -> exports.file(id, "", "../order")).isInstanceOf(Problem.class);
            assertThatThrownBy(() -> exports.file("..", "", "Patient")).isInstanceOf(Problem.class);
        }
    }

    @Test
    void whileOneIsMadeNobodyBeginsAnother(@TempDir Path folder) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Exports exports = new Exports(folder, (type, order, lines) -> hold(go), clock)) {
            String id = exports.begin(wanted);

            assertThatThrownBy(() -> exports.begin(wanted))
                    .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.status())
                            .isEqualTo(429));
            assertThat(exports.manifest(id, "")).isNull();
            go.countDown();
            manifest(exports, id);
        }
    }

    @Test
    void whatWasCutOffIsMadeAnewAtTheNextStart(@TempDir Path folder) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(1);
        String id;
        try (Exports exports = new Exports(
                folder,
                (type, order, lines) -> {
                    lines(type, lines);
                    began.countDown();
                    hold(never);
                },
                clock)) {
            id = exports.begin(wanted);
            began.await();
        }
        try (Exports exports = new Exports(folder, (type, order, lines) -> lines(type, lines), clock)) {
            exports.resume();

            assertThat(manifest(exports, id).path("output")).hasSize(1);
            assertThat(text(exports.file(id, "", "Patient"))).isEqualTo("{\"a\":1}\n{\"b\":2}\n");
        }
    }

    @Test
    void whatIsGivenUpLeavesNothingBehind(@TempDir Path folder) throws Exception {
        Phaser step = new Phaser(2);
        try (Exports exports = new Exports(
                folder,
                (type, order, lines) -> {
                    lines.write(Buffer.buffer("{}\n"), 1);
                    step.arriveAndAwaitAdvance();
                    step.arriveAndAwaitAdvance();
                    lines.write(Buffer.buffer("{}\n"), 1);
                },
                clock)) {
            String id = exports.begin(wanted);
            step.arriveAndAwaitAdvance();
            exports.cancel(id, "");
            step.arriveAndAwaitAdvance();

            assertThatThrownBy(() -> exports.manifest(id, ""))
                    .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.status())
                            .isEqualTo(404));
            assertThat(folder.resolve(id)).doesNotExist();
        }
    }

    @Test
    void filesGoAfterADay(@TempDir Path folder) throws Exception {
        String id;
        try (Exports exports = new Exports(folder, (type, order, lines) -> lines(type, lines), clock)) {
            id = exports.begin(wanted);
            manifest(exports, id);
        }
        InstantSource tomorrow = InstantSource.offset(InstantSource.system(), Duration.ofHours(25));
        try (Exports exports = new Exports(folder, (type, order, lines) -> lines(type, lines), tomorrow)) {
            exports.resume();
            while (Files.exists(folder.resolve(id))) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void anExportThatFailsSaysSo(@TempDir Path folder) throws Exception {
        try (Exports exports = new Exports(
                folder,
                (type, order, lines) -> {
                    throw new IOException("broken for a test");
                },
                clock)) {
            String id = exports.begin(wanted);

            assertThatThrownBy(() -> manifest(exports, id))
                    .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.status())
                            .isEqualTo(500));
        }
    }

    private static void lines(String type, Source.Lines lines) throws IOException {
        if (type.equals("Patient")) {
            lines.write(Buffer.buffer("{\"a\":1}\n{\"b\":2}\n"), 2);
        }
    }

    private static void hold(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException("ended", e);
        }
    }

    private static JsonNode manifest(Exports exports, String id) throws IOException {
        byte @Nullable [] manifest = exports.manifest(id, "");
        while (manifest == null) {
            Thread.onSpinWait();
            manifest = exports.manifest(id, "");
        }
        return new ObjectMapper().readTree(manifest);
    }

    private static String text(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
