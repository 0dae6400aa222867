package io.dripwatch.device.hl7;

import static io.dripwatch.device.hl7.Given.HR;
import static io.dripwatch.device.hl7.Given.MSH;
import static io.dripwatch.device.hl7.Given.OBR;
import static io.dripwatch.device.hl7.Given.SPO2;
import static io.dripwatch.device.hl7.Given.TEMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.Decoded;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.hl7.Acknowledgement.Verdict;
import io.dripwatch.vitals.DeviceLimit;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OruDecoderTest {

    @Test
    void anOrdinaryMessageBecomesAReport() {
        DeviceReport report = Given.report(MSH, OBR, HR, SPO2, TEMP);
        assertThat(Given.value(report, Metric.HEART_RATE)).isEqualTo(72);
        assertThat(Given.value(report, Metric.SPO2)).isEqualTo(98);
        assertThat(Given.value(report, Metric.TEMPERATURE)).isEqualTo(36.6);
        assertThat(report.readings()).allSatisfy(reading -> {
            assertThat(reading.at()).isEqualTo(Instant.parse("2026-01-02T03:03:00Z"));
            assertThat(reading.standing()).isEqualTo(Reading.Standing.PLAIN);
            assertThat(reading.site()).isZero();
        });
        assertThat(report.sentAt()).isEqualTo(Instant.parse("2026-01-02T03:04:00Z"));
        assertThat(report.receivedAt()).isEqualTo(Given.NOW);
    }

    /** Before 2.5 the type of a message has two parts, and before 2.3 a time of day has no fractions. */
    @ParameterizedTest
    @CsvSource({
        "2.2,ORU^R01",
        "2.3,ORU^R01",
        "2.3.1,ORU^R01",
        "2.4,ORU^R01",
        "2.5,ORU^R01^ORU_R01",
        "2.5.1,ORU^R01^ORU_R01",
        "2.6,ORU^R01^ORU_R01",
        "2.7,ORU^R01^ORU_R01",
        "2.7.1,ORU^R01^ORU_R01"
    })
    void everyVersionIsReadAndAnsweredInItself(String version, String type) {
        String header = MSH.replace("ORU^R01^ORU_R01", type).replace("|2.6|", "|" + version + "|");
        DeviceReport report = Given.report(header, OBR, HR, SPO2);
        assertThat(Given.value(report, Metric.HEART_RATE)).isEqualTo(72);
        assertThat(Given.value(report, Metric.SPO2)).isEqualTo(98);
        assertThat(new String(
                        Acknowledgement.to(Given.message(header)).frames(Verdict.KEPT, List.of(), 1, Given.NOW),
                        StandardCharsets.UTF_8))
                .contains("|P|" + version)
                .contains("\rMSA|CA|ID1");
    }

    @Test
    void aMonitorTellsWhereItsOwnAlarmsBegin() {
        assertThat(limitOf("50-120")).isEqualTo(new DeviceLimit(Metric.HEART_RATE, 50.0, 120.0));
        assertThat(limitOf(" 50 - 120 ")).isEqualTo(new DeviceLimit(Metric.HEART_RATE, 50.0, 120.0));
        assertThat(limitOf("50^120")).isEqualTo(new DeviceLimit(Metric.HEART_RATE, 50.0, 120.0));
        assertThat(limitOf("<120")).isEqualTo(new DeviceLimit(Metric.HEART_RATE, null, 120.0));
        assertThat(limitOf("> 50")).isEqualTo(new DeviceLimit(Metric.HEART_RATE, 50.0, null));
        assertThat(Given.report(MSH, OBR, HR, SPO2).limits()).isEmpty();
        String fahrenheit = TEMP.replace("36.6|268192^MDC_DIM_DEGC^MDC|", "98|266560^MDC_DIM_FAHR^MDC|95-104");
        assertThat(Given.report(MSH, OBR, fahrenheit).limits())
                .containsExactly(new DeviceLimit(Metric.TEMPERATURE, 35.0, 40.0));
    }

    @Test
    void limitsThatCannotBeReadLoseNothingElse() {
        for (String odd : List.of("normal", "120-50", "<", "95", "-", "50-x", "1e2-3")) {
            Decoded.Read read = Given.read(MSH, OBR, withLimits(odd));
            assertThat(read.report().limits()).as(odd).isEmpty();
            assertThat(Given.value(read.report(), Metric.HEART_RATE)).isEqualTo(72);
            assertThat(read.refusals()).as(odd).singleElement().satisfies(refusal -> {
                assertThat(refusal.where()).isEqualTo("OBX[1]-7");
                assertThat(refusal.detail()).contains("expected limits such as 50-120");
            });
        }
    }

    private static DeviceLimit limitOf(String range) {
        return Given.report(MSH, OBR, withLimits(range)).limits().get(0);
    }

    private static String withLimits(String range) {
        return HR.replace("MDC_DIM_BEAT_PER_MIN^MDC||", "MDC_DIM_BEAT_PER_MIN^MDC|" + range + "|");
    }

    @Test
    void theTypeDecidesAndTheProfileDoesNot() {
        assertThat(Given.report(MSH + "|||IHE_PCD_ACM_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.4.1^ISO", OBR, HR)
                        .readings())
                .hasSize(1);
        for (String type :
                List.of("ADT^A01", "ORA^R41", "ORM^R40", "RGV^O15", "RRG^O16", "ORM^O01", "QRY^R02", "ACK^R01")) {
            assertThat(Given.rejected(MSH.replace("ORU^R01^ORU_R01", type), OBR, HR)
                            .reason())
                    .as(type)
                    .isEqualTo(RefusalReason.UNSUPPORTED_TYPE);
        }
    }

    @Test
    void aHeaderOneFieldShortIsExplained() {
        assertThat(Given.rejected("MSH|^~\\&|TEST|||20260124||ORU^R01|1|P|2.6", OBR, HR)
                        .detail())
                .contains("MSH-8");
        assertThat(Given.rejected("MSH|^~\\&|TEST|||20260124||1|1|P|2.6", OBR, HR)
                        .detail())
                .doesNotContain("MSH-8");
    }

    @Test
    void aMessageForDebuggingLeavesNothingAndTrainingIsMarked() {
        assertThat(Given.rejected(MSH.replace("|P|", "|D|"), OBR, HR).reason()).isEqualTo(RefusalReason.DEBUGGING);
        assertThat(Given.only(Given.read(MSH.replace("|P|", "|T|"), OBR, HR)).standing())
                .isEqualTo(Reading.Standing.TRAINING);
        assertThat(Given.only(Given.read(MSH.replace("|P|", "|T|"), OBR, HR.replace("|||||R", "||QUES|||R")))
                        .standing())
                .isEqualTo(Reading.Standing.TRAINING);
    }

    @Test
    void aReportWithoutAnyRowIsMissingItsParts() {
        assertThat(Given.rejected(MSH, "PID|||1").reason()).isEqualTo(RefusalReason.MISSING_PART);
        assertThat(Given.rejected(MSH + "\\rPID|||1\\rOBR|1\\rOBX|1").detail()).contains("\\r");
        assertThat(Given.rejected(MSH + "PID|||1OBR|1|OBX|1|NM").detail()).contains("glued");
        assertThat(Given.report(MSH, OBR).readings()).isEmpty();
    }

    @Test
    void aLaboratoryReportIsRefusedAsAWhole() {
        String hgb = "OBX|1|NM|718-7^Hemoglobin^LN||14.2|g/dL|||||F";
        assertThat(Given.rejected(MSH, OBR, hgb, "OBX|2|TX|NOTE^Note||fine||||||F")
                        .reason())
                .isEqualTo(RefusalReason.UNKNOWN_CODE);
        assertThat(Given.read(MSH, OBR, hgb, HR).report().readings()).hasSize(1);
        assertThat(Given.read(MSH, OBR, "OBX|1|TX|NOTE^Note||fine||||||F").refusals())
                .hasSize(1);
    }

    @Test
    void timesComeFromTheRowElseTheRequestElseTheHeaderElseTheClock() {
        String late = HR + "|||20260102030100+0000";
        assertThat(Given.only(Given.read(MSH, OBR, late)).at()).isEqualTo(Instant.parse("2026-01-02T03:01:00Z"));
        assertThat(Given.only(Given.read(MSH, OBR, HR)).at()).isEqualTo(Instant.parse("2026-01-02T03:03:00Z"));
        assertThat(Given.only(Given.read(MSH, "OBR|1|||||||", HR)).at())
                .isEqualTo(Instant.parse("2026-01-02T03:04:00Z"));
        assertThat(Given.only(Given.read(MSH.replace("20260102030400+0000", ""), HR))
                        .at())
                .isEqualTo(Given.NOW);
    }

    @Test
    void everyRequestHasATimeOfItsOwn() {
        DeviceReport report = Given.report(MSH, OBR, HR, OBR.replace("0303", "0200"), SPO2, "OBR|3", TEMP);
        assertThat(report.readings())
                .extracting(Reading::at)
                .containsExactly(
                        Instant.parse("2026-01-02T03:03:00Z"),
                        Instant.parse("2026-01-02T02:00:00Z"),
                        Instant.parse("2026-01-02T03:04:00Z"));
    }

    @Test
    void aTimeWithoutAnOffsetIsOnTheClockOfTheHeaderElseOfTheSource() {
        String bare = HR + "|||20260102050000";
        assertThat(Given.only(Given.read(MSH, OBR, bare)).at()).isEqualTo(Instant.parse("2026-01-02T05:00:00Z"));
        assertThat(Given.only(Given.read(MSH.replace("+0000", "-0100"), OBR, bare))
                        .at())
                .isEqualTo(Instant.parse("2026-01-02T06:00:00Z"));
        assertThat(Given.only(Given.read(MSH.replace("+0000", ""), OBR, bare)).at())
                .isEqualTo(Instant.parse("2026-01-02T03:00:00Z"));
    }

    @Test
    void zerosAreNoTimeAndNonsenseIsAFault() {
        assertThat(Given.only(Given.row(HR + "|||00000000000000")).at())
                .isEqualTo(Instant.parse("2026-01-02T03:03:00Z"));
        assertThat(Given.reasons(Given.row(HR + "|||around noon"))).containsExactly(RefusalReason.BAD_TIME);
        assertThat(Given.reasons(Given.read(MSH, OBR.replace("20260102030300+0000", "soon"), HR)))
                .containsExactly(RefusalReason.BAD_TIME);
    }

    @Test
    void twoSensorsAreTwoSitesAndARepetitionIsNone() {
        String second = SPO2.replace("1.3.1.1", "1.3.2.1");
        List<Reading> readings =
                Given.report(MSH, OBR, SPO2, second, SPO2, HR, HR).readings();
        assertThat(readings).extracting(Reading::metric).containsExactly(Metric.SPO2, Metric.SPO2, Metric.HEART_RATE);
        assertThat(readings).extracting(Reading::site).containsExactly(0, 1, 0);
    }

    @Test
    void theSecondSensorStaysTheSecondWhenTheFirstFallsOff() {
        String off = SPO2.replace("|98|", "||");
        DeviceReport report = Given.report(MSH, OBR, off, SPO2.replace("1.3.1.1", "1.3.2.1"));
        assertThat(report.readings()).extracting(Reading::site).containsExactly(1);
        assertThat(report.absences()).isEmpty();
    }

    @Test
    void theSameMetricAtTwoTimesIsTwoReadings() {
        String cuff = "OBX|1|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.1.9.1|120|266016^MDC_DIM_MMHG^MDC|||||F|||";
        DeviceReport report = Given.report(
                MSH, OBR, cuff + "20260102030000+0000", cuff.replace("1.1.9", "1.1.8") + "20260102025000+0000");
        assertThat(report.readings()).extracting(Reading::site).containsExactly(0, 0);
        assertThat(report.readings()).extracting(Reading::at).doesNotHaveDuplicates();
    }

    @Test
    void twoValuesOfOneSensorAtOneTimeAreBothKept() {
        DeviceReport report = Given.report(MSH, OBR, HR, HR.replace("|72|", "|75|"), HR.replace("|72|", "|75|"));
        assertThat(report.readings()).extracting(Reading::value).contains(72.0, 75.0);
    }

    @Test
    void moreRowsThanAnyMonitorSendsAreRefused() {
        String[] segments = new String[Survey.MOST_ROWS + 3];
        java.util.Arrays.fill(segments, HR);
        segments[0] = MSH;
        assertThat(Given.rejected(segments).reason()).isEqualTo(RefusalReason.TOO_LARGE);
    }
}
