package io.dripwatch.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dripwatch.flow.Command;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.record.Journal;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.Trend.Range;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.trend.embedded.ReadingTable;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.dripwatch.wording.Wording;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionHistoryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void stagesLimitsEventsAndPointsStandOnOneClock() throws Exception {
        RoomStory story = RoomStory.dosing().monitor(Metric.NIBP_SYS, 190);
        JsonObject course = course(story, Duration.ZERO);

        assertThat(course.getJsonArray("stages").stream().map(stage -> ((JsonObject) stage).getString("stage")))
                .containsExactly("baseline", "dosing");
        JsonArray limits = course.getJsonArray("series").getJsonObject(0).getJsonArray("limits");
        assertThat(limits.getJsonObject(0).getDouble("low")).isEqualTo(92);
        assertThat(course.getJsonArray("events").encode())
                .contains("NIBP sys 190 > 180")
                .contains("Pump started 52.5 mL/h");
        assertThat(firstPoint(course)).isEqualTo(RoomStory.START.toEpochMilli());
    }

    @Test
    void aMonitorWhoseClockIsAnHourOffDrawsItsCurveInPlace() throws Exception {
        JsonObject course = course(RoomStory.dosing(), Duration.ofHours(1));

        assertThat(firstPoint(course)).isCloseTo(RoomStory.START.toEpochMilli(), within(1_000L));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void aPartIsWhatLiesInItByTheClockOfTheServer(long hoursOff) throws Exception {
        RoomStory story = RoomStory.dosing();
        JsonArray whole = points(course(story, Duration.ofHours(hoursOff)));
        long last = whole.getJsonArray(1).getLong(0);

        JsonObject course = course(story, Duration.ofHours(hoursOff), new Range(last, last + 1));

        assertThat(points(course)).containsExactly(whole.getJsonArray(1));
        assertThat(course.getLong("from"))
                .as("the course itself is told whole")
                .isEqualTo(RoomStory.START.toEpochMilli());
    }

    @Test
    void whatChangesNeitherStageNorLimitBeginsNoOther() throws Exception {
        RoomStory story = RoomStory.dosing().pass(Duration.ofSeconds(5));
        story.command(new Command.NameNurse("RN", RoomStory.CHAIR, "RN"));
        story.pass(Duration.ofSeconds(5)).command(new Command.ConfirmStage("RN", RoomStory.CHAIR));
        JsonObject course = course(story, Duration.ZERO);

        assertThat(course.getJsonArray("stages").stream().map(stage -> ((JsonObject) stage).getString("stage")))
                .containsExactly("baseline", "dosing");
        JsonArray limits = course.getJsonArray("series").getJsonObject(0).getJsonArray("limits");
        assertThat(limits).hasSize(1);
        assertThat(limits.getJsonObject(0).getLong("from")).isEqualTo(RoomStory.START.toEpochMilli());
    }

    private static long firstPoint(JsonObject course) {
        return points(course).getJsonArray(0).getLong(0);
    }

    private static JsonArray points(JsonObject course) {
        return course.getJsonArray("series").getJsonObject(0).getJsonArray("points");
    }

    private JsonObject course(RoomStory story, Duration clockOffset) throws Exception {
        return course(story, clockOffset, null);
    }

    private JsonObject course(RoomStory story, Duration clockOffset, @Nullable Range part) throws Exception {
        Database database = Database.in(directory);
        String session = Objects.requireNonNull(story.chair().session()).id();
        Instant told = RoomStory.START.plus(clockOffset);
        Filing filing = new Filing(
                new Filing.Destination(RoomStory.MONITOR, RoomStory.SAM, session, null),
                List.of(Reading.of(Metric.SPO2, 97, told), Reading.of(Metric.SPO2, 96, told.plusSeconds(1))),
                RoomStory.START);
        try (GroupCommit keeper = new GroupCommit(database, List.of(new Journal(), new ReadingTable()));
                EmbeddedHistory history = new EmbeddedHistory(database)) {
            CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
            keeper.keep(new Decision(List.of(), filing), done::complete);
            assertThat(done.get()).isNull();
            return new JsonObject(
                    new SessionHistory(history, history, story.events, Wording.ENGLISH, part).json(story.now));
        }
    }
}
