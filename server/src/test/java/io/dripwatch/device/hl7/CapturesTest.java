package io.dripwatch.device.hl7;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.device.Counters;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Numbers;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What we make of traffic that other people's devices really sent. Skipped where that traffic is not at hand. */
final class CapturesTest {
    private static final List<Outcome> OUTCOMES = new ArrayList<>();

    private record Outcome(String file, Decoded decoded, String answer) {
        List<Reading> readings() {
            return decoded instanceof Decoded.Read read ? read.report().readings() : List.of();
        }

        List<Refusal> refusals() {
            return decoded instanceof Decoded.Rejected rejected
                    ? List.of(rejected.refusal())
                    : ((Decoded.Read) decoded).refusals();
        }

        List<RefusalReason> reasons() {
            return refusals().stream().map(Refusal::reason).toList();
        }

        double value(Metric metric) {
            return readings().stream()
                    .filter(reading -> reading.metric() == metric)
                    .findFirst()
                    .orElseThrow()
                    .value();
        }

        @Override
        public String toString() {
            String values =
                    String.join(" ", readings().stream().map(Outcome::text).toList());
            TreeMap<RefusalReason, Long> counts =
                    new TreeMap<>(reasons().stream().collect(groupingBy(r -> r, counting())));
            return "%-52s | %-5s | %s | %s".formatted(file, answer, values, counts);
        }

        private static String text(Reading reading) {
            String site = reading.site() == 0 ? "" : "#" + reading.site();
            String standing = reading.standing() == Reading.Standing.PLAIN ? "" : "(" + reading.standing() + ")";
            return reading.metric().id() + site + "=" + Numbers.plain(reading.value()) + standing;
        }
    }

    @BeforeAll
    static void decodeEverything() throws IOException {
        Path captures = Path.of(System.getProperty("dripwatch.captures", "no-such-folder"));
        if (!Files.isDirectory(captures.resolve("hl7"))) {
            return;
        }
        for (String folder : List.of("hl7", "hl7_robustness")) {
            try (Stream<Path> files = Files.list(captures.resolve(folder))) {
                files.sorted().filter(file -> file.toString().contains(".hl7")).forEach(CapturesTest::decode);
            }
        }
        OUTCOMES.forEach(System.out::println);
    }

    /** Per test, so that each is shown as skipped. */
    @BeforeEach
    void haveCaptures() {
        assumeTrue(!OUTCOMES.isEmpty(), "no captured HL7 traffic: set dripwatch.captures to its folder");
    }

