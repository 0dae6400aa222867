package io.dripwatch.sim.wire;

import java.util.concurrent.atomic.LongAdder;

/** Counts what devices sent and what was answered; shared by many wires, read at any time. */
public final class Tally {
    private final LongAdder sent = new LongAdder();
    private final LongAdder resent = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder readingsAccepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private volatile String lastTrouble = "";

    /**
     * The counts at one moment.
     *
     * @param sent messages, each once however often it was resent
     * @param resent repetitions
     * @param accepted messages with a positive acknowledgement, each once
     * @param readingsAccepted measured numbers in those
     * @param refused messages with a negative acknowledgement after all resends
     * @param connections made
     * @param lastTrouble the last failure of a connection, empty where there was none
     */
    public record Counts(
            long sent,
            long resent,
            long accepted,
            long readingsAccepted,
            long refused,
            long connections,
            String lastTrouble) {}

    public Counts counts() {
        return new Counts(
                sent.sum(),
                resent.sum(),
                accepted.sum(),
                readingsAccepted.sum(),
                refused.sum(),
                connections.sum(),
                lastTrouble);
    }

    void sent(boolean again) {
        (again ? resent : sent).increment();
    }

    void connected() {
        connections.increment();
    }

    void trouble(String what) {
        lastTrouble = what;
    }

    void settled(Message message, Answer answer) {
        switch (answer) {
            case ACCEPTED -> {
                accepted.increment();
                readingsAccepted.add(message.readings());
            }
            case NOT_KEPT, REJECTED -> refused.increment();
            case UNANSWERED -> {}
        }
    }
}
