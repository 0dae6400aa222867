package io.dripwatch.fhir;

import org.jspecify.annotations.Nullable;

/** Writes the record of a session as a document for people. */
public interface Documents {
    /** The media type of them. */
    String TYPE = "application/pdf";

    /** A PDF file as of now; null where there never was such a session. Blocks on the store. */
    byte @Nullable [] pdf(String session);
}
