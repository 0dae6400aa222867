package io.dripwatch.fhir.rest;

import org.jspecify.annotations.Nullable;

/** Knows the Encounter of a session. Asked by everything that was measured or planned there. Blocks on the store. */
public interface Encounters {

    /** The id of the Encounter; null where there is no such session. */
    @Nullable
    Long of(String session);

    /** The session of an Encounter; null where there is no such Encounter. */
    @Nullable
    String session(long encounter);
}
