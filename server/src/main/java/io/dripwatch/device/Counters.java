package io.dripwatch.device;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the wires brought: never reset while the server runs, safe from every thread. */
public final class Counters {
    private final LongAdder messages = new LongAdder();
    private final LongAdder readings = new LongAdder();
    private final LongAdder notKept = new LongAdder();
    private final LongAdder connectionsRefused = new LongAdder();
    private final LongAdder silentConnections = new LongAdder();
    private final Map<RefusalReason, LongAdder> refused = new EnumMap<>(RefusalReason.class);

    public Counters() {
        for (RefusalReason reason : RefusalReason.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    /** One message was read and its readings are durable. */
    public void kept(int readingCount) {
        messages.increment();
        readings.add(readingCount);
    }

    /** One message was read and could not be made durable. */
    public void notKept() {
        notKept.increment();
    }

    /** One connection was closed at once, for there were too many. */
    public void connectionRefused() {
        connectionsRefused.increment();
    }

    /** One connection was closed, for whoever held it gave no sign of life. */
    public void silentConnectionClosed() {
        silentConnections.increment();
    }

    public void refused(Refusal refusal) {
        Objects.requireNonNull(refused.get(refusal.reason())).increment();
    }

    public long messages() {
        return messages.sum();
    }

    public long readings() {
        return readings.sum();
    }

    public long messagesNotKept() {
        return notKept.sum();
    }

    public long connectionsRefused() {
        return connectionsRefused.sum();
    }

    public long silentConnectionsClosed() {
        return silentConnections.sum();
    }

    /** Refusals by reason, reasons never seen left out. */
    public Map<RefusalReason, Long> refusals() {
        Map<RefusalReason, Long> counts = new EnumMap<>(RefusalReason.class);
        refused.forEach((reason, counter) -> {
            if (counter.sum() > 0) {
                counts.put(reason, counter.sum());
            }
        });
        return counts;
    }
}
