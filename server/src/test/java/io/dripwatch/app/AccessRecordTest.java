package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.Access;
import io.dripwatch.flow.RoomEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of all accesses stands in the record, by a clock in the hand. */
final class AccessRecordTest {
    private static final Access SEES = new Access("ada", "Ada, nurse", "see-course", "1", "", "10.0.0.1", false);
    private static final Access KNOCKS = Access.ofNobody("sign-in", "10.0.0.9", true);

    private final List<RoomEvent.Accessed> kept = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T08:00:00Z");
    private final AccessRecord record = new AccessRecord(
            (decision, done) -> decision.events().forEach(event -> kept.add((RoomEvent.Accessed) event)), () -> now);

    @Test
    void theFirstStandsThereAtOnceAndWhatIsTheSameWithinTenMinutesOnceMoreWithItsNumber() {
        for (int i = 0; i < 20; i++) {
            record.saw(SEES, false);
            record.tell();
        }
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).times()).isEqualTo(1);
        now = now.plus(Duration.ofMinutes(10));
        record.tell();
        assertThat(kept).hasSize(2);
        assertThat(kept.get(1).times()).isEqualTo(19);
        assertThat(kept.get(1).by()).isEqualTo("Ada, nurse");
    }

    @Test
    void whatChangesSomethingStandsThereEachTime() {
        record.saw(SEES, true);
        record.saw(SEES, true);
        assertThat(kept).hasSize(2);
    }

    @Test
    void whoKnocksWithoutEndDoesNotFillTheRecordAndIsCounted() {
        for (int i = 0; i < 10_000; i++) {
            record.saw(KNOCKS, false);
        }
        record.end();
        assertThat(kept).hasSize(2);
        assertThat(kept.get(1).times()).isEqualTo(9_999);
    }

    @Test
    void manyDifferentOnesAreNotRememberedWithoutEndAndNoneIsLost() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1_500; i++) {
                record.saw(Access.ofNobody("sign-in", "10.0." + round + "." + i, true), false);
                record.saw(Access.ofNobody("sign-in", "10.0." + round + "." + i, true), false);
            }
        }
        record.end();
        assertThat(kept.stream().mapToLong(RoomEvent.Accessed::times).sum()).isEqualTo(6_000);
    }
}
