package io.dripwatch.sim.wire;

import java.net.InetSocketAddress;

/** The network plug of a device that speaks HL7 over MLLP. */
public final class MllpSender implements Sender {
    private final PatientSender sender;

    /**
     * Connects on first use.
     *
     * @param server host and port; the name is looked up anew for each connection
     */
    public MllpSender(InetSocketAddress server, Patience patience, Tally tally) {
        this.sender = new PatientSender(new MllpLine(server), patience, tally);
    }

    @Override
    public Answer deliver(Message message) {
        return sender.deliver(message);
    }

    @Override
    public void unplug() {
        sender.unplug();
    }

    @Override
    public void close() {
        sender.close();
    }
}
