package io.dripwatch.flow;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.Inactivation;
import io.dripwatch.session.Baseline;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.CheckIn;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.Course;
import io.dripwatch.session.ObservationClock;
import io.dripwatch.session.OwnLimit;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Session;
import io.dripwatch.session.Signature;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.PumpEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a room and is kept for ever. The events of a room, applied in their order, are its state.
 */
public sealed interface RoomEvent {

    /** The kinds of event, for exhaustive switches. Their names stand in the journal and never change. */
    enum Kind {
        SESSION_OPENED(SessionOpened.class),
        STAGE_MOVED(StageMoved.class),
        STAGE_CONFIRMED(StageConfirmed.class),
        BASELINE_TAKEN(BaselineTaken.class),
        PATIENT_IDENTIFIED(PatientIdentified.class),
        NURSE_NAMED(NurseNamed.class),
        CHECK_ANSWERED(CheckAnswered.class),
        WEIGHED(Weighed.class),
        BLOCK_OVERRIDDEN(BlockOverridden.class),
        STARTED_AGAINST(StartedAgainst.class),
        DOSE_CARRIED(DoseCarried.class),
        CHARTED(Charted.class),
        CLOCK_MOVED(ClockMoved.class),
        DISCHARGE_SIGNED(DischargeSigned.class),
        DEVICE_ASSIGNED(DeviceAssigned.class),
        DEVICE_RELEASED(DeviceReleased.class),
        DEVICE_CLOCK(DeviceClock.class),
        PUMP_REPORTED(PumpReported.class),
        ALARM_CHANGED(AlarmChanged.class),
        ALARM_SHOWN(AlarmShown.class),
        LIMIT_SET(LimitSet.class),
        LIMIT_ENDED(LimitEnded.class),
        INACTIVATED(Inactivated.class),
        COURSE_CHANGED(CourseChanged.class),
        READINGS_HELD(ReadingsHeld.class),
        HOLD_ASSIGNED(HoldAssigned.class),
        LEGAL_HOLD_SET(LegalHoldSet.class),
        LEGAL_HOLD_RELEASED(LegalHoldReleased.class),
        ACCESSED(Accessed.class);

        private static final Map<Class<?>, Kind> BY_TYPE = new HashMap<>();

        static {
            for (Kind kind : values()) {
                BY_TYPE.put(kind.type, kind);
            }
        }

        private final Class<? extends RoomEvent> type;

        Kind(Class<? extends RoomEvent> type) {
            this.type = type;
        }

        /** The record that events of this kind are. */
        public Class<? extends RoomEvent> type() {
            return type;
        }
    }

    default Kind kind() {
        return Objects.requireNonNull(Kind.BY_TYPE.get(getClass()));
    }

    /** When it happened, on the server's clock. */
    Instant at();

    /** Who caused it: a person's name, a device's, "bed" for a binding by the bed's label, or "server". */
    String by();

    /** In which chair; null where it concerns none. */
    default @Nullable ChairId chair() {
        return null;
    }

    /** The session that it belongs to; null where it belongs to none. */
    default @Nullable String session() {
        return null;
    }

    record SessionOpened(
            Instant at,
            String by,
            ChairId chair,
            String session,
            @Nullable Patient patient,
            Protocol protocol,
            Stage stage)
            implements RoomEvent {

        /** The session as it begins. */
        public Session begin() {
            return Session.opened(new Session.Visit(session, chair, patient, "", protocol, at), stage, by);
        }
    }

    record StageMoved(Instant at, String by, ChairId chair, String session, Stage from, Stage to, String reason)
            implements RoomEvent {}

    /** A nurse confirmed the stage to which a pump had moved the session. */
    record StageConfirmed(Instant at, String by, ChairId chair, String session) implements RoomEvent {}

    record BaselineTaken(Instant at, String by, ChairId chair, String session, Baseline baseline)
            implements RoomEvent {}

    record PatientIdentified(Instant at, String by, ChairId chair, String session, Patient patient)
            implements RoomEvent {}

    /** Somebody answers for the chair from now on. */
    record NurseNamed(Instant at, String by, ChairId chair, String session, String nurse) implements RoomEvent {}

    record CheckAnswered(Instant at, String by, ChairId chair, String session, String item, CheckItem.Answer answer)
            implements RoomEvent {}

    record Weighed(Instant at, String by, ChairId chair, String session, Weight weight) implements RoomEvent {}

    record BlockOverridden(Instant at, String by, ChairId chair, String session, String block, CheckIn.Waiver override)
            implements RoomEvent {}

    /**
     * The drug ran although something held the start.
     *
     * @param blocks the ids of what held it
     */
    record StartedAgainst(Instant at, String by, ChairId chair, String session, List<String> blocks)
            implements RoomEvent {}

    /**
     * The pump's volume counter began anew, or stood above zero when the drug first ran.
     *
     * @param ml what must be added to the counter from now on to have the volume of this session
     */
    record DoseCarried(Instant at, String by, ChairId chair, String session, double ml) implements RoomEvent {}

