package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.app.command.DemoRoom;
import io.dripwatch.app.config.ProtocolFile;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.hl7.ReadMessage;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Room;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.sim.ChairPlan;
import io.dripwatch.sim.Devices;
import io.dripwatch.sim.patient.Body;
import io.dripwatch.sim.story.Course;
import io.dripwatch.sim.story.Pace;
import io.dripwatch.sim.story.Scene;
import io.dripwatch.sim.story.Stories;
import io.dripwatch.sim.story.Story;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Device;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Scale;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A story of the simulator, told to a room by its own clock, with a nurse who does her share. */
final class ToldStory {
    private static final Instant BEGIN = Instant.parse("2026-03-01T09:00:00Z");
    private static final String NURSE = "RN";
    private static final Duration ROUND = Duration.ofMinutes(10);

    private final Consumer<Decision> outlet;
    private final Course course;
    private final ChairPlan plan;
    private final ChairId chair;
    private final Protocol protocol = ProtocolFile.shipped("ketamine-mood");
    private final Room room;
    private final List<Device> devices;
    private final Map<AlarmKey, Heard> heard = new LinkedHashMap<>();

    /**
     * An alarm that came.
     *
     * @param at since the story began
     * @param priority the highest it had
     * @param about what it is about, in words
     */
    record Heard(Duration at, Priority priority, String about) {
        String what() {
            return priority.name().toLowerCase(Locale.ROOT) + ", " + about;
        }

        String in(Course course) {
            Story.Stage stage = Story.Stage.BASELINE;
            for (Story.Stage later : Story.Stage.values()) {
                stage = at.compareTo(course.beginOf(later)) >= 0 ? later : stage;
            }
            long seconds = at.minus(course.beginOf(stage)).toSeconds();
            return "%s %d min %d s: %s"
                    .formatted(stage.name().toLowerCase(Locale.ROOT), seconds / 60, seconds % 60, what());
        }
    }

    ToldStory(String name, long seed) {
        this(name, seed, 1, decision -> {});
    }

    /**
     * A story in a chair of one's choice.
     *
     * @param number of the chair and its patient
     * @param outlet is told of everything that is decided
     */
    ToldStory(String name, long seed, int number, Consumer<Decision> outlet) {
        this.outlet = outlet;
        course = new Course(Stories.find(name));
        plan = ChairPlan.numbered(number, name, Duration.ZERO);
        chair = new ChairId(plan.chair());
        room = new Room(new RoomPlan("Room", "INFUSION", List.of(chair), Map.of(protocol.id(), protocol), true));
        Scene scene = new Scene(course, new Body(course.bodyPlan(), seed), new Pace(BEGIN, Duration.ZERO, 1));
        devices = new Devices(plan, AckMode.ENHANCED, Duration.ofSeconds(2), ZoneOffset.UTC).at(scene);
    }

    /** The patient is taken elsewhere when the story is over. */
    void transfer() {
        Instant now = BEGIN.plus(course.end()).plusSeconds(1);
        does(new Command.MoveStage(NURSE, chair, Stage.TRANSFERRED, "the story is over"), now);
    }

    /** Tells it to its end; every alarm once, in the order in which they came. */
    List<Heard> tell() {
        desk();
        Duration nextRound = course.beginOf(Story.Stage.DOSING).plus(ROUND);
        for (Duration at = Duration.ZERO; at.compareTo(course.end()) <= 0; at = at.plusSeconds(1)) {
            Instant now = BEGIN.plus(at);
            devices.forEach(device -> listen(device, now));
            take(room.tick(now), now);
            if (at.equals(course.beginOf(Story.Stage.OBSERVATION).plus(ROUND)) && stage() == Stage.HELD) {
                does(new Command.MoveStage(NURSE, chair, Stage.OBSERVATION, "the dose is over"), now);
            }
            if (at.equals(nextRound)) {
                round(now);
                nextRound = nextRound.plus(ROUND);
            }
        }
        return new ArrayList<>(heard.values());
    }

    private void listen(Device device, Instant now) {
        while (!device.due().isAfter(now)) {
            String message = device.speak(now).text();
            Decoded decoded = ReadMessage.of(message, now);
            assertThat(decoded).as(message).isInstanceOf(Decoded.Read.class);
            take(room.report(((Decoded.Read) decoded).report()), now);
            device.settled(Answer.ACCEPTED);
        }
    }

    private void desk() {
        Story.Desk desk = course.story().desk();
        if (desk == Story.Desk.NOBODY) {
            return;
        }
        Patient patient = new Patient(
                new PatientId("DRIPSIM", plan.patient().id()),
                plan.patient().family(),
                plan.patient().given(),
                null,
                Patient.Sex.UNKNOWN);
        Weight weight = Weight.of(course.story().patient().weightKg(), "kg", BEGIN);
        boolean cleared = desk == Story.Desk.CHECKED_IN;
        does(
                new Command.OpenSession(
                        NURSE, chair, protocol.id(), patient, weight, cleared ? Stage.BASELINE : Stage.CHECK_IN),
                BEGIN);
        if (cleared) {
            DemoRoom.cleared(NURSE, chair, protocol.checklist()).forEach(command -> does(command, BEGIN));
        }
    }

    /** She looks after her patient, so that what comes is the story's and not hers. */
    private void round(Instant now) {
        for (Scale scale : List.of(Scale.MOAAS, Scale.CADSS6, Scale.NAUSEA)) {
            double value = scale == Scale.MOAAS ? 5 : 1;
            does(
                    new Command.Chart(NURSE, chair, ChartEntry.Kind.SCORE, null, "", scale, value, null, null, false),
                    now);
        }
    }

    private @Nullable Stage stage() {
        Session session = Objects.requireNonNull(room.chair(chair)).session();
        return session == null ? null : session.stage();
    }

    private void does(Command command, Instant now) {
        take(room.command(command, now), now);
    }

    private void take(Decision decision, Instant now) {
        if (!decision.empty()) {
            outlet.accept(decision);
        }
        for (RoomEvent event : decision.events()) {
            if (event instanceof RoomEvent.AlarmChanged changed) {
                Alarm alarm = changed.alarmEvent().alarm();
                if (alarm.signalled() && !changed.alarmEvent().over()) {
                    Heard one = new Heard(Duration.between(BEGIN, now), alarm.priority(), about(alarm));
                    heard.merge(alarm.key(), one, ToldStory::worse);
                }
            }
        }
    }

    private static Heard worse(Heard before, Heard now) {
        boolean worse = now.priority().compareTo(before.priority()) > 0;
        return new Heard(before.at(), worse ? now.priority() : before.priority(), before.about());
    }

    private String about(Alarm alarm) {
        AlarmKey key = alarm.key();
        if (key.device() != null && key.kind() == AlarmKind.DEVICE_ALARM) {
            return machine(key.device().value()) + " says "
                    + alarm.condition().text().english();
        }
        String words = key.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String about = key.metric() == null ? words : key.metric().id() + " " + words;
        if (key.device() != null) {
            about = machine(key.device().value()) + " " + about;
        }
        return about;
    }

    private String machine(String device) {
        if (device.equals(plan.pump().eui64())) {
            return "pump";
        }
        return device.equals(plan.monitor().eui64()) ? "monitor" : "second monitor";
    }
}
