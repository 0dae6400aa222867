package io.dripwatch.device.hl7;

import static io.dripwatch.device.hl7.Given.HR;
import static io.dripwatch.device.hl7.Given.MSH;
import static io.dripwatch.device.hl7.Given.OBR;
import static io.dripwatch.device.hl7.Given.SPO2;
import static io.dripwatch.device.hl7.Given.TEMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Withdrawal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RowsTest {

    private static Metric metricOf(String code) {
        String unit =
                code.contains("TEMP") ? "Cel" : code.contains("PRESS") || code.contains("CO2_ET") ? "mmHg" : "/min";
        String value = code.contains("TEMP") ? "37" : "60";
        return Given.only(Given.row("OBX|1|NM|" + code + "|1.1.1.1|" + value + "|" + unit + "|||||R"))
                .metric();
    }

    private static RefusalReason reasonFor(String obx) {
        Decoded.Read read = Given.read(MSH, OBR, "OBX|9||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0", obx);
        assertThat(read.report().readings()).isEmpty();
        assertThat(read.refusals()).hasSize(2);
        return read.refusals().get(1).reason();
    }

    private static void assertAbsent(String obx, Metric metric, Absence.Reason reason, RefusalReason refusal) {
        Decoded.Read read = Given.row(obx);
        assertThat(read.report().readings()).isEmpty();
        assertThat(read.report().absences()).singleElement().satisfies(absence -> {
            assertThat(absence.metric()).isEqualTo(metric);
            assertThat(absence.reason()).isEqualTo(reason);
        });
        assertThat(Given.reasons(read)).containsExactly(refusal);
    }

    @Test
    void theNameCountsBeforeTheNumber() {
        assertThat(metricOf("147842^MDC_ECG_CARD_BEAT_RATE^MDC")).isEqualTo(Metric.HEART_RATE);
        assertThat(metricOf("0^MDC_ECG_HEART_RATE^MDC")).isEqualTo(Metric.HEART_RATE);
        assertThat(metricOf("^MDC_ECG_HEART_RATE^MDC")).isEqualTo(Metric.HEART_RATE);
        assertThat(metricOf("MDC_ECG_HEART_RATE")).isEqualTo(Metric.HEART_RATE);
        assertThat(metricOf("tt-0005-05^MDC_PRESS_BLD_NONINV_SYS^MDC^^")).isEqualTo(Metric.NIBP_SYS);
        assertThat(metricOf("150031^MDC_PRESS_CUFF_SYS^MDC")).isEqualTo(Metric.NIBP_SYS);
        assertThat(metricOf("149522^MDC_PULS_RATE^MDC")).isEqualTo(Metric.PULSE_RATE);
        assertThat(metricOf("HR^Heart rate^L^147842^MDC_ECG_HEART_RATE^MDC")).isEqualTo(Metric.HEART_RATE);
    }

    @Test
    void aNumberAloneCountsWhenItSaysWhoseItIs() {
        assertThat(metricOf("151562^^MDC")).isEqualTo(Metric.RESP_RATE);
        assertThat(metricOf("151594^Resp^MDC")).isEqualTo(Metric.RESP_RATE);
        assertThat(reasonFor("OBX|1|NM|151562|1|16|/min|||||R")).isEqualTo(RefusalReason.UNKNOWN_CODE);
        assertThat(reasonFor("OBX|1|NM|151562^x^99LOCAL|1|16|/min|||||R")).isEqualTo(RefusalReason.UNKNOWN_CODE);
    }

    @Test
    void loincAndAliasesAreKnown() {
        assertThat(metricOf("8867-4^Heart rate^LN")).isEqualTo(Metric.HEART_RATE);
        assertThat(metricOf("150033^MDC_PRESS_BLD_ART_SYS^MDC")).isEqualTo(Metric.ABP_SYS);
        assertThat(metricOf("151728^MDC_AWAY_CO2_ET^MDC")).isEqualTo(Metric.ETCO2);
        assertThat(metricOf("151928^MDC_VENT_AWAY_CO2_ET^MDC")).isEqualTo(Metric.ETCO2);
        assertThat(metricOf("188496^MDC_TEMP_AXIL^MDC")).isEqualTo(Metric.TEMPERATURE);
        assertThat(metricOf("149514^MDC_PULS_RATE^MDC")).isEqualTo(Metric.PULSE_RATE);
    }

    @Test
    void aRowThatContradictsItselfIsNobodysVitalSign() {
        assertThat(reasonFor(HR.replace("147842", "150456"))).isEqualTo(RefusalReason.CODE_NAME_MISMATCH);
        assertThat(reasonFor("OBX|1|NM|150456^MDC_SOMETHING_ELSE^MDC|1|98|%|||||R"))
                .isEqualTo(RefusalReason.CODE_NAME_MISMATCH);
        assertThat(reasonFor("OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC^8867-4^Heart rate^LN|1|98|%|||||R"))
                .isEqualTo(RefusalReason.CODE_NAME_MISMATCH);
    }

    @Test
    void whatIsNotForUsIsCountedAndNoFault() {
        assertThat(reasonFor("OBX|1|NM|150448^MDC_PULS_OXIM_PERF_REL^MDC|1|3.9|262656^MDC_DIM_DIMLESS^MDC|||||R"))
                .isEqualTo(RefusalReason.UNKNOWN_CODE);
        assertThat(reasonFor("OBX|1|NA|131329^MDC_ECG_ELEC_POTL_I^MDC|1|80^88^92"))
                .isEqualTo(RefusalReason.NOT_A_READING);
        assertThat(reasonFor("OBX|1|NM|0^MDC_ATTR_SAMP_RATE^MDC|1|500|264640^MDC_DIM_HZ^MDC"))
                .isEqualTo(RefusalReason.NOT_A_READING);
        assertThat(reasonFor("OBX|1|ST|184327^MDC_ECG_STAT_RHY^MDC|1|MDC_ECG_SINUS_RHY||||||R"))
                .isEqualTo(RefusalReason.NOT_A_READING);
        assertThat(reasonFor("OBX|1|NA|147842^MDC_ECG_HEART_RATE^MDC|1|80^88^92|/min"))
                .isEqualTo(RefusalReason.NOT_A_READING);
        assertThat(reasonFor("OBX|1|NM|68063^MDC_ATTR_PT_WEIGHT^MDC|1|82.0|kg|||||R"))
                .isEqualTo(RefusalReason.NOT_A_READING);
    }

    @Test
    void unitsComeInManyWords() {
        for (String unit : List.of(
                "266016^MDC_DIM_MMHG^MDC",
                "mm[Hg]^mm[Hg]^UCUM",
                "mmHg",
                "MDC_DIM_MMHG",
                "mmHg^Unit",
                "0004-0f20^mmHg^MDIL",
                "^MDC_DIM_MMHG^MDC",
                "mm[Hg]^mm[Hg]^UCUM^266016^MDC_DIM_MMHG^MDC",
                "266016^^MDC",
                "1234^mm[Hg]^UCUM")) {
            String row = "OBX|1|NM|150037^MDC_PRESS_BLD_ART_ABP_SYS^MDC|1|120|" + unit + "|||||R";
            assertThat(Given.only(Given.row(row)).value()).as(unit).isEqualTo(120);
        }
    }

    @Test
    void otherUnitsAreConverted() {
        assertThat(Given.only(Given.row(TEMP.replace("36.6|268192^MDC_DIM_DEGC", "98.6|266560^MDC_DIM_FAHR")))
                        .value())
                .isEqualTo(37.0);
        assertThat(Given.only(Given.row("OBX|1|NM|151708^MDC_CONC_AWAY_CO2_ET^MDC|1|5.0|kPa|||||R"))
                        .value())
                .isEqualTo(37.503);
    }

    @Test
    void anUnknownMissingOrContradictoryUnitIsNeverGuessed() {
        for (String unit : List.of(
                "",
                "\"\"",
                "furlong",
                "266048^MDC_DIM_CM_H2O^MDC",
                "262688^MDC_DIM_PERCENT^MDC",
                "268192^MDC_DIM_DEGC^MDC^[degF]^[degF]^UCUM",
                "268192^MDC_DIM_FAHR^MDC",
                "266048^MDC_DIM_CM_H2O^MDC^Cel^Cel^UCUM")) {
            Decoded.Read read = Given.read(MSH, OBR, HR, TEMP.replace("268192^MDC_DIM_DEGC^MDC", unit));
            assertThat(Given.reasons(read)).as(unit).containsExactly(RefusalReason.UNKNOWN_UNIT);
        }
    }

    @Test
    void aMessageWithoutAnyUnitIsReadWhereOnlyOneUnitExists() {
        Decoded.Read read = Given.read(
                MSH,
                OBR,
                HR.replace("264864^MDC_DIM_BEAT_PER_MIN^MDC", ""),
                TEMP.replace("268192^MDC_DIM_DEGC^MDC", ""));
        assertThat(Given.only(read).metric()).isEqualTo(Metric.HEART_RATE);
        assertThat(Given.reasons(read)).containsExactly(RefusalReason.UNKNOWN_UNIT);
    }

    @Test
    void anEmptyValueIsAnAbsenceAndNoFault() {
        assertAbsent(SPO2.replace("|98|", "||"), Metric.SPO2, Absence.Reason.UNAVAILABLE, RefusalReason.NO_VALUE);
        assertAbsent(SPO2.replace("|98|", "|\"\"|"), Metric.SPO2, Absence.Reason.UNAVAILABLE, RefusalReason.NO_VALUE);
    }

    @Test
    void marksForNoValueAreNotNumbers() {
        for (String mark : List.of("-100", "-100.00", "-999", "-99.9", "8388607")) {
            assertAbsent(
                    SPO2.replace("|98|", "|" + mark + "|"),
                    Metric.SPO2,
                    Absence.Reason.UNAVAILABLE,
                    RefusalReason.SENTINEL);
        }
    }

    @Test
    void aNumberMayStandWithoutATypeAndBlanksDoNotHurt() {
        assertThat(Given.only(Given.row(SPO2.replace("|NM|", "||"))).value()).isEqualTo(98);
        assertThat(Given.only(Given.row(SPO2.replace("|98|", "| 98 |"))).value())
                .isEqualTo(98);
        assertThat(Given.only(Given.row(SPO2.replace("|NM|", "|ST|"))).value()).isEqualTo(98);
    }

    @Test
    void whatIsNoNumberOrCannotBeIsAFault() {
        Refusal refusal =
                Given.row(SPO2.replace("|98|", "|Mia Muster|")).refusals().get(0);
        assertThat(refusal.reason()).isEqualTo(RefusalReason.NOT_NUMERIC);
        assertThat(refusal.where()).isEqualTo("OBX[1]-5");
        assertThat(refusal.detail()).doesNotContain("Mia");
        assertThat(Given.reasons(Given.row(SPO2.replace("|98|", "|98~97|"))))
                .containsExactly(RefusalReason.NOT_NUMERIC);
        assertThat(Given.reasons(Given.row(TEMP.replace("36.6", "384.5")))).containsExactly(RefusalReason.IMPLAUSIBLE);
        assertThat(Given.reasons(Given.row(SPO2.replace("|98|", "|101|")))).containsExactly(RefusalReason.IMPLAUSIBLE);
    }

    private static String flagged(String flags) {
        return SPO2.replace("|||||R", "||" + flags + "|||R");
    }

    @Test
    void simulatedValuesAreNeverPatientData() {
        for (String flags : List.of("DEMO", "TEST", "H~PH~TEST", "INV~DEMO", "~~DEMO")) {
            Decoded.Read read = Given.row(flagged(flags));
            assertThat(read.report().readings()).as(flags).isEmpty();
            assertThat(read.report().absences()).as(flags).isEmpty();
            assertThat(Given.reasons(read)).as(flags).containsExactly(RefusalReason.DEMONSTRATION);
        }
    }

    @Test
    void theDevicesDoubtIsHeard() {
        assertAbsent(flagged("INV"), Metric.SPO2, Absence.Reason.INVALID, RefusalReason.INVALID_BY_DEVICE);
        assertAbsent(flagged("OFF"), Metric.SPO2, Absence.Reason.SENSOR_OFF, RefusalReason.INVALID_BY_DEVICE);
        for (String flag : List.of("NAV", "NI", "NA", "MSK", "OTH", "BUSY", "NAN", "PINF", "NINF", "CAL", "L~NAV")) {
            assertAbsent(flagged(flag), Metric.SPO2, Absence.Reason.UNAVAILABLE, RefusalReason.INVALID_BY_DEVICE);
        }
        String cuff = "OBX|4|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.4.1.1||266016^MDC_DIM_MMHG^MDC||BUSY|||R";
        assertAbsent(cuff, Metric.NIBP_SYS, Absence.Reason.MEASURING, RefusalReason.INVALID_BY_DEVICE);
        assertThat(Given.only(Given.row(flagged("EARLY~QUES"))).standing()).isEqualTo(Reading.Standing.QUESTIONABLE);
        assertThat(Given.only(Given.row(flagged("L~PM~SP"))).standing()).isEqualTo(Reading.Standing.PLAIN);
    }

    private static String status(String status) {
        return SPO2.replace("|||||R", "|||||" + status);
    }

    @Test
    void aRowThatIsTakenBackNeedsNoValue() {
        Instant at = Given.only(Given.row(SPO2)).at();
        for (String status : List.of("D", "W")) {
            Decoded.Read read = Given.row(status(status).replace("|98|", "||"));
            assertThat(read.refusals()).as(status).isEmpty();
            assertThat(read.report().readings()).isEmpty();
            assertThat(read.report().absences()).isEmpty();
            assertThat(read.report().withdrawn()).containsExactly(new Withdrawal(Metric.SPO2, 0, at));
        }
        Decoded.Read corrected = Given.row(status("C").replace("|98|", "||"));
        assertThat(corrected.report().withdrawn()).isEmpty();
        assertThat(Given.reasons(corrected)).containsExactly(RefusalReason.NO_VALUE);
    }

    @Test
    void theStatusDecidesWhetherAValueCounts() {
        for (String status : List.of("F", "R", "P", "U", "")) {
            assertThat(Given.only(Given.row(status(status))).standing()).isEqualTo(Reading.Standing.PLAIN);
        }
        assertThat(Given.only(Given.row(status("C"))).standing()).isEqualTo(Reading.Standing.CORRECTED);
        assertThat(Given.only(Given.row(status("D"))).standing()).isEqualTo(Reading.Standing.ENTERED_IN_ERROR);
        assertThat(Given.only(Given.row(status("W"))).standing()).isEqualTo(Reading.Standing.ENTERED_IN_ERROR);
        for (String status : List.of("S", "I", "N", "O", "Z", "FF")) {
            Decoded.Read read = Given.row(status(status));
            assertThat(Given.reasons(read)).as(status).containsExactly(RefusalReason.STATUS);
            assertThat(read.report().absences()).isEmpty();
        }
        assertAbsent(status("X"), Metric.SPO2, Absence.Reason.UNAVAILABLE, RefusalReason.STATUS);
    }

    @Test
    void atPhilipsAValueUnderXIsAValueAndNoneIsNone() {
        String philips = "MSH|^~\\&|PAT_DEVICE_X|Philips|||20260102030400+0000||ORU^R01^ORU_R01|1|P|2.6";
        assertThat(Given.only(Given.read(philips, OBR, status("X"))).value()).isEqualTo(98);
        Decoded.Read read = Given.read(philips, OBR, status("X").replace("|98|", "||"));
        assertThat(read.report().absences()).hasSize(1);
        assertThat(read.report().readings()).isEmpty();
    }

    @Test
    void nobodyInTrainingWithdrawsARealReading() {
        Decoded.Read read = Given.read(MSH.replace("|P|", "|T|"), OBR, status("D"));
        assertThat(read.report().readings()).isEmpty();
        assertThat(Given.reasons(read)).containsExactly(RefusalReason.STATUS);
    }
}
