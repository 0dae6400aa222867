package io.dripwatch.flow;

import io.dripwatch.session.Stage;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Patient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a person wants done. Enters by the same door, and in the same order, as the readings. */
public sealed interface Command {

    enum Kind {
        OPEN_SESSION,
        MOVE_STAGE,
        ACKNOWLEDGE,
        PAUSE_AUDIO,
        ASSIGN_DEVICE,
        RELEASE_DEVICE,
        ASSIGN_HOLD
    }

    Kind kind();

    /** The person's name or initials, 1 to 60 characters. */
    String by();

    record OpenSession(
            String by,
            ChairId chair,
            String protocol,
            @Nullable Patient patient,
            @Nullable Double weightKg) implements Command {
        public OpenSession {
            if (weightKg != null && !(weightKg >= 20 && weightKg <= 350)) {
                throw new IllegalArgumentException("expected a body weight of 20 to 350 kg, got " + weightKg);
            }
        }

        @Override
        public Kind kind() {
            return Kind.OPEN_SESSION;
        }
    }

    record MoveStage(String by, ChairId chair, Stage to, String reason) implements Command {
        @Override
        public Kind kind() {
            return Kind.MOVE_STAGE;
        }
    }

    record Acknowledge(String by, ChairId chair, String alarm) implements Command {
        @Override
        public Kind kind() {
            return Kind.ACKNOWLEDGE;
        }
    }

    /**
     * Pauses the tones of a chair.
     *
     * @param pause for how long; zero ends a pause
     */
    record PauseAudio(String by, ChairId chair, Duration pause) implements Command {
        /** Nothing is silent for longer than this without a person doing it again. */
        public static final Duration LONGEST = Duration.ofMinutes(3);

        public PauseAudio {
            if (pause.isNegative() || pause.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("expected a pause of 0 to 180 s, got " + pause.toSeconds());
            }
        }

        @Override
        public Kind kind() {
            return Kind.PAUSE_AUDIO;
        }
    }

    record AssignDevice(String by, ChairId chair, DeviceId device) implements Command {
        @Override
        public Kind kind() {
            return Kind.ASSIGN_DEVICE;
        }
    }

    record ReleaseDevice(String by, DeviceId device) implements Command {
        @Override
        public Kind kind() {
            return Kind.RELEASE_DEVICE;
        }
    }

    record AssignHold(String by, String hold, Patient patient) implements Command {
        @Override
        public Kind kind() {
            return Kind.ASSIGN_HOLD;
        }
    }
}
