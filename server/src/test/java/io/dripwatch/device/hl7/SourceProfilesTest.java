package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.Decoded;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.hl7.Acknowledgement.Verdict;
import io.dripwatch.device.hl7.SourceProfile.Acknowledging;
import io.dripwatch.device.hl7.SourceProfile.CodeAlias;
import io.dripwatch.device.hl7.SourceProfile.Codes;
import io.dripwatch.device.hl7.SourceProfile.DeviceFrom;
import io.dripwatch.device.hl7.SourceProfile.Names;
import io.dripwatch.device.hl7.SourceProfile.PatientFrom;
import io.dripwatch.device.hl7.SourceProfile.Recognition;
import io.dripwatch.device.hl7.SourceProfile.Role;
import io.dripwatch.device.hl7.SourceProfile.UnderX;
import io.dripwatch.device.hl7.SourceProfile.Values;
import io.dripwatch.device.hl7.SourceProfile.Wire;
import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Place;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Unit;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A family's habits are a file, not code: what each of them changes, and for whom. */
final class SourceProfilesTest {
    private static final Recognition ACME = new Recognition(List.of("acme"), Set.of(), null, false, false);
    private static final String SENT =
            "MSH|^~\\&|X|Acme Works|||20260102030400||ORU^R01|9|P|2.4\rPID|||7\rPV1||I|A^1^B\rOBR|1";

    private static SourceProfile profile(Wire wire, Values values, Codes codes, Names names) {
        return new SourceProfile("acme", "Acme", ACME, wire, values, codes, names);
    }

    private static Decoded decoded(SourceProfile profile, byte[] bytes) {
        OruDecoder decoder = new OruDecoder(new SourceProfiles(List.of(profile), ZoneOffset.UTC));
        return decoder.decode(Message.read(bytes, 0, bytes.length), Given.REMOTE, Given.NOW);
    }

    private static Decoded.Read read(SourceProfile profile, String... segments) {
        Decoded decoded = decoded(profile, String.join("\r", segments).getBytes(StandardCharsets.UTF_8));
        assertThat(decoded).isInstanceOf(Decoded.Read.class);
        return (Decoded.Read) decoded;
    }

    private static SourceProfile codes(CodeAlias... aliases) {
        Codes codes = new Codes(List.of(aliases), Map.of("grad", Conversion.none(Unit.CELSIUS)));
        return profile(Wire.USUAL, Values.USUAL, codes, Names.USUAL);
    }

    private static SourceProfile values(UnderX underX, Double... sentinels) {
        return profile(Wire.USUAL, new Values(underX, Set.of(sentinels), true, Set.of()), Codes.NONE, Names.USUAL);
    }

    private static SourceProfile names(DeviceFrom device, PatientFrom patient) {
        Names names = new Names(device, patient, Set.of("7"), Map.of("A^1^B", new Place("INFUSION", "", "3")));
        return profile(Wire.USUAL, Values.USUAL, Codes.NONE, names);
    }

    @Test
    void aFamilysOwnWordsCountOnlyFromItUnlessTheyAreUnmistakable() {
        SourceProfile acme = codes(
                new CodeAlias("55", "", "", Metric.PULSE_RATE, Conversion.none(Unit.PER_MINUTE)),
                new CodeAlias("56", "T*p", "99A", Metric.TEMPERATURE, null));
        String pulse = "OBX|1|NM|55^whatever||61";
        String temperature = "OBX|2|NM|56^Temp^99A||36.5|grad";
        Decoded.Read own = read(acme, SENT, pulse, temperature);
        assertThat(own.report().readings()).extracting(Reading::value).containsExactly(61.0, 36.5);
        Decoded.Read other = read(acme, Given.MSH, Given.OBR, Given.HR, pulse, temperature.replace("grad", "Cel"));
        assertThat(other.report().readings())
                .extracting(Reading::metric)
                .containsExactly(Metric.HEART_RATE, Metric.TEMPERATURE);
        assertThat(Given.reasons(other)).containsExactly(RefusalReason.UNKNOWN_CODE);
    }

    @Test
    void aContradictionIsResolvedOnlyByAProfileThatNamesBothSides() {
        String row = "OBX|1|NM|150456^MDC_PULS_RATE^MDC||61|/min";
        SourceProfile half = codes(new CodeAlias("", "MDC_PULS_RATE", "MDC", Metric.PULSE_RATE, null));
        assertThat(Given.reasons(read(half, SENT, row))).containsExactly(RefusalReason.CODE_NAME_MISMATCH);
        SourceProfile both = codes(new CodeAlias("150456", "MDC_PULS_RATE", "MDC", Metric.PULSE_RATE, null));
        assertThat(Given.only(read(both, SENT, row)).metric()).isEqualTo(Metric.PULSE_RATE);
    }

