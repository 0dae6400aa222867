package io.dripwatch.flow;

import io.dripwatch.session.CheckIn;
import io.dripwatch.session.OwnLimit;
import io.dripwatch.session.Session;
import java.util.ArrayList;
import java.util.List;

/** What the events of a session make of it: the one place where they are read. */
public final class SessionEvents {
    private SessionEvents() {}

    /** The session after one of its events; the same object where the event does not change it. */
    public static Session after(Session session, RoomEvent event) {
        CheckIn checkIn = session.checkIn();
        return switch (event.kind()) {
            case STAGE_MOVED -> session.inStage(((RoomEvent.StageMoved) event).to(), event.by(), event.at());
            case STAGE_CONFIRMED -> session.confirmed(event.by());
            case BASELINE_TAKEN -> session.withBaseline(((RoomEvent.BaselineTaken) event).baseline());
            case PATIENT_IDENTIFIED -> session.of(((RoomEvent.PatientIdentified) event).patient());
            case NURSE_NAMED -> session.underCareOf(((RoomEvent.NurseNamed) event).nurse());
            case CHECK_ANSWERED -> {
                RoomEvent.CheckAnswered answered = (RoomEvent.CheckAnswered) event;
                yield session.with(checkIn.answered(
                        answered.item(), new CheckIn.Answered(answered.answer(), event.by(), event.at())));
            }
            case WEIGHED -> session.with(checkIn.weighed(((RoomEvent.Weighed) event).weight()));
            case BLOCK_OVERRIDDEN -> {
                RoomEvent.BlockOverridden overridden = (RoomEvent.BlockOverridden) event;
                yield session.with(checkIn.overridden(overridden.block(), overridden.override()));
            }
            case STARTED_AGAINST -> session.with(checkIn.startedAgainst(((RoomEvent.StartedAgainst) event).blocks()));
            case CHARTED -> session.charted(((RoomEvent.Charted) event).entry());
            case CLOCK_MOVED -> session.withClock(((RoomEvent.ClockMoved) event).clock());
            case DISCHARGE_SIGNED -> session.signed(((RoomEvent.DischargeSigned) event).signature());
            case LIMIT_SET ->
                session.withOwnLimits(after(session.ownLimits(), ((RoomEvent.LimitSet) event).limit(), true));
            case LIMIT_ENDED ->
                session.withOwnLimits(after(session.ownLimits(), ((RoomEvent.LimitEnded) event).limit(), false));
            case SESSION_OPENED,
                    DOSE_CARRIED,
                    DEVICE_ASSIGNED,
                    DEVICE_RELEASED,
                    DEVICE_CLOCK,
                    PUMP_REPORTED,
                    ALARM_CHANGED,
                    ALARM_SHOWN,
                    INACTIVATED,
                    COURSE_CHANGED,
                    READINGS_HELD,
                    HOLD_ASSIGNED,
                    LEGAL_HOLD_SET,
                    LEGAL_HOLD_RELEASED,
                    ACCESSED -> session;
        };
    }

    private static List<OwnLimit> after(List<OwnLimit> before, OwnLimit limit, boolean inForce) {
        List<OwnLimit> after = new ArrayList<>(before);
        after.removeIf(limit::replaces);
        if (inForce) {
            after.add(limit);
        }
        return after;
    }
}
