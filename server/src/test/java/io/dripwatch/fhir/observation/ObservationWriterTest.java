package io.dripwatch.fhir.observation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.fhir.rest.Coding;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading.Standing;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.junit.jupiter.api.Test;

final class ObservationWriterTest {

    @Test
    void hapiReadsAndWritesEveryObservationAlike() {
        for (Samples.Sample sample : Samples.all()) {
            String ours = Oracle.write(sample.lane(), sample.observed());
            String theirs = Oracle.again(ours);
            assertThat(Oracle.same(Oracle.tree(ours), Oracle.tree(theirs)))
                    .as("%s%nours   %s%ntheirs %s", sample, ours, theirs)
                    .isTrue();
        }
    }

    @Test
    void theOracleSeesADifference() {
        String ours = Oracle.write(
                Samples.lane(Group.NIBP, "MON"), Samples.observed(Group.NIBP, 3, Samples.NOON, Standing.PLAIN));
        JsonNode tree = Oracle.tree(ours);

        assertThat(Oracle.same(tree, Oracle.tree(ours.replace("128", "128.0")))).isTrue();
        assertThat(Oracle.same(tree, Oracle.tree(ours.replace("128", "128.1")))).isFalse();
    }

    @Test
    void decimalsKeepEveryDigitAndTimesTheirMilliseconds() {
        Observation temperature = written(Group.of(Metric.TEMPERATURE), 1, Standing.PLAIN);

        assertThat(temperature.getValueQuantity().getValueElement().getValueAsString())
                .isEqualTo("37.25");
        assertThat(temperature.getEffectiveDateTimeType().getValueAsString()).isEqualTo("2026-03-01T12:00:00.250Z");
        assertThat(temperature.getMeta().getLastUpdatedElement().getValueAsString())
                .isEqualTo("2026-03-01T12:00:00.255Z");
        assertThat(temperature.getSubject().getReference()).isEqualTo("Patient/42");
        assertThat(temperature.getIdElement().getIdPart()).isEqualTo("7.temperature.0." + Samples.NOON);
    }

    @Test
    void aLonePressureKeepsItsPanelAndSaysWhatIsUnknown() {
        Observation panel = written(Group.NIBP, Kind.SYS, Standing.PLAIN);

        assertThat(panel.getCode().getCodingFirstRep().getCode()).isEqualTo("85354-9");
        assertThat(panel.getComponent()).hasSize(2);
        assertThat(panel.getComponent().get(0).getValueQuantity().getValue()).isEqualByComparingTo("128");
        assertThat(panel.getComponent()
                        .get(1)
                        .getDataAbsentReason()
                        .getCodingFirstRep()
                        .getCode())
                .isEqualTo("unknown");
    }

    @Test
    void aLoneMeanStandsForItself() {
        Observation mean = written(Group.ABP, Kind.MEAN, Standing.PLAIN);

        assertThat(mean.getCode().getCoding()).extracting(c -> c.getCode()).containsExactly("8478-0", "150039");
        assertThat(mean.getValueQuantity().getValue()).isEqualByComparingTo("90");
        assertThat(mean.hasComponent()).isFalse();
    }

    @Test
    void aWithdrawnPartIsMissingFromACorrectedPanel() {
        Observation panel = written(Group.NIBP, 7, Standing.PLAIN, Standing.ENTERED_IN_ERROR, Standing.PLAIN);

        assertThat(panel.getStatus()).isEqualTo(ObservationStatus.CORRECTED);
        assertThat(panel.getComponent().get(1).hasValue()).isFalse();
        assertThat(panel.getComponent()
                        .get(1)
                        .getDataAbsentReason()
                        .getCodingFirstRep()
                        .getCode())
                .isEqualTo("error");
    }

    @Test
    void standingsBecomeStatusAndMarks() {
        Group spo2 = Group.of(Metric.SPO2);

        assertThat(written(spo2, 1, Standing.PLAIN).getStatus()).isEqualTo(ObservationStatus.FINAL);
        assertThat(written(spo2, 1, Standing.CORRECTED).getStatus()).isEqualTo(ObservationStatus.CORRECTED);
        assertThat(written(spo2, 1, Standing.ENTERED_IN_ERROR).getStatus()).isEqualTo(ObservationStatus.ENTEREDINERROR);
        assertThat(written(spo2, 1, Standing.TRAINING)
                        .getMeta()
                        .getSecurityFirstRep()
                        .getCode())
                .isEqualTo("HTEST");
        assertThat(written(spo2, 1, Standing.QUESTIONABLE)
                        .getInterpretationFirstRep()
                        .getText())
                .isEqualTo("Questionable");
        assertThat(written(spo2, 1, Standing.QUESTIONABLE).getStatus()).isEqualTo(ObservationStatus.FINAL);
    }

    @Test
    void onlyVitalSignsOfUsCoreCallThemselvesSo() {
        List<String> others = new ArrayList<>();
        for (Group group : Group.all()) {
            Observation observation = written(group, 1, Standing.PLAIN);
            if (!observation.getCategoryFirstRep().getCodingFirstRep().getCode().equals("vital-signs")) {
                assertThat(observation.getMeta().hasProfile()).isFalse();
                assertThat(observation.getCode().getCoding())
                        .allMatch(coding -> coding.getSystem().equals(Coding.MDC));
                others.add(group.id());
            }
        }
        assertThat(others)
                .containsExactly(
                        "etco2",
                        "pumpRate",
                        "volumeInfused",
                        "volumeToBeInfused",
                        "volumeRemaining",
                        "drugConcentration",
                        "pumpWeight");
    }

    private static Observation written(Group group, int parts, Standing... standings) {
        String json = Oracle.write(Samples.lane(group, "MON"), Samples.observed(group, parts, Samples.NOON, standings));
        return Oracle.CONTEXT.newJsonParser().parseResource(Observation.class, json);
    }
}
