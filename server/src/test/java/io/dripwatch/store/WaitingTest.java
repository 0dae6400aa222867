package io.dripwatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits for a disk: in which order it goes, and who is told when the disk does not answer. */
final class WaitingTest {
    private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");
    private static final List<RoomEvent> DAY = RoomStory.dosing().events;

    private final Waiting waiting = new Waiting();
    private final List<String> told = new ArrayList<>();

    @Test
    void theEventsOfAReadingThatIsRefusedKeepTheirPlace() {
        assertThat(waiting.add(entry("first", 0, 499_999))).isTrue();
        assertThat(waiting.add(entry("refused", 1, 2))).isFalse();
        assertThat(waiting.add(entry("last", 2, 1))).isTrue();

        List<RoomEvent> written = new ArrayList<>(written());
        written.addAll(written());
        assertThat(written).containsExactlyElementsOf(DAY.subList(0, 3));
    }

    @Test
    void whatFailedIsOwedAndGoesFirst() {
        waiting.add(entry("failed", 0, 10));
        waiting.next();
        waiting.add(entry("after", 1, 10));
        waiting.ended(false);

        assertThat(written()).containsExactlyElementsOf(DAY.subList(0, 2));
        assertThat(waiting.readings()).isZero();
    }

    @Test
    void whenTheDiskHangsEveryoneIsToldOnceAndEventsAreOwed() {
        waiting.add(entry("under way", 0, 10));
        List<Waiting.Entry> batch = waiting.next();
        waiting.add(entry("behind it", 1, 10));
        for (int look = 1; look < 4; look++) {
            assertThat(waiting.giveUp()).isEmpty();
            assertThat(waiting.hangs()).isFalse();
        }
        waiting.giveUp().forEach(entry -> entry.tell(new StoreUnusable("hangs")));

        assertThat(told).containsExactly("under way hangs", "behind it hangs");
        assertThat(waiting.hangs()).isTrue();
        assertThat(waiting.add(entry("while it hangs", 2, 1))).isFalse();
        assertThat(waiting.giveUp()).isEmpty();

        waiting.ended(true);
        batch.forEach(entry -> entry.tell(null));
        assertThat(told).hasSize(2);
        assertThat(waiting.hangs()).isFalse();
        assertThat(written()).containsExactlyElementsOf(DAY.subList(1, 3));
        assertThat(waiting.giveUp()).isEmpty();
    }

    @Test
    void atTheEndWhatCannotBeWrittenIsTriedNoMoreThanTwice() {
        waiting.add(entry("last", 0, 1));
        waiting.next();
        waiting.add(entry("behind it", 1, 1));
        waiting.close();
        waiting.ended(false);
        assertThat(written()).hasSize(2);
        waiting.ended(false);
        assertThat(waiting.next()).isEmpty();
    }

    private List<RoomEvent> written() {
        return waiting.next().stream()
                .flatMap(entry -> entry.decision().events().stream())
                .toList();
    }

    private Waiting.Entry entry(String name, int event, int readings) {
        Filing filing = new Filing(
                new Filing.Destination(RoomStory.MONITOR, RoomStory.SAM, null, null),
                Collections.nCopies(readings, Reading.of(Metric.SPO2, 97, AT)),
                AT);
        return new Waiting.Entry(
                new Decision(List.of(DAY.get(event)), filing),
                failure -> told.add(name + (failure == null ? " kept" : " " + failure.getMessage())));
    }
}
