package io.dripwatch.flow;

import io.dripwatch.session.Course;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The single-threaded owner of everything that is decided in the rooms of a server.
 *
 * <p>Reports of devices, commands of people and ticks of the clock enter one after the other; each comes back as a
 * {@link Decision}. The same inputs in the same order give the same decisions, bit for bit; no clock is asked and
 * nothing is read or written. State moves only by {@link RoomEvent}s, so that {@link #restore} of the kept events, in
 * their order, rebuilds the room after a crash.
 */
public final class Room {
    private static final int MOST_DEVICES = 20_000;

    private final RoomPlan plan;
    private final Map<ChairId, Chair> chairs = new LinkedHashMap<>();
    private final Map<DeviceId, DeviceLink> links = new HashMap<>();
    private final Bindings bindings = new Bindings();
    private final Holds holds = new Holds();
    private final Courses courses = new Courses();
    private final ReportDesk reportDesk;
    private final CommandDesk commandDesk;
    private final Lookout lookout;
    private List<RoomEvent> happened = new ArrayList<>();

    public Room(RoomPlan plan) {
        this.plan = plan;
        for (ChairId chair : plan.rooms().chairs()) {
            of(chair).shown().expect(plan.unseenAfter());
        }
        this.reportDesk = new ReportDesk(this);
        this.commandDesk = new CommandDesk(this);
        this.lookout = new Lookout(this);
    }

    public RoomPlan plan() {
        return plan;
    }

    /** In the order of the plan. */
    public Collection<Chair> chairs() {
        return Collections.unmodifiableCollection(chairs.values());
    }

    /** Null where the room has no such chair. */
    public @Nullable Chair chair(ChairId id) {
        return chairs.get(id);
    }

    public Holds holds() {
        return holds;
    }

    public Courses courses() {
        return courses;
    }

    /** Null where the device was never heard nor expected. */
    public @Nullable DeviceLink link(DeviceId device) {
        return links.get(device);
    }

    /** The chair that a device is bound to; null where it is bound to none. */
    public @Nullable ChairId chairOf(DeviceId device) {
        return bindings.chairOf(device);
    }

    /** The patient with whom a device goes along; null where it stands at its chair, or at none. */
    public @Nullable PatientId patientOf(DeviceId device) {
        return bindings.patientOf(device);
    }

    /** The devices that were heard and stand on no chair. */
    public List<DeviceLink> unboundDevices() {
        return links.values().stream()
                .filter(link -> bindings.chairOf(link.device()) == null)
                .sorted((a, b) -> a.device().value().compareTo(b.device().value()))
                .toList();
    }

    /**
     * Takes what a device said.
     *
     * @throws RoomFull where a limit of the room is reached; the report is not kept then
     */
    public Decision report(DeviceReport report) {
        return decided(reportDesk.take(report));
    }

    /** Takes the word that a device's connection broke off: its link is lost now, not when its patience ends. */
    public Decision linkLost(DeviceId device, Instant now) {
        DeviceLink link = links.get(device);
        if (link == null) {
            return Decision.NOTHING;
        }
        link.cut();
        ChairId bound = bindings.chairOf(device);
        Chair chair = bound == null ? null : chairs.get(bound);
        if (chair != null) {
            chair.touch();
            look(chair, now);
        }
        return decided(null);
    }

    /** Takes the word that a screen shows some chairs no longer: what it showed there is not seen by that. */
    public void screenGone(String screen, Predicate<ChairId> where) {
        chairs.values().stream().filter(chair -> where.test(chair.id())).forEach(chair -> chair.shown()
                .gone(screen));
    }

    /**
     * Does what a person wants.
     *
     * @throws CommandRefused where it cannot be done; nothing has changed then
     */
    public Decision command(Command command, Instant now) {
        commandDesk.take(command, now);
        return decided(null);
    }

    /** Notices what has not come: silence, overdue measurements, patience that has run out. */
    public Decision tick(Instant now) {
        for (DeviceId device : bindings.devices()) {
            linkOf(device).expect(now);
        }
        for (Chair chair : chairs.values()) {
            look(chair, now);
        }
        return decided(null);
    }

    /** Applies an event that was kept before a restart. */
    public void restore(RoomEvent event) {
        apply(event);
        if (event instanceof RoomEvent.AlarmChanged changed) {
            of(changed.chair()).resume(changed.alarmEvent().alarm().key());
        }
    }

    /**
     * Puts back a reading that was kept before a restart, so that screens show it and baselines count it. Decides
     * nothing.
     *
     * @param liveAt when it was measured, on the server's clock
     */
    public void recall(ChairId chairId, Reading reading, Instant liveAt) {
        Chair chair = chairs.get(chairId);
        if (chair != null) {
            chair.recall(reading, liveAt);
        }
    }

    // ---- for the desks ----

    Chair known(ChairId id) {
        Chair chair = chairs.get(id);
        if (chair == null) {
            throw new CommandRefused(CommandRefused.Cause.NOT_FOUND, "There is no chair {} in this room.", id.value());
        }
        return chair;
    }

    Bindings bindings() {
        return bindings;
    }

    DeviceLink linkOf(DeviceId device) {
        DeviceLink link = links.get(device);
        if (link == null) {
            if (links.size() >= MOST_DEVICES) {
                throw new RoomFull("More than " + MOST_DEVICES + " devices have been heard.");
            }
            link = new DeviceLink(device);
            links.put(device, link);
        }
        return link;
    }

    void happen(RoomEvent event) {
        apply(event);
        happened.add(event);
        courses.follow(this, event);
        bindings.follow(this, event);
    }

    /** Compares what is wrong with a chair now with its alarms, and lets happen what follows. */
    void look(Chair chair, Instant now) {
        lookout.look(chair, now);
    }

    /** Ends every alarm of a chair whose session is about to close. */
    void dropAlarms(Chair chair, Instant now) {
        lookout.drop(chair, now);
    }

    private Decision decided(@Nullable Filing filing) {
        if (happened.isEmpty() && filing == null) {
            return Decision.NOTHING;
        }
        Decision decision = new Decision(happened, filing);
        happened = new ArrayList<>();
        return decision;
    }

    // ---- the only place where kept state moves ----

    private void apply(RoomEvent event) {
        switch (event.kind()) {
            case SESSION_OPENED -> {
                RoomEvent.SessionOpened opened = (RoomEvent.SessionOpened) event;
                of(opened.chair()).open(opened.begin(), opened.at());
            }
            case STAGE_MOVED, STAGE_CONFIRMED -> {
                moved(event);
                of(Objects.requireNonNull(event.chair())).pumpMeter().settle();
            }
            case BASELINE_TAKEN,
                    PATIENT_IDENTIFIED,
                    NURSE_NAMED,
                    CHECK_ANSWERED,
                    WEIGHED,
                    BLOCK_OVERRIDDEN,
                    STARTED_AGAINST,
                    CHARTED,
                    CLOCK_MOVED,
                    DISCHARGE_SIGNED,
                    LIMIT_SET,
                    LIMIT_ENDED -> moved(event);
            case DOSE_CARRIED -> {
                RoomEvent.DoseCarried carried = (RoomEvent.DoseCarried) event;
                of(carried.chair()).carry(carried.ml());
            }
            case DEVICE_ASSIGNED -> {
                RoomEvent.DeviceAssigned assigned = (RoomEvent.DeviceAssigned) event;
                bindings.assigned(assigned);
                of(assigned.chair()).assign(assigned.device());
            }
            case DEVICE_RELEASED -> {
                RoomEvent.DeviceReleased released = (RoomEvent.DeviceReleased) event;
                bindings.released(released);
                of(released.chair()).release(released.device());
            }
            case DEVICE_CLOCK -> {
                RoomEvent.DeviceClock clock = (RoomEvent.DeviceClock) event;
                linkOf(clock.device()).noteClock(clock.offset());
            }
            case PUMP_REPORTED -> pumped((RoomEvent.PumpReported) event);
            case ALARM_CHANGED -> {
                RoomEvent.AlarmChanged changed = (RoomEvent.AlarmChanged) event;
                of(changed.chair()).changed(changed.alarmEvent());
            }
            case ALARM_SHOWN ->
                of(Objects.requireNonNull(event.chair())).shown().apply((RoomEvent.AlarmShown) event);
            case INACTIVATED -> {
                RoomEvent.Inactivated inactivated = (RoomEvent.Inactivated) event;
                Chair chair = of(inactivated.chair());
                chair.inactivations().apply(inactivated);
                chair.touch();
            }
            case COURSE_CHANGED -> {
                Course course = ((RoomEvent.CourseChanged) event).course();
                courses.keep(course);
                chairs.values().stream()
                        .filter(chair -> course.concerns(chair.session()))
                        .forEach(Chair::touch);
            }
            case READINGS_HELD -> holds.open(((RoomEvent.ReadingsHeld) event).hold());
            case HOLD_ASSIGNED -> holds.close(((RoomEvent.HoldAssigned) event).hold());
            case LEGAL_HOLD_SET, LEGAL_HOLD_RELEASED, ACCESSED -> {
                // What is kept, and who has seen it, is no matter of the room.
            }
        }
    }

    private void pumped(RoomEvent.PumpReported event) {
        linkOf(event.device()).told(event.pumpEvent());
        if (event.chair() != null && event.pumpEvent().change() != PumpEvent.Change.TRANSITION) {
            of(event.chair()).pump(event);
        }
    }

    private void moved(RoomEvent event) {
        Chair chair = of(Objects.requireNonNull(event.chair()));
        chair.session(SessionEvents.after(open(chair), event), event.at());
    }

    private Chair of(ChairId id) {
        return chairs.computeIfAbsent(id, Chair::new);
    }

    private static Session open(Chair chair) {
        return Objects.requireNonNull(chair.session(), () -> "no open session in chair " + chair.id());
    }

    /** How long a pump event may be under way and still move a stage. */
    static boolean live(Instant at, Instant now) {
        return Duration.between(at, now).compareTo(DeviceLink.LATE) <= 0;
    }
}
