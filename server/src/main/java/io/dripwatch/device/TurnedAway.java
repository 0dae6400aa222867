package io.dripwatch.device;

/** Why a connection was not let in, or ended by us; the label of the counter in metrics. */
public enum TurnedAway {
    /** As many as the listener bears are open. */
    ALL_TAKEN,
    /** As many as one address may have are open. */
    ADDRESS_FULL,
    /** This address connects again and again. */
    ADDRESS_HASTY,
    /** This device connects again and again. */
    DEVICE_HASTY,
    /** What it had begun to say did not end in time. */
    UNFINISHED,
    /** It asked for nothing, and another needed the room. */
    GAVE_WAY
}
