package io.dripwatch.device;

/**
 * What holds for everybody who comes to a listener, whatever is spoken there.
 *
 * @param limits how many may connect, how often, and how long a message may take
 * @param wire who speaks by TLS, and who may speak in the clear
 */
public record DoorRules(DoorLimits limits, WireTerms wire) {

    /** Limits that fit one clinic; in the clear from this machine, and nobody else. */
    public static DoorRules defaults() {
        return new DoorRules(DoorLimits.defaults(), WireTerms.ofThisMachine());
    }

    /** The same with other limits. */
    public DoorRules with(DoorLimits others) {
        return new DoorRules(others, wire);
    }

    /** The same with other terms. */
    public DoorRules with(WireTerms others) {
        return new DoorRules(limits, others);
    }
}
