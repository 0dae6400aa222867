package io.dripwatch.sim.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hands over one message at a time and stays with it until it is answered, over as many connections as that takes. One
 * thread delivers; any thread may close.
 */
public final class PatientSender implements Sender {
    private final Line line;
    private final Patience patience;
    private final Tally tally;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean connected;
    private int failures;
    private int sends;

    /** Connects on first use. */
    public PatientSender(Line line, Patience patience, Tally tally) {
        this.line = line;
        this.patience = patience;
        this.tally = tally;
    }

    @Override
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
            line.send(message);
            tally.sent(sends > 0);
            sends++;
            answer = line.await(message, patience.ack());
            if (answer == Answer.ACCEPTED || answer == Answer.REJECTED) {
                failures = 0;
                return answer;
            }
        }
        return answer;
    }

    private void connect() throws IOException {
        if (connected) {
            return;
        }
        if (failures > 0) {
            pause(patience.backoff(failures));
        }
        if (!isOpen()) {
            throw new IOException("switched off");
        }
        connected = true;
        line.connect();
        tally.connected();
        if (!isOpen()) {
            unplug();
            throw new IOException("switched off");
        }
    }

    private void hangUp(String why) {
        failures++;
        tally.trouble(why);
        unplug();
    }

    @Override
    public void unplug() {
        connected = false;
        line.disconnect();
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

    @Override
    public void close() {
        closed.countDown();
        unplug();
    }
}
