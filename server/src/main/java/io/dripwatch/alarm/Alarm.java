package io.dripwatch.alarm;

import io.dripwatch.vitals.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alarm that is there, as of now.
 *
 * @param id unique for ever
 * @param key what it is about
 * @param state active while the condition is there, latched when it is gone and must still be reset
 * @param condition the condition as last found
 * @param since when the alarm began
 * @param signalled whether its signals have begun; before that it is kept and not shown
 * @param signalAt when they begin, or began
 * @param acknowledgedAt when a person took notice; null while nobody has, and again when it worsens or reminds
 * @param evidence what held when it was decided, or became worse
 * @param chain how far it was passed on
 */
public record Alarm(
        String id,
        AlarmKey key,
        State state,
        Condition condition,
        Instant since,
        boolean signalled,
        Instant signalAt,
        @Nullable Instant acknowledgedAt,
        Evidence evidence,
        Chain chain) {

    /** The alert states of IEEE 11073-10207 that are worth showing; an inactive alarm is none. */
    public enum State {
        ACTIVE,
        LATCHED
    }

    /** An alarm as it begins. */
    static Alarm begun(String id, AlarmKey key, Condition found, Evidence evidence) {
        Instant now = evidence.decidedAt();
        Instant signalAt = now.plus(found.timing().signal());
        boolean signalled = !now.isBefore(signalAt);
        return new Alarm(id, key, State.ACTIVE, found, now, signalled, signalAt, null, evidence, Chain.anew(signalAt));
    }

    public Priority priority() {
        return condition.priority();
    }

    public boolean acknowledged() {
        return acknowledgedAt != null;
    }

    /** Whether it tells of the patient and somebody must come at once. */
    public boolean highPhysiological() {
        return condition.physiological() && priority() == Priority.HIGH;
    }

    Alarm with(State next, Condition found) {
        return new Alarm(id, key, next, found, since, signalled, signalAt, acknowledgedAt, evidence, chain);
    }

    /** Nobody has taken notice of what it has become: it is news, and is passed on from the beginning. */
    Alarm worse(Condition found, Evidence decided) {
        Instant now = decided.decidedAt();
        Instant due = now.plus(found.timing().signal());
        Instant sooner = signalAt.isBefore(due) ? signalAt : due;
        boolean signals = signalled || !now.isBefore(sooner);
        Chain anew = Chain.anew(signalled ? now : sooner);
        return new Alarm(id, key, State.ACTIVE, found, since, signals, sooner, null, decided, anew);
    }

    Alarm signalling() {
        return new Alarm(id, key, state, condition, since, true, signalAt, acknowledgedAt, evidence, chain);
    }

    Alarm acknowledged(String by, Instant at) {
        return new Alarm(id, key, state, condition, since, signalled, signalAt, at, evidence, chain.accepted(by));
    }

    Alarm unacknowledged(Instant now) {
        return new Alarm(id, key, state, condition, since, signalled, signalAt, null, evidence, Chain.anew(now));
    }

    Alarm with(Chain next) {
        return new Alarm(id, key, state, condition, since, signalled, signalAt, acknowledgedAt, evidence, next);
    }
}
