package io.dripwatch.device.json;

import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;

/** A part of a message cannot be used; what is around it may. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    Unreadable(RefusalReason reason, String where, String detail) {
        super(detail, null, false, false);
        this.refusal = new Refusal(reason, where, detail);
    }

    Refusal refusal() {
        return refusal;
    }
}
