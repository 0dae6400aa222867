package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent.Change;
import io.dripwatch.vitals.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same inputs give the same events, and the events give the same room. */
final class RoomReplayTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theSameDayTwiceIsTheSameToTheLetter(long seed) {
        assertThat(randomDay(seed).events).isEqualTo(randomDay(seed).events);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theKeptEventsRebuildSessionAlarmsBindingsAndPauses(long seed) {
        RoomStory day = randomDay(seed);
        Room rebuilt = new Room(RoomStory.plan(true));
        day.events.forEach(rebuilt::restore);

        Chair before = day.chair();
        Chair after = Objects.requireNonNull(rebuilt.chair(RoomStory.CHAIR));
        assertThat(after.session()).isEqualTo(before.session());
        assertThat(List.copyOf(after.alarms())).containsExactlyInAnyOrderElementsOf(before.alarms());
        assertThat(after.devices()).isEqualTo(before.devices());
        assertThat(after.audioPausedUntil()).isEqualTo(before.audioPausedUntil());
        assertThat(after.pump()).isEqualTo(before.pump());
        assertThat(rebuilt.holds().all()).hasSameSizeAs(day.room.holds().all());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void aRestartEndsNoAlarmByItself(long seed) {
        RoomStory day = randomDay(seed);
        Room rebuilt = new Room(RoomStory.plan(true));
        day.events.forEach(rebuilt::restore);
        List<String> before = alarms(day.chair());

        rebuilt.tick(day.now.plusSeconds(1));
        assertThat(alarms(Objects.requireNonNull(rebuilt.chair(RoomStory.CHAIR))))
                .containsAll(before);
    }

    private static List<String> alarms(Chair chair) {
        return chair.alarms().stream()
                .filter(alarm -> alarm.key().kind() != AlarmKind.OVERDUE)
                .map(alarm -> alarm.id() + " " + alarm.state())
                .toList();
    }

    private static RoomStory randomDay(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RoomStory story = new RoomStory().openSession();
        for (int i = 0; i < 400; i++) {
            step(story, random);
        }
        return story;
    }

    private static void step(RoomStory story, SplittableRandom random) {
        try {
            switch (random.nextInt(12)) {
                case 0, 1, 2 ->
                    story.pass(Duration.ofSeconds(1 + random.nextInt(15)), Metric.SPO2, 80 + random.nextInt(20));
                case 3 -> story.pass(Duration.ofSeconds(1 + random.nextInt(40)));
                case 4 -> story.monitor(Metric.NIBP_SYS, 100 + random.nextInt(100));
                case 5 -> story.monitor(Metric.HEART_RATE, 60 + random.nextInt(90));
                case 6 -> story.pump(any(List.of(Change.values()), random));
                case 7 -> story.move(any(List.of(Stage.BASELINE, Stage.DOSING, Stage.HELD, Stage.OBSERVATION), random));
                case 8 -> acknowledgeOne(story);
                case 9 -> story.command(new Command.PauseAudio("RN", RoomStory.CHAIR, Duration.ofSeconds(120)));
                case 10 -> story.monitorSays(Absence.Reason.SENSOR_OFF, Metric.SPO2);
                default ->
                    story.hear(story.report(
                            RoomStory.MONITOR,
                            RoomStory.patient("SYN-0099"),
                            List.of(Reading.of(Metric.SPO2, 97, story.now))));
            }
        } catch (CommandRefused refused) {
            assertThat(refused).hasMessageEndingWith(".");
        }
    }

    private static <T> T any(List<T> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static void acknowledgeOne(RoomStory story) {
        Alarm alarm = story.chair().alarms().stream()
                .filter(candidate -> candidate.key().kind() != AlarmKind.CLOCK_OFF)
                .findFirst()
                .orElse(null);
        if (alarm != null) {
            story.command(new Command.Acknowledge("RN", RoomStory.CHAIR, alarm.id(), "Looked after"));
        }
    }
}
