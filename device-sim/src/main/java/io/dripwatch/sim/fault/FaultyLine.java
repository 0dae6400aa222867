package io.dripwatch.sim.fault;

import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Line;
import io.dripwatch.sim.wire.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A line on which things go wrong, by seed. Whatever is answered to a message that was lost or became another on the
 * way is not the answer to that message: the device hears nothing, and sends it again.
 */
public final class FaultyLine implements Line {
    private final Line line;
    private final Faults faults;
    private final SplittableRandom random;
    private final AtomicBoolean off = new AtomicBoolean();
    private @Nullable Message before;
    private @Nullable String unsureId;
    private boolean halfOpen;

    public FaultyLine(Line line, Faults faults, long seed) {
        this.line = line;
        this.faults = faults;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void connect() throws IOException {
        off.set(false);
        halfOpen = false;
        line.connect();
    }

    @Override
    public void send(Message message) throws IOException {
        halfOpen |= happens(faults.halfOpen());
        if (happens(faults.delay())) {
            pause(random.nextDouble() * faults.longestDelay().toNanos());
        }
        if (faults.bytesPerSecond() > 0) {
            pause(message.text().length() / faults.bytesPerSecond() * 1e9);
        }
        boolean lost = happens(faults.drop()) || halfOpen;
        Message sent = happens(faults.corrupt()) ? corrupted(message) : message;
        int times = lost ? 0 : happens(faults.duplicate()) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            line.send(sent);
        }
        Message earlier = before;
        if (!lost && earlier != null && happens(faults.reorder())) {
            line.send(earlier);
        }
        before = message;
        unsureId = lost || !sent.equals(message) ? message.controlId() : null;
    }

    @Override
    public Answer await(Message message, Duration limit) throws IOException {
        if (message.controlId().equals(unsureId)) {
            pause((double) limit.toNanos());
            return Answer.UNANSWERED;
        }
        return line.await(message, limit);
    }

    @Override
    public void disconnect() {
        off.set(true);
        line.disconnect();
    }

    private boolean happens(double chance) {
        return random.nextDouble() < chance;
    }

    /**
     * Another character somewhere behind the first segment's separators, so that it is still the same kind of message.
     */
    private Message corrupted(Message message) {
        StringBuilder text = new StringBuilder(message.text());
        text.setCharAt(random.nextInt(9, text.length()), (char) random.nextInt(' ', 127));
        return new Message(message.controlId(), text.toString(), message.readings());
    }

    private void pause(double nanos) {
        long until = System.nanoTime() + (long) nanos;
        try {
            while (!off.get() && System.nanoTime() < until) {
                TimeUnit.NANOSECONDS.sleep(Math.min(10_000_000, Math.max(0, until - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
