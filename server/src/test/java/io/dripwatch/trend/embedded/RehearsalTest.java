package io.dripwatch.trend.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is drawn before anybody asks. */
final class RehearsalTest {
    @Test
    void theNewestSeriesAreDrawnAndOfAnEmptyStoreNothing(@TempDir Path data) {
        Database database = Database.in(data);
        ReadingTable table = new ReadingTable();
        try (GroupCommit keeper = new GroupCommit(database, List.of(table));
                EmbeddedHistory history = new EmbeddedHistory(database, table)) {
            keep(keeper, List.of());
            assertThat(Rehearsal.draw(history)).isZero();

            keep(keeper, List.of(Reading.of(Metric.SPO2, 97, RoomStory.START)));
            assertThat(Rehearsal.draw(history)).isEqualTo(15);
        }
    }

    private static void keep(GroupCommit keeper, List<Reading> readings) {
        CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
        Filing.Destination to = new Filing.Destination(new DeviceId("MONITOR-1"), RoomStory.SAM, null, null);
        keeper.keep(new Decision(List.of(), new Filing(to, readings, RoomStory.START)), done::complete);
        assertThat(done.join()).isNull();
    }
}
