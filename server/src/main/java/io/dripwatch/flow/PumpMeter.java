package io.dripwatch.flow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the pump of a chair does, and how much it has given in this session, counted on over resets of its counter. */
final class PumpMeter {
    private @Nullable PumpState state;
    private double carriedMl;
    private @Nullable Double volumeAtStop;
    private boolean told;

    /** What it does, as it last said; null where none has spoken. */
    @Nullable
    PumpState state() {
        return state;
    }

    /** Whether a pump has said anything in this session. */
    boolean told() {
        return told;
    }

    /** What is added to the pump's counter to have the volume of this session, mL. */
    double carriedMl() {
        return carriedMl;
    }

    /**
     * How much went in since the pump last spoke of starting or stopping.
     *
     * @param counter the pump's own count now, mL
     * @return mL; null where either count is not known
     */
    @Nullable
    Double since(@Nullable Double counter) {
        Double volume = volume(counter);
        return volume == null || volumeAtStop == null ? null : (Double) (volume - volumeAtStop);
    }

    /** Takes notice of a reading; the first one after the pump spoke is what later ones are compared with. */
    void measured(@Nullable Double counter, Instant liveAt) {
        told = true;
        if (volumeAtStop == null && state != null && !liveAt.isBefore(state.since())) {
            volumeAtStop = volume(counter);
        }
    }

    /** A session begins; a pump that runs already is still running. */
    void open() {
        carriedMl = 0;
        told = false;
        volumeAtStop = null;
        state = state != null && state.infusing() ? state.settled() : null;
    }

    void carry(double ml) {
        carriedMl = ml;
    }

    /** What was long under way moves nothing, but what is shown must not contradict it. */
    void follow(RoomEvent.PumpReported event, @Nullable Double counter) {
        if (event.late()) {
            state = state == null ? null : state.told(event.pumpEvent(), event.at());
            return;
        }
        state = new PumpState(event.pumpEvent(), event.at());
        told = true;
        volumeAtStop = volume(counter);
    }

    /** Somebody has said what stage it is. */
    void settle() {
        state = state == null ? null : state.settled();
    }

    private @Nullable Double volume(@Nullable Double counter) {
        return counter == null ? null : (Double) (carriedMl + counter);
    }
}
