package io.dripwatch.session;

import io.dripwatch.vitals.Sentence;
import java.time.Instant;
import java.util.List;

/**
 * A nurse's word that the patient may go.
 *
 * @param by who signed
 * @param at when
 * @param evidence each criterion as it stood
 * @param overrideReason why it was signed although a criterion was not met; "" where all were
 */
public record Signature(String by, Instant at, List<Sentence> evidence, String overrideReason) {
    public Signature {
        evidence = List.copyOf(evidence);
    }
}
