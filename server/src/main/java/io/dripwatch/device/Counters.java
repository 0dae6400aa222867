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
    private final LongAdder silentConnections = new LongAdder();
    private final Map<RefusalReason, LongAdder> refused = new EnumMap<>(RefusalReason.class);
    private final Map<TurnedAway, LongAdder> turnedAway = new EnumMap<>(TurnedAway.class);

    public Counters() {
        for (RefusalReason reason : RefusalReason.values()) {
            refused.put(reason, new LongAdder());
        }
        for (TurnedAway reason : TurnedAway.values()) {
            turnedAway.put(reason, new LongAdder());
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

    /** One connection was not let in, or was ended by us. */
    public void turnedAway(TurnedAway reason) {
        Objects.requireNonNull(turnedAway.get(reason)).increment();
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

    /** Connections that were not let in or were ended by us, by reason; each is there from the start. */
    public Map<TurnedAway, Long> turnedAway() {
        Map<TurnedAway, Long> counts = new EnumMap<>(TurnedAway.class);
        turnedAway.forEach((reason, counter) -> counts.put(reason, counter.sum()));
        return counts;
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
