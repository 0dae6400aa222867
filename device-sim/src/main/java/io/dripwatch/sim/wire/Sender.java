package io.dripwatch.sim.wire;

/** The network plug of one device. One thread delivers; any thread may close. */
public interface Sender extends AutoCloseable {

    /**
     * Sends a message and blocks until its fate is known.
     *
     * @return {@link Answer#UNANSWERED} only after {@link #close} or when patience has run out
     */
    Answer deliver(Message message);

    /** Drops the connection; the next delivery makes another. */
    void unplug();

    /** Switches the device off: a delivery under way ends at once, unanswered. */
    @Override
    void close();
}
