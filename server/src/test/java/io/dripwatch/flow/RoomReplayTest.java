package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.AlarmPolicy;
import io.dripwatch.session.Bound;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.Escalation;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.PumpEvent.Change;
import io.dripwatch.vitals.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same inputs give the same events, and the events give the same room. */
final class RoomReplayTest {
    private static final RoomPlan PLAN = RoomStory.plan(RoomStory.protocol(limits(), policy()));

    /** The usual limits, which may be set and turned off, with a signal delay on the milder ones. */
    private static List<Limit> limits() {
        List<Limit> limits = new ArrayList<>();
        for (Limit usual : RoomStory.usualLimits()) {
            boolean waits = usual.metric() == Metric.SPO2 && usual.priority() == Priority.MEDIUM;
            Limit.Delay delay = usual.delay();
            limits.add(new Limit(
                    usual.metric(),
                    usual.side(),
                    usual.priority(),
                    usual.sound(),
                    usual.clear(),
                    waits ? new Limit.Delay(delay.condition(), Duration.ofSeconds(5), 85.0, delay.over()) : delay,
                    new Limit.Handling(usual.handling().latching(), true, "Look", 85.0, 92.0, true),
                    usual.stages()));
        }
        limits.add(new Limit(
                Metric.HEART_RATE,
                Limit.Side.HIGH,
                Priority.LOW,
                Bound.at(30),
                Bound.at(20),
                new Limit.Delay(Duration.ZERO, Duration.ZERO, null, Duration.ofMinutes(2)),
                Limit.Handling.PLAIN,
                Set.of(Stage.DOSING)));
        return limits;
    }

    private static AlarmPolicy policy() {
        return new AlarmPolicy(
                Duration.ofSeconds(60),
                Duration.ofMinutes(2),
                true,
                List.of(
                        new Escalation(Priority.MEDIUM, Duration.ofSeconds(20), "charge nurse"),
                        new Escalation(Priority.HIGH, Duration.ofSeconds(10), "charge nurse")),
                new AlarmPolicy.CuffHold(Set.of(Metric.SPO2), Duration.ofSeconds(60), "same-limb"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theSameDayTwiceIsTheSameToTheLetter(long seed) {
        assertThat(randomDay(seed).events).isEqualTo(randomDay(seed).events);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theKeptEventsRebuildSessionAlarmsBindingsAndPauses(long seed) {
        RoomStory day = randomDay(seed);
        Room rebuilt = new Room(PLAN);
        day.events.forEach(rebuilt::restore);

        Chair before = day.chair();
        Chair after = Objects.requireNonNull(rebuilt.chair(RoomStory.CHAIR));
        assertThat(after.session()).isEqualTo(before.session());
        assertThat(List.copyOf(after.alarms())).containsExactlyInAnyOrderElementsOf(before.alarms());
        assertThat(after.devices()).isEqualTo(before.devices());
        assertThat(after.pump()).isEqualTo(before.pump());
        assertThat(after.inactivations().all()).isEqualTo(before.inactivations().all());
        assertThat(rebuilt.holds().all()).hasSameSizeAs(day.room.holds().all());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void aRestartEndsNoAlarmByItself(long seed) {
        RoomStory day = randomDay(seed);
        Room rebuilt = new Room(PLAN);
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

    /** A replay of days in which nothing new ever happens would show nothing. */
    @Test
    void theRandomDaysSeeEveryKindOfAlarmEvent() {
        Set<RoomEvent.Kind> kinds = EnumSet.noneOf(RoomEvent.Kind.class);
        Set<AlarmEvent.Phase> phases = EnumSet.noneOf(AlarmEvent.Phase.class);
        for (long seed = 11; seed <= 20; seed++) {
            for (RoomEvent event : randomDay(seed).events) {
                kinds.add(event.kind());
                if (event instanceof RoomEvent.AlarmChanged changed) {
                    phases.add(changed.alarmEvent().phase());
                }
            }
        }

        assertThat(phases).containsExactlyInAnyOrder(AlarmEvent.Phase.values());
        assertThat(kinds)
                .contains(
                        RoomEvent.Kind.ALARM_SHOWN,
                        RoomEvent.Kind.LIMIT_SET,
                        RoomEvent.Kind.LIMIT_ENDED,
                        RoomEvent.Kind.INACTIVATED);
    }

    private static RoomStory randomDay(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RoomStory story = new RoomStory(PLAN).openSession();
        for (int i = 0; i < 400; i++) {
            step(story, random);
        }
        return story;
    }

    private static void step(RoomStory story, SplittableRandom random) {
        try {
            switch (random.nextInt(18)) {
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
                case 11 ->
                    story.device(
                            random.nextBoolean() ? RoomStory.PUMP : RoomStory.MONITOR,
                            "code-" + random.nextInt(3),
                            any(List.of(DeviceAlarm.State.values()), random),
                            any(List.of(Priority.values()), random));
                case 12 -> answerOne(story, random);
                case 13 -> turn(story, random);
                case 14 ->
                    story.command(new Command.SetLimit(
                            "RN",
                            RoomStory.CHAIR,
                            Metric.SPO2,
                            Limit.Side.LOW,
                            any(List.of(Priority.values()), random),
                            80 + random.nextInt(15),
                            "usual for this patient",
                            story.now.plusSeconds(10 + random.nextInt(600))));
                case 15 -> story.monitorSays(Absence.Reason.MEASURING, Metric.NIBP_SYS);
                case 16 ->
                    story.command(new Command.AnswerCheck(
                            "RN", RoomStory.CHAIR, "same-limb", any(List.of(CheckItem.Answer.values()), random)));
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

    private static void answerOne(RoomStory story, SplittableRandom random) {
        List<Alarm> alarms = List.copyOf(story.chair().alarms());
        if (alarms.isEmpty()) {
            return;
        }
        String alarm = any(alarms, random).id();
        switch (random.nextInt(3)) {
            case 0 -> story.command(new Command.Accept("RN2", RoomStory.CHAIR, alarm));
            case 1 -> story.command(new Command.ConfirmShown("wall", RoomStory.CHAIR, alarm, random.nextBoolean()));
            default ->
                story.command(
                        new Command.PauseAlarm("RN", RoomStory.CHAIR, alarm, Duration.ofSeconds(random.nextInt(150))));
        }
    }

    private static void turn(RoomStory story, SplittableRandom random) {
        Command.LimitStep step = random.nextBoolean()
                ? null
                : new Command.LimitStep(AlarmKind.LOW, Metric.SPO2, any(List.of(Priority.values()), random));
        story.command(
                random.nextInt(3) > 0
                        ? new Command.TurnOff("RN", RoomStory.CHAIR, step, "known")
                        : new Command.TurnOn("RN", RoomStory.CHAIR, step));
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
