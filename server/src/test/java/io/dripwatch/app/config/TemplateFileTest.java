package io.dripwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.json.ReadingsReader;
import io.dripwatch.device.json.Template;
import io.dripwatch.device.json.TemplateReader;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Place;
import io.dripwatch.vitals.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TemplateFileTest {
    private static final RoomPlan ROOM = Config.DEFAULT.roomPlan(Path.of(""));
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant MEASURED = Instant.parse("2026-03-01T08:59:58Z");

    /** Bands that say their bed and name in the topic, and a list of values of their own words. */
    private static final String BAND = """
            id: acme-band
            title: Acme wristbands
            topics: ["acme/{bed}/{band}/vitals", "acme/+/old/{bed}/{band}"]
            device: "ACME-{band}"
            place: "{bed}"
            places: [{sent: window seat, chair: "3"}]
            patient: {id: "$.who.mrn", authority: ACME, family: "$.who.name"}
            at: "$.ts"
            numbersAre: seconds
            readings:
              - {value: "$.hr", metric: heartRate, unit: /min}
              - {value: "$.skin", metric: temperature, unit: "[degF]"}
              - {each: "$.more[*]", metric: "@.k", value: "@.v", unit: "@.u", at: "@.ts"}
            codes:
              - {sent: o2, metric: spo2, unit: "%"}
              - {sent: press, metric: nibpSys}
              - {sent: steps}
            units: [{sent: Torr, means: "mm[Hg]"}]
            sentinels: [-1]
            """;

    private static final String TOPIC = "acme/window seat/B7/vitals";

    private static Template template(String yaml) {
        return TemplateFile.parse(yaml, "acme.yaml", ROOM);
    }

    private static List<Decoded> outcomes(Template template, @Nullable String topic, String message) {
        List<ReadingsReader.Message> messages =
                TemplateReader.tried(message.getBytes(StandardCharsets.UTF_8), template, topic, NOW);
        return messages.stream().flatMap(read -> read.outcomes().stream()).toList();
    }

    private static Decoded.Read band(String message) {
        return (Decoded.Read) outcomes(template(BAND), TOPIC, message).get(0);
    }

    private static Refusal refusal(Decoded decoded) {
        return ((Decoded.Rejected) decoded).refusal();
    }

    @Test
    void whoWhereWhomAndWhatComeFromTopicAndMessage() {
        DeviceReport report = band("""
                {"ts":1772355598,"hr":"71.5","skin":98.6,"who":{"mrn":5504,"name":"Synthetic"},
                 "more":[{"k":"o2","v":97},{"k":"press","v":120,"u":"Torr","ts":"2026-03-01T09:59:00+01:00"}]}
                """).report();

        assertThat(report.device().value()).isEqualTo("ACME-B7");
        assertThat(report.place()).isEqualTo(new Place("INFUSION", "", "3"));
        assertThat(report.patient()).isNotNull().satisfies(patient -> {
            assertThat(patient.id().value()).isEqualTo("5504");
            assertThat(patient.id().authority()).isEqualTo("ACME");
            assertThat(patient.family()).isEqualTo("Synthetic");
        });
        assertThat(report.sentAt()).isNull();
        assertThat(report.readings())
                .containsExactly(
                        Reading.of(Metric.HEART_RATE, 71.5, MEASURED),
                        Reading.of(Metric.TEMPERATURE, 37, MEASURED),
                        Reading.of(Metric.SPO2, 97, MEASURED),
                        Reading.of(Metric.NIBP_SYS, 120, MEASURED.minusSeconds(58)));
    }

    @Test
    void whatIsNotThereIsNoReadingAndNoFault() {
        Decoded.Read read = band("{\"hr\":70,\"unheard\":1}");
        assertThat(read.report().readings()).containsExactly(Reading.of(Metric.HEART_RATE, 70, NOW));
        assertThat(read.report().patient()).isNull();
        assertThat(read.refusals()).isEmpty();
    }

    @Test
    void nothingAndSentinelsAreTheDevicesWordThatItCannotMeasure() {
        Decoded.Read read = band("{\"ts\":1772355598,\"hr\":null,\"more\":[{\"k\":\"o2\",\"v\":\"-1\"}]}");
        assertThat(read.report().readings()).isEmpty();
        assertThat(read.report().absences())
                .containsExactly(
                        new Absence(Metric.HEART_RATE, MEASURED, Absence.Reason.UNAVAILABLE),
                        new Absence(Metric.SPO2, MEASURED, Absence.Reason.UNAVAILABLE));
        assertThat(read.refusals())
                .extracting(Refusal::reason)
                .containsExactly(RefusalReason.NO_VALUE, RefusalReason.SENTINEL);
    }

    /** One value of a list is spoiled; its neighbour and the pulse are kept. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"k":"o3","v":97}                    | UNKNOWN_CODE  | got o3
            {"k":"steps","v":97}                 | NOT_A_READING | not kept
            {"v":97}                             | MISSING_PART  | name of a metric
            {"k":"o2","v":true}                  | NOT_NUMERIC   | a number for spo2
            {"k":"o2","v":"97 %"}                | NOT_NUMERIC   | a number for spo2
            {"k":"o2","v":"0x61"}                | NOT_NUMERIC   | a number for spo2
            {"k":"o2","v":{"is":97}}             | NOT_NUMERIC   | a number for spo2
            {"k":"o2","v":970}                   | IMPLAUSIBLE   | 0 to 100
            {"k":"o2","v":97,"u":"mm[Hg]"}       | UNKNOWN_UNIT  | got mm[Hg]
            {"k":"press","v":120}                | UNKNOWN_UNIT  | got none
            {"k":"press","v":120,"u":"furlong"}  | UNKNOWN_UNIT  | got furlong
            {"k":"o2","v":97,"ts":"yesterday"}   | BAD_TIME      | seconds since 1970
            {"k":"o2","v":97,"ts":"2026-03-01T08:00:00"} | BAD_TIME | and a zone
            {"k":"o2","v":97,"ts":1772355598000} | BAD_TIME      | 1970 to 2099
            """)
    void whatCannotBeUsedIsNamedAndCostsNothingElse(String spoiled, RefusalReason reason, String detail) {
        Decoded.Read read = band("{\"hr\":70,\"more\":[" + spoiled + ",{\"k\":\"o2\",\"v\":96}]}");
        assertThat(read.report().readings())
                .extracting(Reading::metric)
                .containsExactly(Metric.HEART_RATE, Metric.SPO2);
        assertThat(read.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.where()).isEqualTo("$.more[*] 0");
            assertThat(refusal.detail()).contains(detail);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"templateType":                  | UNREADABLE    | expected JSON
            {"hr":70} {"hr":71                | UNREADABLE    | expected JSON
            {"hr":70,"hr":71}                 | UNREADABLE    | expected JSON
            {"steps":70}                      | NOT_A_READING | the template acme-band names
            7                                 | NOT_A_READING | the template acme-band names
            {"hr":70,"ts":"soon"}             | BAD_TIME      | seconds since 1970
            {"hr":70,"who":{"mrn":{"x":1}}}   | UNREADABLE    | expected text
            """)
    void aMessageThatCannotBeUsedIsRefusedWhole(String message, RefusalReason reason, String detail) {
        assertThat(outcomes(template(BAND), TOPIC, message)).singleElement().satisfies(outcome -> {
            assertThat(refusal(outcome).reason()).isEqualTo(reason);
            assertThat(refusal(outcome).detail()).contains(detail);
        });
    }

    @Test
    void noMessageHasEndlesslyManyValues() {
        String many = "{\"more\":[" + "{\"k\":\"o2\",\"v\":96},".repeat(10_000) + "{\"k\":\"o2\",\"v\":96}]}";
        assertThat(refusal(outcomes(template(BAND), TOPIC, many).get(0)).reason())
                .isEqualTo(RefusalReason.TOO_LARGE);
        String nested = "[".repeat(5000) + "]".repeat(5000);
        assertThat(refusal(outcomes(template(BAND), TOPIC, nested).get(0)).reason())
                .isEqualTo(RefusalReason.UNREADABLE);
    }

    @Test
    void oneTopicCanBeOneMetricAndTheMessageItsNumber() {
        Template bare = template("""
                id: bare
                title: A number by itself
                topics: ["ward/{bed}/{device}/{metric}"]
                device: "{device}"
                place: "INFUSION^^{bed}"
                readings: [{metric: "{metric}", value: "$"}]
                codes: [{sent: hr, metric: heartRate, unit: /min}]
                """);
        Decoded.Read read = (Decoded.Read) outcomes(bare, "ward/4/B9/hr", "72").get(0);
        assertThat(read.report().place()).isEqualTo(new Place("INFUSION", "", "4"));
        assertThat(read.report().readings()).containsExactly(Reading.of(Metric.HEART_RATE, 72, NOW));
        assertThatThrownBy(() -> outcomes(bare, "ward/4/hr", "72")).hasMessageContaining("a topic of the template");
    }

    @Test
    void localTimesNeedTheZoneOfTheTemplate() {
        Template local = template(BAND.replace("numbersAre: seconds", "zone: Europe/Vienna"));
        Decoded.Read read = (Decoded.Read) outcomes(local, TOPIC, "{\"hr\":70,\"ts\":\"2026-03-01 09:59:58\"}")
                .get(0);
        assertThat(read.report().readings()).containsExactly(Reading.of(Metric.HEART_RATE, 70, MEASURED));
    }

    @Test
    void sparkplugAsJsonIsReadByItsNames() {
        List<Decoded> outcomes =
                outcomes(TemplateFile.shipped("sparkplug-json", ROOM), "spBv1.0/ward/DDATA/gateway-1/MON-3", """
                {"timestamp":1772355599500,"seq":7,"metrics":[
                  {"name":"Vitals/SpO2","timestamp":1772355598000,"dataType":"Float","value":96.0},
                  {"name":"MDC_PULS_OXIM_PULS_RATE","dataType":"Int32","value":71,
                   "properties":{"engUnit":{"type":"String","value":"bpm"}}},
                  {"name":"Vitals/Temperature","dataType":"Float","value":98.6,
                   "properties":{"engUnit":{"type":"String","value":"degF"}}},
                  {"name":"Vitals/EtCO2","dataType":"Float","is_null":true,"value":null},
                  {"name":"Device/Battery","dataType":"Int32","value":88},
                  {"name":"Vitals/Mood","dataType":"Int32","value":5}]}
                """);
        Decoded.Read read = (Decoded.Read) outcomes.get(0);
        Instant sent = Instant.ofEpochMilli(1772355599500L);
        assertThat(read.report().device().value()).isEqualTo("MON-3");
        assertThat(read.report().sentAt()).isEqualTo(sent);
        assertThat(read.report().readings())
                .containsExactly(
                        Reading.of(Metric.SPO2, 96, MEASURED),
                        Reading.of(Metric.PULSE_RATE, 71, sent),
                        Reading.of(Metric.TEMPERATURE, 37, sent));
        assertThat(read.report().absences()).extracting(Absence::metric).containsExactly(Metric.ETCO2);
        assertThat(read.refusals())
                .extracting(Refusal::reason)
                .containsExactly(RefusalReason.NO_VALUE, RefusalReason.NOT_A_READING, RefusalReason.UNKNOWN_CODE);
    }

    @Test
    void severalReportsComeInOneEnvelope() {
        List<Decoded> outcomes = outcomes(TemplateFile.shipped("iot-central", ROOM), null, """
                {"Body":[
                  {"deviceId":"A","enqueuedTime":"2026-03-01T08:59:58Z","telemetry":{"HeartRate":70}},
                  {"deviceId":"B","enqueuedTime":"2026-03-01T08:59:58Z","telemetry":{"KneeBend":7}},
                  {"enqueuedTime":"2026-03-01T08:59:58Z","telemetry":{"HeartRate":70}},
                  {"deviceId":"D","enqueuedTime":"2026-03-01T08:59:58.0000000Z","telemetry":{"HeartRate":72}}]}
                """);
        assertThat(outcomes).hasSize(4);
        assertThat(((Decoded.Read) outcomes.get(0)).report().device().value()).isEqualTo("A");
        assertThat(refusal(outcomes.get(1)).reason()).isEqualTo(RefusalReason.NOT_A_READING);
        assertThat(refusal(outcomes.get(2)).where()).isEqualTo("[2] @.deviceId");
        assertThat(((Decoded.Read) outcomes.get(3)).report().readings())
                .containsExactly(Reading.of(Metric.HEART_RATE, 72, MEASURED));
        assertThat(outcomes(
                        TemplateFile.shipped("iot-central", ROOM),
                        null,
                        "{\"deviceId\":\"A\",\"telemetry\":{\"BloodPressure\":{\"Systolic\":120,\"Diastolic\":80}}}"))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(((Decoded.Read) outcome).report().readings()).hasSize(2));
    }

    /** What is wrong with a template is said when the server starts, not when the first message comes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            title: Acme wristbands       | titel: x                    | unknown key titel; did you mean title?
            device: "ACME-{band}"        | place: "x"                  | Duplicate
            "$.hr", metric: heartRate    | "$.hr", metric: heartrate   | readings[0]: expected a metric such as spo2, got heartrate
            metric: heartRate, unit: /min | metric: heartRate, unit: Cel | readings[0]: expected a unit of heartRate
            metric: heartRate, unit: /min | metric: heartRate          | readings[0]: expected a unit for $.hr, for none is guessed
            metric: heartRate, unit: /min | metric: heartRate, unit: hops | readings[0]: expected a unit that becomes one of ours, got hops
            value: "$.hr"                | value: "$.hr[?("              | readings[0]: expected a JSONPath, got $.hr[?(
            value: "$.hr"                | value: "$..hr"              | readings[0]: expected a path to one value, got one to several: $..hr
            each: "$.more[*]"            | each: more                  | readings[2]: expected a path that begins with $ or @, got more
            place: "{bed}"               | place: "{chair}"            | expected names of levels of the topic acme/{bed}/{band}/vitals, got {chair}
            acme/{bed}/{band}/vitals     | acme/x{bed}/{band}          | topics[0]: expected whole levels such as {bed} or +
            acme/{bed}/{band}/vitals     | acme/{bed}/{bed}            | topics[0]: expected each name once
            chair: "3"                   | chair: "33"                 | places: expected a chair of the room, got 33
            metric: spo2, unit: "%"      | metric: spo2, unit: Cel     | codes[0]: expected a unit of spo2, got one of Cel
            sent: steps                  | sent: o2                    | codes[2]
            numbersAre: seconds          | zone: Nowhere/Land          | zone: expected a zone such as Europe/Vienna
            """)
    void aTemplateIsHeldToItsSchemaAndToItself(String good, String bad, String sentence) {
        assertThat(BAND).contains(good);
        assertThatThrownBy(() -> template(BAND.replace(good, bad)))
                .isInstanceOf(ConfigError.class)
                .hasMessageStartingWith("acme.yaml: ")
                .hasMessageContaining(sentence);
    }

    @Test
    void theExampleOfTheManualIsOne() throws IOException {
        String manual = Files.readString(Path.of("docs/devices.md"));
        int begin = manual.indexOf("id: acme-band");
        Template example = template(manual.substring(begin, manual.indexOf("```", begin)));
        Decoded.Read read = (Decoded.Read)
                outcomes(example, TOPIC, "{\"hr\":70,\"ts\":1772355598}").get(0);
        assertThat(read.report().readings()).containsExactly(Reading.of(Metric.HEART_RATE, 70, MEASURED));
    }

    @Test
    void everyTemplateThatShipsCanBeUsedAndTwoOfOneIdCannot() {
        assertThat(TemplateFile.all(TemplateFile.SHIPPED, Path.of(""), ROOM).all())
                .extracting(Template::id)
                .containsExactlyElementsOf(TemplateFile.SHIPPED);
        assertThatThrownBy(() -> TemplateFile.all(List.of("iot-hub", "iot-hub"), Path.of(""), ROOM))
                .hasMessageContaining("two templates have the id iot-hub");
    }
}
