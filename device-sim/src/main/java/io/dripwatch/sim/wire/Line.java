package io.dripwatch.sim.wire;

import java.io.IOException;
import java.time.Duration;

/** One kind of connection, on which messages are sent and answered. Used by one thread, closed by any. */
public interface Line {

    /**
     * Makes a new connection; there is none before.
     *
     * @throws IOException where nobody answers
     */
    void connect() throws IOException;

    /**
     * Sends a message once.
     *
     * @throws IOException where the connection is lost
     */
    void send(Message message) throws IOException;

    /**
     * Waits for the answer to a message; answers to earlier sends are passed over.
     *
     * @return {@link Answer#UNANSWERED} where none comes within that time
     * @throws IOException where the connection is lost
     */
    Answer await(Message message, Duration limit) throws IOException;

    /** Drops the connection, if there is one. */
    void disconnect();
}
