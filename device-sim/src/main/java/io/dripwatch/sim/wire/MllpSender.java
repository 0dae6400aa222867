package io.dripwatch.sim.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The network plug of one device: a TCP client that hands over one message at a time and stays with it until it is
 * answered, over as many connections as that takes. One thread delivers; any thread may close.
 */
public final class MllpSender implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    private final InetSocketAddress server;
    private final Patience patience;
    private final Tally tally;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Socket socket;
    private @Nullable Frames answers;
    private int failures;
    private int sends;

    /**
     * Connects on first use.
     *
     * @param server host and port; the name is looked up anew for each connection
     */
    public MllpSender(InetSocketAddress server, Patience patience, Tally tally) {
        this.server = server;
        this.patience = patience;
        this.tally = tally;
    }

    /**
     * Sends a message and blocks until its fate is known.
     *
     * @return {@link Answer#UNANSWERED} only after {@link #close} or when patience has run out
     */
    public Answer deliver(Message message) {
        long begun = System.nanoTime();
        sends = 0;
        while (isOpen() && System.nanoTime() - begun < patience.giveUp().toNanos()) {
            try {
                Answer answer = converse(message);
                if (answer == Answer.NOT_KEPT) {
                    hangUp("the server did not keep a message");
                }
                if (answer != Answer.UNANSWERED) {
                    tally.settled(message, answer);
                    return answer;
                }
                hangUp("no acknowledgement within " + patience.ack());
            } catch (IOException e) {
                hangUp(String.valueOf(e.getMessage()));
            }
        }
        return Answer.UNANSWERED;
    }

    /** The message and its resends on one connection. */
    private Answer converse(Message message) throws IOException {
        connect();
        Answer answer = Answer.UNANSWERED;
        for (int attempt = 0; attempt <= patience.resends() && isOpen(); attempt++) {
            if (attempt > 0 && answer == Answer.NOT_KEPT) {
                pause(patience.firstBackoff());
            }
            send(message);
            tally.sent(sends > 0);
            sends++;
            answer = await(message.controlId());
            if (answer == Answer.ACCEPTED || answer == Answer.REJECTED) {
                failures = 0;
                return answer;
            }
        }
        return answer;
    }

    private void connect() throws IOException {
        if (socket != null) {
            return;
        }
        if (failures > 0) {
            pause(patience.backoff(failures));
        }
        Socket fresh = new Socket();
        socket = fresh;
        if (!isOpen()) {
            throw new IOException("switched off");
        }
        fresh.setTcpNoDelay(true);
        fresh.connect(
                new InetSocketAddress(server.getHostString(), server.getPort()),
                Math.toIntExact(CONNECT_LIMIT.toMillis()));
        answers = new Frames(fresh.getInputStream());
        tally.connected();
    }

    private void send(Message message) throws IOException {
        Socket current = socket;
        if (current == null) {
            throw new IOException("not connected");
        }
        current.getOutputStream().write(Frames.framed(message.text()));
    }

    /** The answer to this message; answers to earlier sends are passed over, silence is {@link Answer#UNANSWERED}. */
    private Answer await(String controlId) throws IOException {
        long deadline = System.nanoTime() + patience.ack().toNanos();
        Socket current = socket;
        Frames frames = answers;
        while (current != null && frames != null) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return Answer.UNANSWERED;
            }
            current.setSoTimeout(Math.toIntExact(left));
            try {
                Acknowledgement ack = Acknowledgement.in(frames.next());
                if (ack != null && ack.controlId().equals(controlId)) {
                    return ack.answer();
                }
            } catch (SocketTimeoutException e) {
                return Answer.UNANSWERED;
            }
        }
        throw new IOException("not connected");
    }

    private void hangUp(String why) {
        failures++;
        tally.trouble(why);
        unplug();
        answers = null;
    }

    /** Drops the connection; the next delivery makes another. */
    void unplug() {
        Socket current = socket;
        socket = null;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                tally.trouble("closing the connection: " + e.getMessage());
            }
        }
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    /** Waits, but not longer than until {@link #close}. */
    private void pause(Duration time) {
        try {
            closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /** Switches the device off: a delivery under way ends at once, unanswered. */
    @Override
    public void close() {
        closed.countDown();
        unplug();
    }
}
