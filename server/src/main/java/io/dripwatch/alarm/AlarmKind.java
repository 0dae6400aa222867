package io.dripwatch.alarm;

import io.dripwatch.session.Limit;
import io.dripwatch.session.Limit.Side;
import org.jspecify.annotations.Nullable;

/** What an alarm is about. */
public enum AlarmKind {
    /** A vital sign is too low. */
    LOW(Side.LOW),
    /** A vital sign is too high. */
    HIGH(Side.HIGH),
    /** A vital sign falls too fast. */
    FALLING(Side.LOW),
    /** A vital sign rises too fast. */
    RISING(Side.HIGH),
    /** A metric that must come without a break has stopped coming. */
    STALE(null),
    /** The device itself says it cannot measure: probe off, signal unusable. */
    SENSOR_OFF(null),
    /** No message from a device of this chair. */
    LINK_LOST(null),
    /** A measurement that was due has not been taken. */
    OVERDUE(null),
    /** A device names another patient than the one in the chair. */
    PATIENT_MISMATCH(null),
    /** The pump does one thing and the stage says another. */
    STAGE_CONFLICT(null),
    /** Dosing without a baseline: limits relative to it are not in force. */
    NO_BASELINE(null),
    /** The drug runs although something held the start. */
    NOT_CLEARED(null),
    /** The pump's rate, concentration, weight or volume is not the ordered one. */
    DOSE_MISMATCH(null),
    /** More of the drug is in than was ordered. */
    OVER_ORDER(null),
    /** The pump has stopped, and volume still goes in. */
    BOLUS_AFTER_STOP(null),
    /** The drug runs and a required measurement is not being taken. */
    UNWATCHED(null),
    /** A device's clock differs from the server's by more than a minute. */
    CLOCK_OFF(null),
    /** A high alarm stands on no screen that is live: nobody can know of it. */
    UNSEEN(null),
    /** A device raised an alarm by itself; it may tell of the patient or of the equipment. */
    DEVICE_ALARM(null);

    private final @Nullable Side side;

    AlarmKind(@Nullable Side side) {
        this.side = side;
    }

    /** The kind of alarm that a broken limit gives. */
    public static AlarmKind of(Limit limit) {
        boolean low = limit.side() == Side.LOW;
        return limit.delay().over().isZero() ? low ? LOW : HIGH : low ? FALLING : RISING;
    }

    /** Whether it tells of the patient by a broken limit. */
    public boolean physiological() {
        return side != null;
    }

    /** The side of the limit behind it; null where there is none. */
    public @Nullable Side side() {
        return side;
    }
}
