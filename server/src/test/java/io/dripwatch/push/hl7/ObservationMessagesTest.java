package io.dripwatch.push.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.v26.group.ORU_R01_OBSERVATION;
import ca.uhn.hl7v2.model.v26.group.ORU_R01_ORDER_OBSERVATION;
import ca.uhn.hl7v2.model.v26.message.ORU_R01;
import ca.uhn.hl7v2.model.v26.segment.OBX;
import ca.uhn.hl7v2.parser.CanonicalModelClassFactory;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.hl7.ReadMessage;
import io.dripwatch.push.Measurement;
import io.dripwatch.push.Whom;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.Place;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Reading.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written is read back as the same readings, by our own decoder and by HAPI HL7 v2, which others wrote. */
final class ObservationMessagesTest {
    private static final int ROUNDS = 400;
    private static final long FIRST_SEED = Long.getLong("dripwatch.push.seed", 1);

    private final ObservationMessages messages = new ObservationMessages(GivenNews.SENDER);
    private final HapiContext hapi = new DefaultHapiContext(new CanonicalModelClassFactory("2.6"));

    ObservationMessagesTest() {
        hapi.setValidationContext(ValidationContextFactory.noValidation());
    }

    @Test
    void aSaturationStandsInOneMessageWithAllThatIsKnownOfIt() {
        Outgoing message =
                only(List.of(GivenNews.measured(GivenNews.SAM, "MON-7", GivenNews.reading(Metric.SPO2, 97.5))));

        assertThat(message.text().split("\r", -1))
                .containsExactly(
                        "MSH|^~\\&|DRIPWATCH|room-3|EHR|HOSPITAL|20260301120000.290+0000||ORU^R01^ORU_R01|"
                                + message.id()
                                + "|P|2.6|||AL|NE||UNICODE UTF-8|||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO",
                        "PID|||SYN-1^^^DRIPSIM^PI||Synthetic^Sam^^^^^L||19700102|O",
                        "PV1||O|INFUSION^^4||||||||||||||||17^^^room-3^VN",
                        "OBR|1||7.spo2.0.1772366400250^room-3|182777000^monitoring of patient^SCT|||20260301120000.250+0000",
                        "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||MON-7",
                        "OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.2.1.19384|97.5"
                                + "|262688^MDC_DIM_PERCENT^MDC^%^%^UCUM|||||F|||20260301120000.250+0000"
                                + "|||||||7.spo2.0.1772366400250^room-3",
                        "");
        assertThat(message.id()).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void theSameNewsAreTheSameMessageAndOtherNewsAnother() {
        Measurement saturation = GivenNews.measured(GivenNews.SAM, "MON-7", GivenNews.reading(Metric.SPO2, 97));
        Measurement lower = GivenNews.measured(GivenNews.SAM, "MON-7", GivenNews.reading(Metric.SPO2, 96));

        assertThat(only(List.of(saturation))).isEqualTo(only(List.of(saturation)));
        assertThat(only(List.of(saturation)).id())
                .isNotEqualTo(only(List.of(lower)).id());
    }

    @Test
    void whatADeviceTookBackIsWrongAndWhatItCorrectedIsACorrection() {
        assertThat(statusOf(Standing.PLAIN)).isEqualTo("F");
        assertThat(statusOf(Standing.CORRECTED)).isEqualTo("C");
        assertThat(statusOf(Standing.ENTERED_IN_ERROR)).isEqualTo("W");
    }

    private String statusOf(Standing standing) {
        Reading reading = new Reading(Metric.SPO2, 0, 97, GivenNews.NOON, standing);
        String row = only(List.of(GivenNews.measured(GivenNews.SAM, "MON-7", reading)))
                .text()
                .lines()
                .filter(line -> line.startsWith("OBX|2"))
                .findFirst()
                .orElseThrow();
        return row.split("\\|", -1)[11];
    }

    @Test
    void ourOwnDecoderReadsTheSameReadingsOfTheSamePatientsAndDevices() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed++) {
            List<Measurement> given = GivenNews.random(new Random(seed));
            Set<String> read = new TreeSet<>();
            for (Outgoing message : messages.of(given)) {
                Decoded decoded = ReadMessage.of(message.text(), GivenNews.NOON);
                assertThat(decoded).as("seed %d%n%s", seed, message.text()).isInstanceOf(Decoded.Read.class);
                ((Decoded.Read) decoded).reports().forEach(report -> read.addAll(lines(report)));
                assertThat(((Decoded.Read) decoded).refusals())
                        .as("seed %d%n%s", seed, message.text())
                        .allMatch(refusal -> refusal.detail().equals("a row of the device itself"));
            }
            assertThat(read).as("seed %d", seed).isEqualTo(lines(given));
        }
    }

    private static Set<String> lines(DeviceReport report) {
        Set<String> lines = new TreeSet<>();
        for (Reading reading : report.readings()) {
            lines.add(line(report.device().value(), report.patient(), report.place(), reading, reading.site()));
        }
        return lines;
    }

    /** A decoder counts the sensors of a message: a lone second one is its first. */
    private static Set<String> lines(List<Measurement> given) {
        Set<String> lines = new TreeSet<>();
        Map<Object, List<Integer>> sites = new HashMap<>();
        given.forEach(measured -> measured.readings()
                .forEach(reading -> sites.computeIfAbsent(channel(measured, reading), unused -> new ArrayList<>())
                        .add(reading.site())));
        sites.values().forEach(list -> list.sort(Comparator.naturalOrder()));
        for (Measurement measured : given) {
            for (Reading reading : measured.readings()) {
                int rank = sites.getOrDefault(channel(measured, reading), List.of())
                        .indexOf(reading.site());
                Whom.Visit visit = measured.whom().visit();
                Place place = visit == null
                        ? null
                        : new Place("INFUSION", "", visit.chair().value());
                lines.add(line(measured.device().value(), measured.whom().patient(), place, reading, rank));
            }
        }
        return lines;
    }

    private static Object channel(Measurement measured, Reading reading) {
        boolean training = reading.standing() == Standing.TRAINING;
        return List.of(measured.whom(), measured.device(), training, reading.metric(), reading.at());
    }

    private static String line(
            String device, @Nullable Patient patient, @Nullable Place place, Reading reading, int site) {
        String whose = patient == null
                ? "nobody"
                : String.join(
                        "/",
                        patient.id().authority(),
                        patient.id().value(),
                        patient.family(),
                        patient.given(),
                        String.valueOf(patient.birthDate()),
                        patient.sex().name());
        return String.join(
                " ",
                device,
                whose,
                place == null ? "-" : place.text(),
                reading.metric().id(),
                Integer.toString(site),
                Double.toString(reading.value()),
                reading.at().toString(),
                reading.standing().name());
    }

    @Test
    void hapiReadsTheSameNumbersUnderIdsThatAreUnique() throws HL7Exception {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed++) {
            List<Measurement> given = GivenNews.random(new Random(seed));
            List<String> read = new ArrayList<>();
            for (Outgoing message : messages.of(given)) {
                ORU_R01 parsed = (ORU_R01) hapi.getPipeParser().parse(message.text());
                assertThat(parsed.getMSH().getMessageControlID().getValue()).isEqualTo(message.id());
                Set<String> places = new HashSet<>();
                for (ORU_R01_ORDER_OBSERVATION order :
                        parsed.getPATIENT_RESULT().getORDER_OBSERVATIONAll()) {
                    places.clear();
                    for (ORU_R01_OBSERVATION observation : order.getOBSERVATIONAll()) {
                        OBX row = observation.getOBX();
                        assertThat(places.add(row.getObservationSubID().getValue()))
                                .as("seed %d: OBX-4 is unique below its OBR%n%s", seed, message.text())
                                .isTrue();
                        if ("NM".equals(row.getValueType().getValue())) {
                            read.add(row.getObservationInstanceIdentifier()
                                            .getEntityIdentifier()
                                            .getValue() + "="
                                    + row.getObservationValue(0).encode());
                        }
                    }
                }
            }
            List<String> expected = given.stream()
                    .flatMap(measured -> measured.readings().stream()
                            .map(reading -> measured.observation()
                                    + (measured.readings().size() > 1
                                            ? "/" + reading.metric().id()
                                            : "")
                                    + "=" + Terms.number(reading.value())))
                    .toList();
            assertThat(read)
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(expected)
                    .doesNotHaveDuplicates();
        }
    }

    private Outgoing only(List<Measurement> measurements) {
        List<Outgoing> all = messages.of(measurements);
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