    private static void decode(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            MessageSplitter splitter = new MessageSplitter(bytes, 0, bytes.length);
            while (splitter.next()) {
                Message message = Message.read(bytes, splitter.start(), splitter.end());
                Decoded decoded = Given.decoder().decode(message, Given.REMOTE, Given.NOW);
                OUTCOMES.add(new Outcome(file.getFileName().toString(), decoded, answer(message, decoded)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + file, e);
        }
    }

    private static String answer(@Nullable Message message, Decoded decoded) {
        Reply reply = new Reply(Acknowledgement.to(message), new Counters());
        if (decoded instanceof Decoded.Read read) {
            reply.kept(read);
        } else if (decoded instanceof Decoded.Rejected rejected) {
            reply.rejected(rejected.refusal());
        }
        byte[] frames = reply.acknowledgement().frames(reply.verdict(), reply.faults(), 1, Given.NOW);
        List<String> codes = new ArrayList<>();
        for (String segment : new String(frames, StandardCharsets.ISO_8859_1).split("\r", -1)) {
            if (segment.startsWith("MSA")) {
                codes.add(segment.substring(4, 6));
            }
        }
        return String.join("+", codes);
    }

    private static Outcome of(String file) {
        return OUTCOMES.stream()
                .filter(outcome -> outcome.file.startsWith(file))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void philipsNumbersCountAlthoughTheirStatusIsX() {
        Outcome philips = of("ihe_tf2_pcd01_philips_periodic");
        assertThat(philips.answer).isEqualTo("CA");
        assertThat(philips.value(Metric.HEART_RATE)).isEqualTo(80);
        assertThat(philips.value(Metric.SPO2)).isEqualTo(99);
        assertThat(philips.value(Metric.RESP_RATE)).isEqualTo(30);
        assertThat(philips.value(Metric.NIBP_SYS)).isEqualTo(117);
        assertThat(philips.value(Metric.NIBP_DIA)).isEqualTo(82);
        assertThat(philips.value(Metric.NIBP_MEAN)).isEqualTo(90);
    }

    @Test
    void aDemonstrationLeavesNothing() {
        assertThat(of("mindray_vs900_demo").readings()).isEmpty();
        assertThat(of("mindraysim_vital").readings()).isEmpty();
        assertThat(of("mindray_vs900_demo").answer).isEqualTo("CA");
    }

    @Test
    void theNorthernMonitorKeepsWhatIsRealAndHearsOfTheRest() {
        Outcome northern = of("northern_minus100");
        assertThat(northern.answer).isEqualTo("AE");
        assertThat(northern.value(Metric.TEMPERATURE)).isEqualTo(38.5);
        assertThat(northern.value(Metric.NIBP_SYS)).isEqualTo(142);
        assertThat(northern.value(Metric.NIBP_MEAN)).isEqualTo(114);
        assertThat(northern.value(Metric.NIBP_DIA)).isEqualTo(100);
        assertThat(northern.readings()).hasSize(4);
        assertThat(northern.reasons())
                .containsExactly(RefusalReason.SENTINEL, RefusalReason.SENTINEL, RefusalReason.IMPLAUSIBLE);
    }

    @Test
    void twoOximetersStayTwo() {
        Outcome comen = of("comen_nc_monitor");
        assertThat(comen.readings().stream()
                        .filter(reading -> reading.metric() == Metric.SPO2)
                        .map(Reading::site))
                .containsExactly(0, 1);
    }

    @Test
    void linesWithoutEndsAreRefusedAndExplained() {
        assertThat(of("continua_primum").answer).isEqualTo("AE");
        assertThat(of("continua_primum").refusals().get(0).detail()).contains("glued");
        assertThat(of("ge_b125_literal").answer).isEqualTo("AE");
        assertThat(of("ge_b125_literal").refusals().get(0).detail()).contains("\\r");
    }

    @Test
    void aLostEscapeCharacterCostsNoVitalSign() {
        Outcome ge = of("ge_b1x5_bad_msh2");
        assertThat(ge.answer).isEqualTo("AA");
        assertThat(ge.value(Metric.HEART_RATE)).isEqualTo(121);
        assertThat(ge.value(Metric.ABP_MEAN)).isEqualTo(78);
        assertThat(ge.value(Metric.TEMPERATURE)).isEqualTo(39.4, within(1e-9));
        assertThat(ge.readings()).hasSize(7);
    }

    @Test
    void aStartedPumpIsAnEventWithItsRate() {
        Outcome pump = of("ihe_tf2_pcd10_delivery_start");
        assertThat(pump.answer).isEqualTo("CA");
        assertThat(pump.value(Metric.PUMP_RATE)).isEqualTo(15.4);
        Decoded.Read read = (Decoded.Read) pump.decoded;
        assertThat(read.report().pumpEvents()).singleElement().satisfies(event -> {
            assertThat(event.change()).isEqualTo(PumpEvent.Change.STARTED);
            assertThat(event.rateMlPerHour()).isEqualTo(15.4);
        });
        assertThat(read.report().device().value()).isEqualTo("E0002");
    }

    private static DeviceAlarm alarm(String file) {
        Outcome outcome = of(file);
        assertThat(outcome.answer).as(file).isIn("CA", "AA");
        return ((Decoded.Read) outcome.decoded).report().alarms().get(0);
    }

    @Test
    void anOcclusionBeginsAndEnds() {
        DeviceAlarm start = alarm("ihe_tf2_pcd04_bbraun_occlusion_start");
        DeviceAlarm end = alarm("ihe_tf2_pcd04_bbraun_occlusion_end");
        assertThat(start.code()).isEqualTo("MDC_EVT_FLUID_LINE_OCCL").isEqualTo(end.code());
        assertThat(start.text()).isEqualTo("Occlusion");
        assertThat(start.state()).isEqualTo(DeviceAlarm.State.ACTIVE);
        assertThat(end.state()).isEqualTo(DeviceAlarm.State.INACTIVE);
    }

    @Test
    void alarmsOfFiveVendorsAreUnderstood() {
        assertThat(alarm("ihe_tf2_pcd04_mindray_low_spo2_start"))
                .extracting(DeviceAlarm::text, DeviceAlarm::priority, DeviceAlarm::physiological)
                .containsExactly("Low SpO2", Priority.MEDIUM, true);
        assertThat(alarm("mindraysim_alarm_r40.rendered"))
                .extracting(DeviceAlarm::text, DeviceAlarm::priority, DeviceAlarm::physiological)
                .containsExactly("HR Too High", Priority.HIGH, true);
        assertThat(alarm("mindray_r40_lead_off"))
                .extracting(DeviceAlarm::code, DeviceAlarm::priority, DeviceAlarm::physiological)
                .containsExactly("MDC_EVT_LEAD_OFF", Priority.LOW, false);
        assertThat(alarm("ge_mural_r40"))
                .extracting(DeviceAlarm::code, DeviceAlarm::priority, DeviceAlarm::physiological)
                .containsExactly("HYPERTENSION-Alert Recheck BP", Priority.MEDIUM, false);
        assertThat(alarm("icumedical_plum360_r40").priority()).isNull();
        assertThat(alarm("ihe_tf2_pcd04_livedata_advisory").text()).isEqualTo("Timeout not documented");
    }

    @Test
    void laboratoryReportsAreNotAcceptedInSilence() {
        for (Outcome outcome : OUTCOMES) {
            if (outcome.file.contains("oru-r01.hl7")) {
                assertThat(outcome.answer).as(outcome.file).isIn("AE", "AA");
                assertThat(outcome.readings()).as(outcome.file).isEmpty();
            }
        }
        assertThat(of("cosyte_canonical__oru-r01.hl7").answer).isEqualTo("AE");
    }

    @Test
    void acknowledgementsAreNeverAnswered() {
        assertThat(of("ipf_valid-pcd01-response.hl7").answer).isEmpty();
        assertThat(of("ihe_tf2_pcd03_ack_ca").answer).isEmpty();
    }
}
