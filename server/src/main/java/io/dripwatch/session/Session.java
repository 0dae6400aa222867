package io.dripwatch.session;

import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Patient;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One patient's stay in one chair, as of now.
 *
 * @param id unique for ever
 * @param chair where the patient sits
 * @param patient who; null until somebody or some device says so
 * @param protocol the version this session started with
 * @param weightKg body weight in kg; null where not told
 * @param startedAt when it was opened
 * @param stage where it stands
 * @param stageSince since when
 * @param dosingSince when the drug first ran; null before
 * @param baseline this patient's values before the drug
 */
public record Session(
        String id,
        ChairId chair,
        @Nullable Patient patient,
        Protocol protocol,
        @Nullable Double weightKg,
        Instant startedAt,
        Stage stage,
        Instant stageSince,
        @Nullable Instant dosingSince,
        Baseline baseline) {

    /** The ordered dose in mg; null without a weight. */
    public @Nullable Double orderedMg() {
        return weightKg == null ? null : (Double) (protocol.mgPerKg() * weightKg);
    }

    public Session inStage(Stage next, Instant at) {
        Instant dosing = next == Stage.DOSING && dosingSince == null ? at : dosingSince;
        return new Session(id, chair, patient, protocol, weightKg, startedAt, next, at, dosing, baseline);
    }

    public Session withBaseline(Baseline taken) {
        return new Session(id, chair, patient, protocol, weightKg, startedAt, stage, stageSince, dosingSince, taken);
    }

    public Session of(Patient identified) {
        return new Session(
                id, chair, identified, protocol, weightKg, startedAt, stage, stageSince, dosingSince, baseline);
    }
}
