package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.AlarmPolicy;
import io.dripwatch.session.Bound;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.Continuous;
import io.dripwatch.session.Criteria;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Order;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Schedule;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Place;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what happens in a room, second by second, as a clinic would tell it. */
public final class RoomStory {
    public static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    public static final ChairId CHAIR = new ChairId("1");
    public static final DeviceId MONITOR = new DeviceId("MONITOR-1");
    public static final DeviceId PUMP = new DeviceId("PUMP-1");
    public static final Place BED = new Place("INFUSION", "", "1");
    public static final Patient SAM = patient("SYN-0001");

    private static final Set<Stage> WATCHED = EnumSet.of(Stage.BASELINE, Stage.DOSING, Stage.HELD, Stage.OBSERVATION);
    private static final Set<Stage> DRUG = EnumSet.of(Stage.DOSING, Stage.HELD, Stage.OBSERVATION);

    static final CheckItem SAME_LIMB = new CheckItem(
            "same-limb",
            "Are cuff and probe on the same limb?",
            CheckItem.Part.PREPARATION,
            null,
            CheckItem.Bearing.TASK,
            null);
    static final AlarmPolicy POLICY =
            new AlarmPolicy(Duration.ofSeconds(180), Duration.ofMinutes(2), false, List.of(), null);

    public final Room room;
    public final List<RoomEvent> events = new ArrayList<>();
    public final List<Filing> filings = new ArrayList<>();
    public Instant now = START;

    public RoomStory() {
        this(plan(true));
    }

    /** A room whose protocol is the usual one but for these limits and these rules of alarms. */
    static RoomStory under(List<Limit> limits, AlarmPolicy policy) {
        return new RoomStory(plan(protocol(limits, policy)));
    }

    public RoomStory(RoomPlan plan) {
        this.room = new Room(plan);
    }

    public static RoomPlan plan(boolean keepUnderNamedPatient) {
        return plan(protocol(), keepUnderNamedPatient);
    }

    static RoomPlan plan(Protocol protocol) {
        return plan(protocol, true);
    }

    private static RoomPlan plan(Protocol protocol, boolean keepUnderNamedPatient) {
        return new RoomPlan(
                "Infusion room",
                "INFUSION",
                List.of(CHAIR, new ChairId("2")),
                Map.of("test", protocol),
                keepUnderNamedPatient);
    }

    public static Patient patient(String id) {
        return new Patient(new PatientId("DRIPSIM", id), "Synthetic", id, null, Patient.Sex.UNKNOWN);
    }

    /** Small numbers that are easy to follow; not the protocol of any clinic. */
    public static Protocol protocol() {
        return protocol(usualLimits(), POLICY);
    }

    static List<Limit> usualLimits() {
        return List.of(
                low(Metric.SPO2, Priority.MEDIUM, 92, 94, 10),
                low(Metric.SPO2, Priority.HIGH, 90, 91, 10),
                high(Metric.HEART_RATE, Priority.MEDIUM, Bound.at(120), Bound.at(115), false),
                high(Metric.PULSE_RATE, Priority.MEDIUM, Bound.at(120), Bound.at(115), false),
                high(Metric.NIBP_SYS, Priority.HIGH, Bound.at(180), Bound.at(170), true),
                high(
                        Metric.NIBP_SYS,
                        Priority.MEDIUM,
                        new Bound(Bound.Kind.FROM_BASELINE, 40),
                        new Bound(Bound.Kind.FROM_BASELINE, 35),
                        false));
    }

    static Protocol protocol(List<Limit> limits, AlarmPolicy policy) {
        return new Protocol(
                "test",
                1,
                "Test protocol",
                "ketamine",
                null,
                new Order(
                        Order.Basis.PER_KG,
                        0.5,
                        null,
                        Duration.ofMinutes(40),
                        List.of(),
                        1.0,
                        Order.Delivery.PUMP,
                        5,
                        Duration.ofDays(7)),
                List.of(SAME_LIMB),
                List.of(),
                limits,
                List.of(new Continuous(List.of(Metric.SPO2), Duration.ofSeconds(15), Priority.MEDIUM, DRUG)),
                List.of(new Schedule(
                        Metric.NIBP_SYS,
                        Duration.ofMinutes(10),
                        true,
                        List.of(),
                        Duration.ofMinutes(2),
                        Priority.LOW,
                        DRUG)),
                new Criteria(Duration.ofMinutes(60), 0, 0, 0, 10, false, Duration.ofMinutes(15)),
                policy,
                null);
    }

    private static Limit low(Metric metric, Priority priority, double sound, double clear, int patienceSeconds) {
        return new Limit(
                metric,
                Limit.Side.LOW,
                priority,
                Bound.at(sound),
                Bound.at(clear),
                Limit.Delay.of(Duration.ofSeconds(patienceSeconds)),
                Limit.Handling.PLAIN,
                WATCHED);
    }

