package io.dripwatch.fhir.subscription;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** The way to a subscriber. Answers at once. */
interface Line {

    /** Whether somebody may be there to take it. */
    boolean listens(Kept to);

    /** Sends a notification; done when the subscriber has it. */
    Future<Void> send(Kept to, Buffer notification);
}
