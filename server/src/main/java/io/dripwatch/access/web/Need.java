package io.dripwatch.access.web;

import io.dripwatch.access.Action;
import org.jspecify.annotations.Nullable;

/**
 * What an address asks of those who come.
 *
 * @param of whom it is for
 * @param action what they must be allowed to do; null where it is not about doing
 */
public record Need(Of of, @Nullable Action action) {
    static final Need NOTHING = new Need(Of.ANYBODY, null);
    static final Need DEVICE = new Need(Of.DEVICES, null);
    static final Need SIGNED = new Need(Of.PROGRAMS, null);
    /** The same for the hospital's provider, which shows a signed token. */
    static final Need PROVIDER = new Need(Of.PROGRAMS, null);

    static final Need PERSON = new Need(Of.WHO_IS_SIGNED_IN, null);

    /** Whom an address is for. */
    public enum Of {
        /** Public: nothing of patients stands there. */
        ANYBODY,
        /** Devices, which show their token or certificate at a door of their own behind this one. */
        DEVICES,
        /** Programs, which show at a door of their own behind this one that they have signed what they ask. */
        PROGRAMS,
        /** Whoever is signed in and is there, whatever their role. */
        WHO_IS_SIGNED_IN,
        /** Whoever may do it. */
        WHO_MAY
    }

    static Need to(Action action) {
        return new Need(Of.WHO_MAY, action);
    }
}
