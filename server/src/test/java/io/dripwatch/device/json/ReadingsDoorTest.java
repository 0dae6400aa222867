package io.dripwatch.device.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.Counters;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.Speaker;
import io.dripwatch.device.hl7.RememberingIntake;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Messages of topics that have a template, and of others. */
final class ReadingsDoorTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final Template BAND = new Template(
            "band",
            "Bands",
            List.of(TopicFilter.of("band/{name}")),
            null,
            new Template.Who(Term.of("{name}"), null, Map.of(), null),
            new Template.When(null, null, Term.of("$.seq"), false, null),
            List.of(new Template.Row(null, Term.of("spo2"), Term.of("$.o2"), Term.of("%"), null)),
            new Template.Words(Map.of(), Map.of(), Set.of()));

    private final RememberingIntake intake = new RememberingIntake();
    private final Counters counters = new Counters();
    private Instant now = NOW;
    private final ReadingsDoor door = new ReadingsDoor(new Templates(List.of(BAND)), intake, counters, () -> now);

    private Outcome take(String topic, String message, Speaker speaker) {
        return door.take(message.getBytes(StandardCharsets.UTF_8), topic, speaker)
                .result();
    }

    @Test
    void thatADeviceCannotMeasureIsToldToTheRoomAndIsNoFault() {
        Outcome outcome = take("band/B7", "{\"o2\":null}", Speaker.UNKNOWN);
        assertThat(outcome.isUseless()).isFalse();
        assertThat(outcome.kept()).isZero();
        assertThat(intake.reports()).singleElement().satisfies(report -> assertThat(report.absences())
                .singleElement()
                .satisfies(absence -> assertThat(absence.metric()).isEqualTo(Metric.SPO2)));
        assertThat(counters.refusals()).containsOnly(Map.entry(RefusalReason.NO_VALUE, 1L));
    }

    @Test
    void aTopicWithoutATemplateIsInOurOwnShape() {
        assertThat(door.maps("band/B7")).isTrue();
        assertThat(door.maps("band/B7/more")).isFalse();
        assertThat(door.maps("bend/B7")).isFalse();
        assertThat(take("other", "{\"o2\":97}", Speaker.UNKNOWN).isUseless()).isTrue();
        String own = "{\"device\":\"B8\",\"readings\":[{\"metric\":\"spo2\",\"value\":97}]}";
        assertThat(take("other", own, Speaker.UNKNOWN).kept()).isEqualTo(1);
    }

    @Test
    void nobodySpeaksForAnotherThroughATopic() {
        Speaker other = new Speaker(new DeviceId("B8"), false);
        assertThat(take("band/B7", "{\"o2\":97}", other).refused())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(RefusalReason.OTHER_DEVICE));
        assertThat(intake.reports()).isEmpty();
    }

    @Test
    void aResendWithoutTimesIsKnownByItsNumberTopicAndBytes() {
        take("band/B7", "{\"seq\":1,\"o2\":97}", Speaker.UNKNOWN);
        now = NOW.plusSeconds(60);
        take("band/B7", "{\"seq\":1,\"o2\":97}", Speaker.UNKNOWN);
        take("band/B9", "{\"seq\":1,\"o2\":97}", Speaker.UNKNOWN);
        take("band/B7", "{\"seq\":2,\"o2\":97}", Speaker.UNKNOWN);
        assertThat(intake.reports())
                .extracting(report -> report.readings().get(0).at())
                .containsExactly(NOW, NOW, now, now);
    }
}
