package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.TemplateFile;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.json.ReadingsReader;
import io.dripwatch.device.json.Template;
import io.dripwatch.device.json.TemplateReader;
import io.dripwatch.flow.RoomPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** JSON that other people's devices and hubs really sent, each file read by the template that fits it. */
public final class CapturedJson {
    private static final RoomPlan ROOM = Config.DEFAULT.roomPlan(Path.of(""));

    /** Devices that put the values into Body, some of them several times. */
    private static final String BODY = """
            id: body
            title: Values in Body
            topics: [body]
            each: "EACH"
            device: "DEVICE"
            readings:
              - {value: "@.heartRate", metric: heartRate, unit: /min, at: "@.endDate"}
              - {value: "@.systolic", metric: nibpSys, unit: "mm[Hg]", at: "AT"}
              - {value: "@.diastolic", metric: nibpDia, unit: "mm[Hg]", at: "AT"}
            """;

    private static final Template ONE = body("$.Body", "@.deviceId", "@.endDate");
    private static final Template LIST = body("$.Body[*]", "@.deviceId", "@.endDate");
    private static final Template INNER_LIST = body("$.Body.data[*]", "$.Body.deviceId", "@.date");

    /** What is read of a file; beside it the template. */
    private record Expected(Template template, String read) {}

    private static final Map<String, Expected> FILES = Map.ofEntries(
            Map.entry("CalculatedFunction_BloodPressure", new Expected(ONE, "nibpSys=123.0 nibpDia=87.0")),
            Map.entry("CalculatedFunction_HeartRate", new Expected(ONE, "heartRate=78.0")),
            Map.entry(
                    "CalculatedFunction_MultipleMatches",
                    new Expected(INNER_LIST, "nibpSys=120.0 nibpDia=80.0 nibpSys=122.0 nibpDia=82.0")),
            Map.entry(
                    "CalculatedFunction_MultipleMeasurements_FromArray",
                    new Expected(LIST, "heartRate=78.0 heartRate=81.0 heartRate=72.0")),
            Map.entry("CalculatedFunction_MultipleMeasurements_Payload", new Expected(ONE, "heartRate=78.0")),
            Map.entry("CalculatedFunction_TransformData", new Expected(LIST, "")),
            Map.entry("InvalidJson", new Expected(ONE, "")),
            Map.entry(
                    "IotCentralPayloadExample.json",
                    new Expected(shipped("iot-central"), "respRate=13.0 nibpSys=71.0 nibpDia=7.0")),
            Map.entry(
                    "IotCentralPayloadExampleMultipleMessages",
                    new Expected(
                            shipped("iot-central"),
                            "heartRate=75.0 respRate=15.0 temperature=36.909 nibpSys=62.0 nibpDia=30.0 "
                                    + "heartRate=69.0 respRate=15.0 temperature=36.862 nibpSys=43.0 nibpDia=34.0")),
            Map.entry("IotHubPayloadExample.json", new Expected(shipped("iot-hub"), "heartRate=203.0")),
            Map.entry("IotHubPayloadExampleMissingCreateTime", new Expected(shipped("iot-hub"), "heartRate=203.0")),
            Map.entry(
                    "IotHubPayloadMultiValueExample", new Expected(shipped("iot-hub"), "nibpSys=111.0 nibpDia=75.0")));

    private CapturedJson() {}

    private static Template body(String each, String device, String at) {
        return TemplateFile.parse(
                BODY.replace("EACH", each).replace("DEVICE", device).replace("\"AT\"", "\"" + at + "\""),
                "body.yaml",
                ROOM);
    }

    private static Template shipped(String id) {
        return TemplateFile.shipped(id, ROOM);
    }

    /** The rows of the table of captures, each read as it should be. */
    public static List<String> rows(Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            list.forEach(file -> files.put(file.getFileName().toString(), file));
        }
        assertThat(files).hasSameSizeAs(FILES);
        List<String> rows = new ArrayList<>();
        for (Path file : files.values()) {
            Expected expected = expected(file);
            List<Decoded> outcomes =
                    TemplateReader.tried(Files.readAllBytes(file), expected.template(), null, Instant.EPOCH).stream()
                            .map(ReadingsReader.Message::outcomes)
                            .flatMap(List::stream)
                            .toList();
            assertThat(readings(outcomes)).as(file.toString()).isEqualTo(expected.read());
            assertThat(outcomes).allSatisfy(CapturedJson::isTimed);
            rows.add("| " + file.getFileName() + " | " + expected.template().id() + " | | " + expected.read() + " | "
                    + refusals(outcomes) + " |");
        }
        return rows;
    }

    private static Expected expected(Path file) {
        return FILES.entrySet().stream()
                .filter(entry -> file.getFileName().toString().contains(entry.getKey()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody says how to read " + file))
                .getValue();
    }

    private static void isTimed(Decoded decoded) {
        if (decoded instanceof Decoded.Read read) {
            assertThat(read.report().readings())
                    .allSatisfy(reading -> assertThat(reading.at()).isNotEqualTo(Instant.EPOCH));
        }
    }

    private static String readings(List<Decoded> outcomes) {
        return outcomes.stream()
                .map(CapturedJson::readOf)
                .flatMap(read -> read == null ? Stream.of() : read.report().readings().stream())
                .map(reading -> reading.metric().id() + "=" + reading.value())
                .collect(Collectors.joining(" "));
    }

    private static Decoded.@Nullable Read readOf(Decoded decoded) {
        return decoded instanceof Decoded.Read read ? read : null;
    }

    private static String refusals(List<Decoded> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> outcome instanceof Decoded.Rejected rejected
                        ? Stream.of(rejected.refusal())
                        : ((Decoded.Read) outcome).refusals().stream())
                .map(CapturedJson::text)
                .distinct()
                .collect(Collectors.joining("<br>"));
    }

    private static String text(Refusal refusal) {
        return refusal.where() + " " + refusal.reason() + ": " + refusal.detail();
    }
}
