package io.dripwatch.flow;

import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.CourseTemplate;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Scale;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a person wants done. Enters by the same door, and in the same order, as the readings. */
public sealed interface Command {

    enum Kind {
        OPEN_SESSION(OpenSession.class),
        MOVE_STAGE(MoveStage.class),
        CONFIRM_STAGE(ConfirmStage.class),
        NAME_NURSE(NameNurse.class),
        ANSWER_CHECK(AnswerCheck.class),
        WEIGH(Weigh.class),
        OVERRIDE_BLOCK(OverrideBlock.class),
        CHART(Chart.class),
        SIGN_DISCHARGE(SignDischarge.class),
        ACKNOWLEDGE(Acknowledge.class),
        ACCEPT(Accept.class),
        CONFIRM_SHOWN(ConfirmShown.class),
        SET_LIMIT(SetLimit.class),
        CLEAR_LIMIT(ClearLimit.class),
        PAUSE_AUDIO(PauseAudio.class),
        PAUSE_ALARM(PauseAlarm.class),
        TURN_OFF(TurnOff.class),
        TURN_ON(TurnOn.class),
        START_COURSE(StartCourse.class),
        EDIT_COURSE(EditCourse.class),
        END_COURSE(EndCourse.class),
        ASSIGN_DEVICE(AssignDevice.class),
        RELEASE_DEVICE(ReleaseDevice.class),
        ASSIGN_HOLD(AssignHold.class);

        private static final Map<Class<?>, Kind> BY_TYPE = new HashMap<>();

        static {
            for (Kind kind : values()) {
                BY_TYPE.put(kind.type, kind);
            }
        }

        private final Class<? extends Command> type;

        Kind(Class<? extends Command> type) {
            this.type = type;
        }
    }

    default Kind kind() {
        return Objects.requireNonNull(Kind.BY_TYPE.get(getClass()));
    }

    /** The person's name or initials, 1 to 60 characters. */
    String by();

    /**
     * Opens a session.
     *
     * @param stage scheduled, check-in or baseline
     */
    record OpenSession(
            String by,
            ChairId chair,
            String protocol,
            @Nullable Patient patient,
            @Nullable Weight weight,
            Stage stage) implements Command {
        public OpenSession {
            if (stage != Stage.SCHEDULED && stage != Stage.CHECK_IN && stage != Stage.BASELINE) {
                throw new IllegalArgumentException(
                        "expected a session to begin scheduled, in check-in or in baseline, got " + stage.word());
            }
        }
    }

    record MoveStage(String by, ChairId chair, Stage to, String reason) implements Command {}

    /** Says that the stage to which a pump moved the session is right. */
    record ConfirmStage(String by, ChairId chair) implements Command {}

    /** Names the nurse who answers for the chair from now on. */
    record NameNurse(String by, ChairId chair, String nurse) implements Command {}

    record AnswerCheck(String by, ChairId chair, String item, CheckItem.Answer answer) implements Command {}

    /**
     * Takes a body weight.
     *
     * @param checked whether the nurse has looked again after being told that the number is unlikely
     */
    record Weigh(String by, ChairId chair, Weight weight, boolean checked) implements Command {}

    /**
     * Goes on in spite of a block.
     *
     * @param clinician who decides, by name
     */
    record OverrideBlock(String by, ChairId chair, String block, String clinician, String reason) implements Command {
        public OverrideBlock {
            if (clinician.isBlank() || reason.isBlank()) {
                throw new IllegalArgumentException("expected the name of a clinician and a reason");
            }
        }
    }

    /**
     * Writes into the chart; see {@link ChartEntry} for the fields.
     *
     * @param at when it was so; null for now
     */
    record Chart(
            String by,
            ChairId chair,
            ChartEntry.Kind what,
            @Nullable Instant at,
            String text,
            @Nullable Scale scale,
            @Nullable Double value,
            @Nullable Instant until,
            @Nullable String amends,
            boolean withdrawn)
            implements Command {}

    /**
     * Signs that the patient may go.
     *
     * @param overrideReason why, although a criterion is not met; "" where all are
     */
    record SignDischarge(String by, ChairId chair, String overrideReason) implements Command {}

