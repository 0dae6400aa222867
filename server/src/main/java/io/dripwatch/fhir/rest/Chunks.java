package io.dripwatch.fhir.rest;

import io.vertx.core.buffer.Buffer;

/** Something long that is made piece by piece, so that never more than a piece of it is in memory. */
public interface Chunks {

    /** The next piece; blocks on the store. */
    Buffer next();

    /** Whether {@link #next()} gave the last piece. */
    boolean done();
}