    @Test
    void whatXWithAValueMeansIsTheFamilys() {
        String row = "OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC||97|%|||||X";
        assertThat(read(values(UnderX.ABSENT), SENT, row).report().readings()).isEmpty();
        assertThat(Given.only(read(values(UnderX.VALUE), SENT, row)).standing()).isEqualTo(Reading.Standing.PLAIN);
        assertThat(Given.only(read(values(UnderX.QUESTIONABLE), SENT, row)).standing())
                .isEqualTo(Reading.Standing.QUESTIONABLE);
    }

    @Test
    void sentinelsAndMissingUnitsAreTheFamilys() {
        String row = "OBX|1|NM|150344^MDC_TEMP^MDC||36.5";
        assertThat(Given.reasons(read(values(UnderX.ABSENT, 36.5), SENT, row))).containsExactly(RefusalReason.SENTINEL);
        assertThat(Given.only(read(values(UnderX.ABSENT), SENT, row)).value()).isEqualTo(36.5);
        assertThat(Given.reasons(read(codes(), SENT, row))).containsExactly(RefusalReason.UNKNOWN_UNIT);
    }

    @Test
    void theClockIsTheFamilys() {
        Wire wire = new Wire(Role.SERVER, 0, Acknowledging.AS_ASKED, null, ZoneId.of("Asia/Shanghai"), null);
        SourceProfile acme = profile(wire, Values.USUAL, Codes.NONE, Names.USUAL);
        assertThat(Given.only(read(acme, SENT, Given.HR)).at()).isEqualTo(Instant.parse("2026-01-01T19:04:00Z"));
    }

    @Test
    void devicePatientAndPlaceAreTakenAsTheFamilySays() {
        String row = Given.HR + "|||||||DEV-1";
        DeviceReport usual = read(codes(), SENT, row).report();
        assertThat(usual.device().value()).isEqualTo("DEV-1");
        assertThat(usual.patient()).isNotNull();
        assertThat(usual.place()).isEqualTo(new Place("A", "1", "B"));
        DeviceReport sender = read(names(DeviceFrom.SENDER, PatientFrom.IDENTIFIER), SENT, row)
                .report();
        assertThat(sender.device().value()).isEqualTo("X/A^1^B");
        assertThat(sender.patient()).as("7 means nobody").isNull();
        assertThat(sender.place()).isEqualTo(new Place("INFUSION", "", "3"));
        DeviceReport address = read(names(DeviceFrom.ADDRESS, PatientFrom.NOWHERE), SENT.replace("|||7", "|||8"), row)
                .report();
        assertThat(address.device().value()).isEqualTo(Given.REMOTE);
        assertThat(address.patient()).isNull();
        String account = SENT.replace("PID|||7", "PID|||8|||||||||||||||V-9");
        assertThat(read(names(DeviceFrom.SYSTEM, PatientFrom.ACCOUNT), account, row)
                        .report()
                        .patient())
                .satisfies(patient -> assertThat(patient.id().value()).isEqualTo("V-9"));
    }

    @Test
    void lettersThatLookLikeSeparatorsAreLetters() {
        Wire wire = new Wire(Role.SERVER, 0, Acknowledging.AS_ASKED, Charset.forName("GBK"), null, null);
        SourceProfile acme = profile(wire, Values.USUAL, Codes.NONE, Names.USUAL);
        // In GBK their second bytes are | ^ \ ~ and }.
        String family = new String(
                new byte[] {
                    (byte) 0x85, 0x7C, (byte) 0x86, 0x5E, (byte) 0xD5, 0x5C, (byte) 0x90, 0x7E, (byte) 0x81, 0x7D
                },
                Charset.forName("GBK"));
        assertThat(family).hasSize(5).doesNotContain("|");
        String patient = SENT.replace("PID|||7", "PID|||7||" + family + "^" + family);
        byte[] assumed = (patient + "\r" + Given.HR).getBytes(Charset.forName("GBK"));
        byte[] declared = (patient.replace("|2.4", "|2.4||||||GBK").replace("Acme", "Other") + "\r" + Given.HR)
                .getBytes(Charset.forName("GBK"));
        for (byte[] bytes : List.of(assumed, declared)) {
            DeviceReport report = ((Decoded.Read) decoded(acme, bytes)).report();
            assertThat(report.patient()).satisfies(known -> {
                assertThat(known.family()).isEqualTo(family);
                assertThat(known.given()).isEqualTo(family);
            });
            assertThat(report.readings()).hasSize(1);
        }
    }

    @Test
    void anAnswerIsInTheCharacterSetOfTheQuestion() {
        Charset gbk = Charset.forName("GBK");
        byte[] bytes = "MSH|^~\\&|A|\u8AA0|||2026||ORU^R01|1|P|2.6||||||GBK".getBytes(gbk);
        byte[] answer =
                Acknowledgement.to(Message.read(bytes, 0, bytes.length)).frames(Verdict.KEPT, List.of(), 1, Given.NOW);
        assertThat(new String(answer, gbk)).contains("|A|\u8AA0|").contains("|GBK\r");
    }