    /**
     * Takes notice of an alarm.
     *
     * @param action what is done about it, or why nothing, up to 200 characters; "" only below high priority
     */
    record Acknowledge(String by, ChairId chair, String alarm, String action) implements Command {
        public Acknowledge {
            if (action.length() > 200) {
                throw new IllegalArgumentException("expected an action of at most 200 characters");
            }
        }
    }

    /** Says "I am coming": the alarm is passed on to nobody else, and goes on. */
    record Accept(String by, ChairId chair, String alarm) implements Command {}

    /**
     * A screen says that it shows an alarm.
     *
     * @param by the screen
     * @param sounded whether it gives its tone
     */
    record ConfirmShown(String by, ChairId chair, String alarm, boolean sounded) implements Command {}

    /** One limit of the protocol: its kind of alarm, metric and priority name it. */
    record LimitStep(AlarmKind kind, Metric metric, Priority priority) {
        AlarmKey key() {
            return AlarmKey.of(kind, metric);
        }
    }

    /**
     * Sets a limit for this patient alone.
     *
     * @param sound in the metric's unit
     * @param until when the protocol's own is in force again; within 12 hours
     */
    record SetLimit(
            String by,
            ChairId chair,
            Metric metric,
            Limit.Side side,
            Priority priority,
            double sound,
            String reason,
            Instant until)
            implements Command {
        public SetLimit {
            if (reason.length() > 200) {
                throw new IllegalArgumentException("expected a reason of at most 200 characters");
            }
        }

        LimitStep limit() {
            return new LimitStep(side == Limit.Side.LOW ? AlarmKind.LOW : AlarmKind.HIGH, metric, priority);
        }
    }

    /** Puts the protocol's own limit in force again, before the time of the patient's own is over. */
    record ClearLimit(String by, ChairId chair, LimitStep limit) implements Command {}

    /**
     * Pauses all signals of one alarm.
     *
     * @param pause for how long; zero ends a pause
     */
    record PauseAlarm(String by, ChairId chair, String alarm, Duration pause) implements Command {
        public PauseAlarm {
            if (pause.isNegative()) {
                throw new IllegalArgumentException("expected a pause of 0 s or more, got " + pause.toSeconds());
            }
        }
    }

    /**
     * Turns off the tones of a chair, or one limit.
     *
     * @param limit which; null for the tones
     */
    record TurnOff(String by, ChairId chair, @Nullable LimitStep limit, String reason) implements Command {
        public TurnOff {
            if (reason.length() > 200) {
                throw new IllegalArgumentException("expected a reason of at most 200 characters");
            }
        }
    }

    /** Turns on again what was turned off. */
    record TurnOn(String by, ChairId chair, @Nullable LimitStep limit) implements Command {}

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
    }

    /**
     * Starts a course of treatment.
     *
     * @param template how its sessions are spread; null for that of the protocol
     * @param start the day of the first planned visit
     * @param zone of the clinic, in which days are counted
     */
    record StartCourse(
            String by,
            PatientId patient,
            String protocol,
            @Nullable CourseTemplate template,
            LocalDate start,
            ZoneId zone)
            implements Command {}

    record EditCourse(String by, String course, CourseTemplate template, LocalDate start, String reason)
            implements Command {
        public EditCourse {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("expected a reason for changing a course");
            }
        }
    }

    record EndCourse(String by, String course, String reason) implements Command {
        public EndCourse {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("expected a reason for ending a course");
            }
        }
    }

    /**
     * Binds a device.
     *
     * @param withPatient whether to the patient of the open session there, with whom it goes along, and not to the
     *     chair
     */
    record AssignDevice(String by, ChairId chair, DeviceId device, boolean withPatient) implements Command {
        public AssignDevice(String by, ChairId chair, DeviceId device) {
            this(by, chair, device, false);
        }
    }

    record ReleaseDevice(String by, DeviceId device) implements Command {}

    record AssignHold(String by, String hold, Patient patient) implements Command {}
}
