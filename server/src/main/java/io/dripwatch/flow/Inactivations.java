package io.dripwatch.flow;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.Inactivation;
import io.dripwatch.alarm.Inactivation.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which signals of a chair people have silenced. Moves by events only. */
final class Inactivations {
    private final List<Inactivation> all = new ArrayList<>();
    private Instant reminded = Instant.EPOCH;

    void apply(RoomEvent.Inactivated event) {
        Inactivation what = event.inactivation();
        all.removeIf(known -> known.replacedBy(what));
        if (event.step() != RoomEvent.Inactivated.Step.ENDED) {
            all.add(what);
        }
        if (what.kind() == Kind.AUDIO_OFF) {
            reminded = event.at();
        }
    }

    /** In the order in which they came. */
    List<Inactivation> all() {
        return Collections.unmodifiableList(all);
    }

    /** When the tones were turned off, or last reminded of. */
    Instant reminded() {
        return reminded;
    }

    @Nullable
    Inactivation of(Kind kind) {
        for (Inactivation one : all) {
            if (one.kind() == kind) {
                return one;
            }
        }
        return null;
    }

    /** The one that the given one would replace; null where there is none. */
    @Nullable
    Inactivation like(Inactivation wanted) {
        for (Inactivation one : all) {
            if (one.replacedBy(wanted)) {
                return one;
            }
        }
        return null;
    }

    /** Whether all signals of this alarm are silent, not its tones alone. */
    boolean quiet(Alarm alarm, Instant now) {
        for (Inactivation one : all) {
            boolean whole = one.kind() == Kind.ALARM_PAUSED || one.kind() == Kind.ALARM_OFF;
            if (whole && !one.over(now) && one.holds(alarm)) {
                return true;
            }
        }
        return false;
    }

    /** The states of an alarm, as IHE ACM words them: "enabled", or one or more of the others. */
    List<String> words(Alarm alarm, Instant now) {
        List<String> words = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Inactivation one : all) {
                if (one.kind() == kind && !one.over(now) && one.holds(alarm) && !words.contains(kind.word())) {
                    words.add(kind.word());
                }
            }
        }
        if (alarm.acknowledged()) {
            words.add("alert-acknowledged");
        }
        return words.isEmpty() ? List.of("enabled") : words;
    }
}