    @Test
    void theCharacterSetsOfTheStandardAreKnown() {
        Map<String, String> sets =
                Map.of("8859/15", "ISO-8859-15", "GB 18030-2000", "GB18030", "BIG-5", "Big5", "KS X 1001", "EUC-KR");
        sets.forEach((declared, java) -> assertThat(CharacterSet.of(declared)).isEqualTo(Charset.forName(java)));
        assertThat(Charsets.of("UTF-16")).isNull();
        assertThat(Charsets.of("\u00e9\u00e9")).isNull();
        assertThat(Charsets.of("8859/99")).isNull();
    }

    @Test
    void theAnswerIsAsTheFamilyReadsIt() {
        Message message = Given.readable(Given.MSH);
        assertThat(answer(message, Acknowledging.AS_ASKED)).contains("MSA|CA");
        assertThat(answer(message, Acknowledging.ORIGINAL)).contains("MSA|AA").doesNotContain("CA|");
        assertThat(answer(Given.readable(SENT), Acknowledging.ENHANCED))
                .contains("MSA|CA")
                .doesNotContain("AA|");
        assertThat(answer(message, Acknowledging.NEVER)).isEmpty();
    }

    private static String answer(Message message, Acknowledging habit) {
        byte[] frames = Acknowledgement.to(message, habit).frames(Verdict.KEPT, List.of(), 1, Given.NOW);
        return new String(frames, StandardCharsets.UTF_8);
    }

    @Test
    void severalDevicesInOneMessageAreSeveralReports() {
        String spo2 = "OBX|9|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|2.1.1.1|91|%|||||R";
        String[] message = {
            Given.MSH,
            Given.OBR,
            "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||MON-1",
            "OBX|2||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|2.0.0.0|||||||X|||||||MON-2",
            Given.HR,
            spo2,
            spo2.replace("2.1.1.1|91", "1.1.1.1|98") + "|||||||SENSOR-1"
        };
        List<DeviceReport> reports = read(codes(), message).reports();
        assertThat(reports).extracting(report -> report.device().value()).containsExactly("MON-1", "MON-2");
        assertThat(Given.value(reports.get(0), Metric.SPO2)).isEqualTo(98);
        assertThat(Given.value(reports.get(0), Metric.HEART_RATE)).isEqualTo(72);
        assertThat(reports.get(1).readings()).extracting(Reading::value).containsExactly(91.0);
        assertThat(reports.get(1).readings().get(0).site()).isZero();
    }

    @Test
    void twoPatientsInOneMessageNeverMeet() {
        List<DeviceReport> reports = read(
                        codes(),
                        Given.MSH,
                        "PID|||ONE",
                        "PV1||I|W^^1",
                        Given.OBR,
                        Given.HR,
                        "PID|||TWO",
                        "PV1||I|W^^2",
                        Given.OBR,
                        Given.HR.replace("|72|", "|55|"))
                .reports();
        assertThat(reports)
                .extracting(report -> report.patient() == null
                        ? "nobody"
                        : report.patient().id().value())
                .containsExactly("ONE", "TWO");
        assertThat(reports)
                .extracting(DeviceReport::place)
                .containsExactly(new Place("W", "", "1"), new Place("W", "", "2"));
        assertThat(Given.value(reports.get(0), Metric.HEART_RATE)).isEqualTo(72);
        assertThat(Given.value(reports.get(1), Metric.HEART_RATE)).isEqualTo(55);
    }

    @Test
    void everyPumpInARackIsADeviceWhereTheFamilySaysSo() {
        String[] rack = {
            SENT,
            "OBX|1||70049^MDC_DEV_RACK_MDS^MDC|1.0.0.0|||||||X|||||||RACK",
            "OBX|2||70050^MDC_DEV_PUMP_INFUS_LVP_VMD^MDC|1.1.0.0|||||||X|||||||PUMP-A",
            "OBX|3||70050^MDC_DEV_PUMP_INFUS_LVP_VMD^MDC|1.2.0.0|||||||X|||||||PUMP-B",
            "OBX|4|NM|157784^MDC_FLOW_FLUID_PUMP^MDC|1.1.1.1|10|mL/h",
            "OBX|5|NM|157784^MDC_FLOW_FLUID_PUMP^MDC|1.2.1.1|20|mL/h"
        };
        assertThat(read(codes(), rack).reports()).hasSize(1);
        List<DeviceReport> modules = read(names(DeviceFrom.MODULE, PatientFrom.IDENTIFIER), rack).reports().stream()
                .filter(report -> !report.readings().isEmpty())
                .toList();
        assertThat(modules).extracting(report -> report.device().value()).containsExactly("PUMP-A", "PUMP-B");
        assertThat(Given.value(modules.get(1), Metric.PUMP_RATE)).isEqualTo(20);
    }
}
