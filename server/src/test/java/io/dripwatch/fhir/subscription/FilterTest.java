package io.dripwatch.fhir.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.fhir.news.Item;
import io.dripwatch.fhir.news.Mark;
import io.dripwatch.fhir.observation.Kind;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Token;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which items a subscriber wants; what nobody could follow is refused by name. */
final class FilterTest {
    private static final Kind HEART_RATE = Kind.all().stream()
            .filter(kind -> kind.carries(Token.parse("8867-4")))
            .findFirst()
            .orElseThrow();
    private static final Item PULSE = new Item(
            Mark.BEGINNING, Item.Topic.VITALS, "1.heartRate.0.5", 12, 84L, Instant.EPOCH, HEART_RATE, null, null);
    private static final Item STAGE =
            new Item(Mark.BEGINNING, Item.Topic.STAGE_CHANGED, "84", 12, 84L, Instant.EPOCH, null, null, null);

    private static boolean matches(Topic topic, String filter, Item item) {
        return topic.is(item) && Filter.parse(topic, filter).matches(item);
    }

    @Test
    void everyConditionMustHoldAndOfItsValuesOne() {
        assertThat(matches(Topic.VITALS, "Observation?patient=Patient/12", PULSE))
                .isTrue();
        assertThat(matches(Topic.VITALS, "Observation?subject=12&code=8867-4", PULSE))
                .isTrue();
        assertThat(matches(Topic.VITALS, "Observation?code=http://loinc.org|8867-4,59408-5", PULSE))
                .isTrue();
        assertThat(matches(Topic.VITALS, "Observation?code=59408-5", PULSE)).isFalse();
        assertThat(matches(Topic.VITALS, "Observation?patient=13,12&encounter=Encounter/84", PULSE))
                .isTrue();
        assertThat(matches(Topic.VITALS, "Observation?patient=12&encounter=85", PULSE))
                .isFalse();
        assertThat(matches(Topic.STAGE_CHANGED, "Encounter?_id=84", STAGE)).isTrue();
        assertThat(matches(Topic.STAGE_CHANGED, "Encounter?_id=85", STAGE)).isFalse();
        assertThat(matches(Topic.STAGE_CHANGED, "Encounter?patient=12", PULSE)).isFalse();
    }

    @Test
    void whatCannotBeFollowedIsRefused() {
        for (String wrong : List.of(
                "",
                "patient=12",
                "Encounter?patient=12",
                "Observation?",
                "Observation?patient",
                "Observation?patient=zoe",
                "Observation?patient=",
                "Observation?code=",
                "Observation?severity=high",
                "Observation?colour=red")) {
            assertThatThrownBy(() -> Filter.parse(Topic.VITALS, wrong))
                    .as(wrong)
                    .isInstanceOf(Problem.class);
        }
        assertThatThrownBy(() -> Filter.parse(Topic.ALARM_RAISED, "DetectedIssue?severity=loud"))
                .hasMessageContaining("severity=loud");
    }
}