    private static Limit high(Metric metric, Priority priority, Bound sound, Bound clear, boolean latching) {
        return new Limit(
                metric,
                Limit.Side.HIGH,
                priority,
                sound,
                clear,
                Limit.Delay.NONE,
                latching ? Limit.Handling.LATCHING : Limit.Handling.PLAIN,
                DRUG);
    }

    // ---- what happens ----

    /** Time passes, with a tick every second. */
    public RoomStory pass(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            now = now.plusSeconds(1);
            take(room.tick(now));
        }
        return this;
    }

    /** Time passes while the monitor goes on saying the same once a second. */
    public RoomStory pass(Duration time, Metric metric, double value) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            now = now.plusSeconds(1);
            monitor(metric, value);
            take(room.tick(now));
        }
        return this;
    }

    public RoomStory monitor(Metric metric, double value) {
        return hear(report(MONITOR, SAM, List.of(Reading.of(metric, value, now))));
    }

    public RoomStory monitorSays(Absence.Reason reason, Metric metric) {
        return hear(new DeviceReport(
                MONITOR,
                BED,
                SAM,
                now,
                now,
                List.of(),
                List.of(new Absence(metric, now, reason)),
                List.of(),
                List.of()));
    }

    /** A device tells of an alarm of its own, named by its code. */
    RoomStory device(DeviceId device, String code, DeviceAlarm.State state, @Nullable Priority priority) {
        boolean physiological = !device.equals(PUMP);
        return hear(new DeviceReport(
                device,
                BED,
                SAM,
                now,
                now,
                List.of(),
                List.of(),
                List.of(),
                List.of(new DeviceAlarm(code, "Alarm " + code, physiological, priority, state, now))));
    }

    public RoomStory pump(PumpEvent.Change change) {
        return pump(change, now);
    }

    public RoomStory pump(PumpEvent.Change change, Instant happenedAt) {
        return hear(new DeviceReport(
                PUMP,
                BED,
                SAM,
                now,
                now,
                List.of(),
                List.of(),
                List.of(new PumpEvent(change, happenedAt, "", 52.5)),
                List.of()));
    }

    public DeviceReport report(DeviceId device, @Nullable Patient patient, List<Reading> readings) {
        return new DeviceReport(device, BED, patient, now, now, readings, List.of(), List.of(), List.of());
    }

    public RoomStory hear(DeviceReport report) {
        return take(room.report(report));
    }

    /** The connection of a device breaks off. */
    RoomStory cut(DeviceId device) {
        return take(room.linkLost(device, now));
    }

    public RoomStory command(Command command) {
        return take(room.command(command, now));
    }

    public RoomStory openSession() {
        return command(new Command.OpenSession("RN", CHAIR, "test", SAM, Weight.of(70, "kg", now), Stage.BASELINE));
    }

    public RoomStory move(Stage to) {
        return command(new Command.MoveStage("RN", CHAIR, to, "as the story goes"));
    }

    /** A patient in the dosing stage with a baseline of 120 mmHg and a good saturation. */
    public static RoomStory dosing() {
        return new RoomStory().begun();
    }

    /** The same under these limits and these rules of alarms. */
    static RoomStory dosing(List<Limit> limits, AlarmPolicy policy) {
        return under(limits, policy).begun();
    }

    private RoomStory begun() {
        RoomStory story = openSession();
        story.monitor(Metric.NIBP_SYS, 118).pass(Duration.ofSeconds(1));
        story.monitor(Metric.NIBP_SYS, 122).pass(Duration.ofSeconds(1), Metric.SPO2, 98);
        story.pump(PumpEvent.Change.STARTED);
        return story.monitor(Metric.NIBP_SYS, 121);
    }

    private RoomStory take(Decision decision) {
        events.addAll(decision.events());
        if (decision.filing() != null) {
            filings.add(decision.filing());
        }
        return this;
    }

    // ---- what is so ----

    public Chair chair() {
        Chair chair = room.chair(CHAIR);
        assertThat(chair).isNotNull();
        return Objects.requireNonNull(chair);
    }

    public Stage stage() {
        return Objects.requireNonNull(chair().session()).stage();
    }

    public @Nullable Alarm alarm(AlarmKind kind) {
        return chair().alarms().stream()
                .filter(alarm -> alarm.key().kind() == kind)
                .findFirst()
                .orElse(null);
    }

    public Alarm theAlarm(AlarmKind kind) {
        Alarm alarm = alarm(kind);
        assertThat(alarm).as("alarm %s among %s", kind, chair().alarms()).isNotNull();
        return Objects.requireNonNull(alarm);
    }

    public List<AlarmEvent.Phase> phases(AlarmKind kind) {
        return events.stream()
                .filter(RoomEvent.AlarmChanged.class::isInstance)
                .map(event -> ((RoomEvent.AlarmChanged) event).alarmEvent())
                .filter(event -> event.alarm().key().kind() == kind)
                .map(AlarmEvent::phase)
                .toList();
    }
}
