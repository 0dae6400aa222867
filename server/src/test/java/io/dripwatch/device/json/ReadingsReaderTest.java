package io.dripwatch.device.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.Decoded;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadingsReaderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant SENT = Instant.parse("2026-03-01T09:00:00.250Z");
    private static final ReadingsReader READER = new ReadingsReader();
    private static final String GOOD = """
            {"device":"BAND-7","place":"INFUSION^^3","sentAt":"2026-03-01T10:00:00.250+01:00",
             "patient":{"id":"SYN-0003","authority":"DRIPSIM","family":"Synthetic","given":"Sam"},
             "readings":[{"metric":"spo2","value":97,"unit":"%","at":1772355599000},
                         {"metric":"MDC_ECG_HEART_RATE","value":71.5}]}
            """;

    @Test
    void aReportSaysWhoWhereWhomAndWhat() {
        DeviceReport report = read(GOOD);

        assertThat(report.device().value()).isEqualTo("BAND-7");
        assertThat(report.place()).isNotNull().satisfies(place -> assertThat(place.bed())
                .isEqualTo("3"));
        assertThat(report.patient()).isNotNull().satisfies(patient -> assertThat(patient.given())
                .isEqualTo("Sam"));
        assertThat(report.sentAt()).isEqualTo(SENT);
        assertThat(report.readings())
                .containsExactly(
                        Reading.of(Metric.SPO2, 97, Instant.ofEpochMilli(1772355599000L)),
                        Reading.of(Metric.HEART_RATE, 71.5, SENT));
    }

    @Test
    void oneBadRowCostsNoneOfTheOthers() {
        List<Decoded> outcomes = decode(GOOD.replace("97", "\"high\""));

        Decoded.Read read = (Decoded.Read) outcomes.get(0);
        assertThat(read.report().readings()).hasSize(1);
        assertThat(read.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(RefusalReason.NOT_NUMERIC);
            assertThat(refusal.where()).isEqualTo(".readings[0].value");
        });
    }

    @Test
    void oneBadReportCostsNoneOfTheOthers() {
        List<Decoded> outcomes = decode("[" + GOOD + ", {\"device\":\"X\"}, " + GOOD + "]");

        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.get(1)).isInstanceOf(Decoded.Rejected.class);
        assertThat(outcomes.get(2)).isInstanceOf(Decoded.Read.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "device":"BAND-7" | "gadget":"BAND-7"   | UNREADABLE
            "spo2"            | "saturation"        | UNKNOWN_CODE
            97,"unit":"%"     | 971,"unit":"%"      | IMPLAUSIBLE
            "unit":"%"        | "unit":"kPa"        | UNKNOWN_UNIT
            1772355599000     | "yesterday"         | BAD_TIME
            "readings":[      | "readings":[[       | UNREADABLE
            """)
    void whatIsWrongIsNamed(String good, String bad, RefusalReason reason) {
        Decoded decoded = decode(GOOD.replace(good, bad)).get(0);

        RefusalReason named = decoded instanceof Decoded.Read read
                ? read.refusals().get(0).reason()
                : ((Decoded.Rejected) decoded).refusal().reason();
        assertThat(named).isEqualTo(reason);
    }

    @Test
    void aRowWithoutATimeIsOfTheTimeThatTheMessageWasSentOrElseOfItsArrival() {
        String untimed = "{\"device\":\"B\",\"readings\":[{\"metric\":\"spo2\",\"value\":97}]}";

        assertThat(read(untimed).readings().get(0).at()).isEqualTo(NOW);
        assertThat(read(untimed.replace("}]}", "}],\"sentAt\":1000}"))
                        .readings()
                        .get(0)
                        .at())
                .isEqualTo(Instant.ofEpochSecond(1));
    }

    @Test
    void aNumberedMessageThatIsSentAgainHasTheTimesOfItsFirstArrival() {
        String first = "{\"seq\":7,\"device\":\"B\",\"readings\":[{\"metric\":\"spo2\",\"value\":97}]}";
        String other = first.replace("97", "96");
        ReadingsReader reader = new ReadingsReader();

        assertThat(timeOf(reader, first, NOW)).isEqualTo(NOW);
        assertThat(timeOf(reader, first, NOW.plusSeconds(30))).isEqualTo(NOW);
        assertThat(timeOf(reader, other, NOW.plusSeconds(31))).isEqualTo(NOW.plusSeconds(31));
        assertThat(timeOf(reader, first, NOW.plusSeconds(601))).isEqualTo(NOW.plusSeconds(601));
    }

    private static Instant timeOf(ReadingsReader reader, String json, Instant now) {
        ReadingsReader.Message message = reader.read(json.getBytes(StandardCharsets.UTF_8), now);
        assertThat(message.seq()).isEqualTo(7);
        DeviceReport report = ((Decoded.Read) message.outcomes().get(0)).report();
        assertThat(report.receivedAt()).isEqualTo(now);
        return report.readings().get(0).at();
    }

    @Test
    void aNumberedListOfReportsIsReadInAnyOrderOfItsKeys() {
        assertThat(READER.read(
                        ("{\"reports\":[" + GOOD + "," + GOOD + "],\"seq\":3}").getBytes(StandardCharsets.UTF_8), NOW))
                .satisfies(message -> {
                    assertThat(message.seq()).isEqualTo(3);
                    assertThat(message.outcomes()).hasSize(2).hasOnlyElementsOfType(Decoded.Read.class);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reports\":[%s],\"device\":\"X\"}",
                "{\"reports\":[]}",
                "{\"seq\":-1,\"reports\":[%s]}",
                "{\"seq\":1.5,\"reports\":[%s]}",
                "[]",
                "%s %s",
                "7",
                ""
            })
    void whatIsNoMessageIsRefusedAsAWhole(String shape) {
        assertThat(decode(shape.formatted(GOOD, GOOD))).singleElement().isInstanceOf(Decoded.Rejected.class);
    }

    @Test
    void aMisspeltKeyIsNamed() {
        Decoded.Rejected rejected = (Decoded.Rejected)
                decode(GOOD.replace("\"patient\"", "\"patinet\"")).get(0);

        assertThat(rejected.refusal().where()).isEqualTo(".patinet");
    }

    @Test
    void deepNestingAndRepeatedKeysAreRefused() {
        assertThat(decode("[".repeat(50) + "]".repeat(50)).get(0)).isInstanceOf(Decoded.Rejected.class);
        assertThat(decode("{\"device\":\"a\",\"device\":\"b\",\"readings\":[]}").get(0))
                .isInstanceOf(Decoded.Rejected.class);
    }

    @Test
    void spoiledBytesNeverThrow() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(READER.read(bytes, NOW).outcomes()).as("seed %s", seed).isNotEmpty();
        }
    }

    private static DeviceReport read(String json) {
        return ((Decoded.Read) decode(json).get(0)).report();
    }

    private static List<Decoded> decode(String json) {
        return READER.read(json.getBytes(StandardCharsets.UTF_8), NOW).outcomes();
    }
}
