package io.dripwatch.sim.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs one device over its own connection on a thread of its own, until it is closed. */
public final class Driver implements AutoCloseable {
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

    private final Device device;
    private final Sender sender;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** Starts at once. */
    public Driver(String name, Device device, Sender sender, InstantSource clock) {
        this.device = device;
        this.sender = sender;
        this.clock = clock;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(untilDue().toMillis(), TimeUnit.MILLISECONDS)) {
                if (!device.linkedAt(clock.instant())) {
                    sender.unplug();
                } else if (!device.due().isAfter(clock.instant())) {
                    device.settled(sender.deliver(device.speak(clock.instant())));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration untilDue() {
        Instant now = clock.instant();
        Instant due = device.due();
        if (!due.isAfter(now)) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(now, due).plusMillis(1);
        return wait.compareTo(LONGEST_NAP) < 0 ? wait : LONGEST_NAP;
    }

    /** Switches the device off in mid-sentence and waits for it to be silent. */
    @Override
    public void close() {
        closed.countDown();
        sender.close();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
