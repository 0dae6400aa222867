package io.dripwatch.device;

/**
 * Why a message, or one row of it, was left out. Carries no patient data.
 *
 * @param reason by which it is counted
 * @param where the place in the message, in the wire format's own terms ("OBX[4]-5"); empty for the whole message
 * @param detail "expected ..., got ...", in one line
 */
public record Refusal(RefusalReason reason, String where, String detail) {}