    record Charted(Instant at, String by, ChairId chair, String session, ChartEntry entry) implements RoomEvent {}

    /** The observation clock began to run, or stands. */
    record ClockMoved(Instant at, String by, ChairId chair, String session, ObservationClock clock)
            implements RoomEvent {}

    record DischargeSigned(Instant at, String by, ChairId chair, String session, Signature signature)
            implements RoomEvent {}

    /**
     * A device is bound to a chair, or to the patient who sits there.
     *
     * @param patient with whom it goes along while they have an open session, wherever; null where it stands at the
     *     chair, and in records of versions that knew nothing else
     */
    record DeviceAssigned(
            Instant at,
            String by,
            ChairId chair,
            DeviceId device,
            @Nullable PatientId patient) implements RoomEvent {
        public DeviceAssigned(Instant at, String by, ChairId chair, DeviceId device) {
            this(at, by, chair, device, null);
        }
    }

    record DeviceReleased(Instant at, String by, ChairId chair, DeviceId device) implements RoomEvent {}

    /**
     * How far a device's clock is off, when that was first known since the server started and whenever it has changed;
     * it holds for everything that was received of that device until the next.
     *
     * @param offset its time minus ours, estimated from the messages that took the shortest way
     */
    record DeviceClock(Instant at, String by, DeviceId device, Duration offset) implements RoomEvent {}

    /**
     * A pump said what it does.
     *
     * @param late whether it was buffered: kept, but too old to move anything live
     */
    record PumpReported(
            Instant at, String by, @Nullable ChairId chair, DeviceId device, PumpEvent pumpEvent, boolean late)
            implements RoomEvent {}

    record AlarmChanged(ChairId chair, @Nullable String session, AlarmEvent alarmEvent) implements RoomEvent {
        @Override
        public Instant at() {
            return alarmEvent.at();
        }

        @Override
        public String by() {
            return alarmEvent.by();
        }
    }

    /**
     * A screen shows an alarm.
     *
     * @param by the screen
     * @param alarm its id
     * @param sounded whether it gives its tone
     * @param sinceMeasured the time since the offending value was measured; null where there is none
     * @param sinceDecided the time since the alarm was decided, or became worse
     */
    record AlarmShown(
            Instant at,
            String by,
            ChairId chair,
            @Nullable String session,
            String alarm,
            boolean sounded,
            @Nullable Duration sinceMeasured,
            Duration sinceDecided)
            implements RoomEvent {}

    /** A limit is set for this patient alone. */
    record LimitSet(Instant at, String by, ChairId chair, String session, OwnLimit limit) implements RoomEvent {}

    /** A limit that was set for this patient is no longer in force. */
    record LimitEnded(Instant at, String by, ChairId chair, String session, OwnLimit limit) implements RoomEvent {}

    /** Signals were silenced, reminded of, or are back. */
    record Inactivated(
            Instant at, String by, ChairId chair, @Nullable String session, Step step, Inactivation inactivation)
            implements RoomEvent {
        /** What became of it. */
        public enum Step {
            BEGAN,
            REMINDED,
            ENDED
        }
    }

    /**
     * A course of treatment as it is from now on.
     *
     * @param reason "started", why a person changed or ended it, or the session that changed it
     */
    record CourseChanged(Instant at, String by, Course course, String reason) implements RoomEvent {}

    record ReadingsHeld(Instant at, String by, @Nullable ChairId chair, Hold hold) implements RoomEvent {}

    /**
     * Held readings were given to a patient.
     *
     * @param session during which they were taken; null where they go to the chart alone
     */
    record HoldAssigned(
            Instant at,
            String by,
            @Nullable ChairId chair,
            String hold,
            @Nullable Patient patient,
            @Nullable String session)
            implements RoomEvent {}

    /** Something must not be deleted from now on. */
    record LegalHoldSet(Instant at, String by, LegalHold what, String reason) implements RoomEvent {
        @Override
        public @Nullable String session() {
            return what.session();
        }
    }

    /** It may be deleted again when its time has come. */
    record LegalHoldReleased(Instant at, String by, LegalHold what, String reason) implements RoomEvent {
        @Override
        public @Nullable String session() {
            return what.session();
        }
    }

    /**
     * Somebody saw or did something, or was refused. It changes nothing in the room.
     *
     * @param chair whose patient it concerned; null for the whole room or none
     * @param account under which they had signed in; "" for nobody
     * @param what which action, in a word
     * @param whose which record of which patient was asked for, "" where chair or room say so; in an emergency the
     *     reason
     * @param from the address
     * @param refused whether it was refused
     * @param times how often since the last such event, 1 or more
     */
    record Accessed(
            Instant at,
            String by,
            @Nullable ChairId chair,
            String account,
            String what,
            String whose,
            String from,
            boolean refused,
            long times)
            implements RoomEvent {}
}
