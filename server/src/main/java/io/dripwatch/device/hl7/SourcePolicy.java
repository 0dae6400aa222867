package io.dripwatch.device.hl7;

import java.util.List;
import java.util.Locale;

/**
 * Where one maker's reading of the standard differs from the others'.
 *
 * @param sender words that MSH-3 or MSH-4 of its messages contain, in any capitals; not blank
 * @param keepsValueUnderX whether a number with result status X (OBX-11 "cannot be obtained") is a measurement all the
 *     same
 */
public record SourcePolicy(String sender, boolean keepsValueUnderX) {

    /** Of whom nothing special is known: X means that there is no value. */
    static final SourcePolicy USUAL = new SourcePolicy("any", false);

    /** Philips information centers mark every row with X, numbers included, as IHE's own sample message shows. */
    public static final List<SourcePolicy> KNOWN = List.of(new SourcePolicy("PHILIPS", true));

    public SourcePolicy {
        if (sender.isBlank()) {
            throw new IllegalArgumentException("expected words by which the sender is known, got none");
        }
    }

    boolean matches(String applicationAndFacility) {
        return applicationAndFacility.toUpperCase(Locale.ROOT).contains(sender.toUpperCase(Locale.ROOT));
    }

    /** The policy for the sender of this message. */
    static SourcePolicy of(Message message, List<SourcePolicy> policies) {
        String sender = message.field(0, 3).ascii() + " " + message.field(0, 4).ascii();
        return policies.stream().filter(p -> p.matches(sender)).findFirst().orElse(USUAL);
    }
}
