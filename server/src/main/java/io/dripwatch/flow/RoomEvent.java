package io.dripwatch.flow;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.session.Baseline;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PumpEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a room and is kept for ever. The events of a room, applied in their order, are its state.
 */
public sealed interface RoomEvent {

    /** The kinds of event, for exhaustive switches. */
    enum Kind {
        SESSION_OPENED,
        STAGE_MOVED,
        BASELINE_TAKEN,
        PATIENT_IDENTIFIED,
        DEVICE_ASSIGNED,
        DEVICE_RELEASED,
        PUMP_REPORTED,
        ALARM_CHANGED,
        AUDIO_PAUSED,
        READINGS_HELD,
        HOLD_ASSIGNED
    }

    Kind kind();

    /** When it happened, on the server's clock. */
    Instant at();

    /** Who caused it: a person's name, a device's, "bed" for a binding by the bed's label, or "server". */
    String by();

    /** In which chair; null where it concerns none. */
    @Nullable
    ChairId chair();

    record SessionOpened(
            Instant at,
            String by,
            ChairId chair,
            String session,
            @Nullable Patient patient,
            Protocol protocol,
            @Nullable Double weightKg,
            Stage stage)
            implements RoomEvent {
        @Override
        public Kind kind() {
            return Kind.SESSION_OPENED;
        }

        /** The session as it begins. */
        public Session begin() {
            Session empty =
                    new Session(session, chair, patient, protocol, weightKg, at, stage, at, null, Baseline.NONE);
            return empty.inStage(stage, at);
        }
    }

    record StageMoved(Instant at, String by, ChairId chair, String session, Stage from, Stage to, String reason)
            implements RoomEvent {
        @Override
        public Kind kind() {
            return Kind.STAGE_MOVED;
        }
    }

    record BaselineTaken(Instant at, String by, ChairId chair, String session, Baseline baseline) implements RoomEvent {
        @Override
        public Kind kind() {
            return Kind.BASELINE_TAKEN;
        }
    }

    record PatientIdentified(Instant at, String by, ChairId chair, String session, Patient patient)
            implements RoomEvent {
        @Override
        public Kind kind() {
            return Kind.PATIENT_IDENTIFIED;
        }
    }

    record DeviceAssigned(Instant at, String by, ChairId chair, DeviceId device) implements RoomEvent {
        @Override
        public Kind kind() {
            return Kind.DEVICE_ASSIGNED;
        }
    }

    record DeviceReleased(Instant at, String by, ChairId chair, DeviceId device) implements RoomEvent {
        @Override
        public Kind kind() {
            return Kind.DEVICE_RELEASED;
        }
    }

    /**
     * A pump said what it does.
     *
     * @param late whether it was buffered: kept, but too old to move anything live
     */
    record PumpReported(
            Instant at, String by, @Nullable ChairId chair, DeviceId device, PumpEvent pumpEvent, boolean late)
            implements RoomEvent {
        @Override
        public Kind kind() {
            return Kind.PUMP_REPORTED;
        }
    }

    record AlarmChanged(ChairId chair, @Nullable String session, AlarmEvent alarmEvent) implements RoomEvent {
        @Override
        public Kind kind() {
            return Kind.ALARM_CHANGED;
        }

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
     * The tones of a chair were paused, or the pause was ended.
     *
     * @param until when they come back; equal to {@code at} where the pause was ended
     */
    record AudioPaused(Instant at, String by, ChairId chair, Instant until) implements RoomEvent {
        @Override
        public Kind kind() {
            return Kind.AUDIO_PAUSED;
        }
    }

    record ReadingsHeld(Instant at, String by, @Nullable ChairId chair, Hold hold) implements RoomEvent {
        @Override
        public Kind kind() {
            return Kind.READINGS_HELD;
        }
    }

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
            implements RoomEvent {
        @Override
        public Kind kind() {
            return Kind.HOLD_ASSIGNED;
        }
    }
}
