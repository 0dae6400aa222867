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
    /** What it had begun to say was long, and the memory for messages that are not whole was full. */
    NO_ROOM,
    /** It did not come to speak TLS with us, or showed no certificate that we trust. */
    NOT_SECURED,
    /** It spoke in the clear, and its address is none of those that may. */
    IN_THE_CLEAR,
    /** It proved not who it is: no token or certificate where one is needed, or a token that counts for nothing. */
    UNIDENTIFIED,
    /** The token it came with expired or was revoked. */
    TOKEN_ENDED,
    /** It asked for nothing, and another needed the room. */
    GAVE_WAY,
    /** It does not read its answers: it asked for more and more, or let its time pass. */
    UNREAD
}
