package io.dripwatch.device;

import java.util.function.BooleanSupplier;

/**
 * What holds for everybody who comes to a listener, whatever is spoken there.
 *
 * @param limits how many may connect, how often, and how long a message may take
 * @param wire who speaks by TLS, and who may speak in the clear
 * @param identities tells who devices are
 * @param mustIdentify whether those who prove nothing are turned away now
 * @param unfinished the memory for messages that are not whole yet
 */
public record DoorRules(
        DoorLimits limits,
        WireTerms wire,
        Identities identities,
        BooleanSupplier mustIdentify,
        UnfinishedBytes unfinished) {

    /** Limits that fit one clinic; in the clear from this machine, and nobody else; who they are is not asked. */
    public static DoorRules defaults() {
        return new DoorRules(
                DoorLimits.defaults(),
                WireTerms.ofThisMachine(),
                Identities.none(),
                () -> false,
                UnfinishedBytes.usual());
    }

    /** The same with other limits. */
    public DoorRules with(DoorLimits others) {
        return new DoorRules(others, wire, identities, mustIdentify, unfinished);
    }

    /** The same with other terms. */
    public DoorRules with(WireTerms others) {
        return new DoorRules(limits, others, identities, mustIdentify, unfinished);
    }

    /** The same with others who tell who devices are. */
    public DoorRules with(Identities others, boolean must) {
        return new DoorRules(limits, wire, others, () -> must, unfinished);
    }

    /** The same with another memory for messages that are not whole yet. */
    public DoorRules with(UnfinishedBytes other) {
        return new DoorRules(limits, wire, identities, mustIdentify, other);
    }
}
