package io.dripwatch.app;

import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.MonitorEncoder;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.ControlIds;
import io.dripwatch.sim.wire.DeviceName;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.Message;
import io.dripwatch.sim.wire.MllpSender;
import io.dripwatch.sim.wire.Patience;
import io.dripwatch.sim.wire.PatientIdentity;
import io.dripwatch.sim.wire.Tally;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;

/** A simulated monitor that says, over MLLP, exactly what a test tells it to. */
final class ScreenMonitor implements AutoCloseable {
    private final String name;
    private final MonitorEncoder encoder;
    private final MllpSender sender;
    private final ControlIds ids = new ControlIds(Instant.now());

    /**
     * A monitor, not yet connected.
     *
     * @param number its own, from which its name and its patient's follow
     * @param unit point of care it stands in; the server's room is INFUSION
     * @param bed its bed there
     */
    ScreenMonitor(int mllpPort, int number, String unit, String bed) {
        this.name = "02D51A%010X".formatted(number);
        Header header = new Header(new DeviceName("DRIPSIM_MONITOR", name), AckMode.ENHANCED, ZoneOffset.UTC);
        this.encoder = new MonitorEncoder(new Bedside(header, PatientIdentity.synthetic(number), unit, bed));
        this.sender = new MllpSender(
                InetSocketAddress.createUnresolved("127.0.0.1", mllpPort),
                Patience.ofDevice().givingUpAfter(Duration.ofSeconds(20)),
                new Tally());
    }

    /** As screens show it. */
    String name() {
        return name;
    }

    /** Reports what it measures now, and waits until the server has kept it. */
    void says(Measured... rows) {
        says(Duration.ZERO, text -> text, rows);
    }

    /** The same of some time ago. */
    void said(Duration ago, Measured... rows) {
        says(ago, text -> text, rows);
    }

    /** The same, with the message changed in a way that the simulated monitor does not know. */
    void says(UnaryOperator<String> change, Measured... rows) {
        says(Duration.ZERO, change, rows);
    }

    private void says(Duration ago, UnaryOperator<String> change, Measured... rows) {
        Instant now = Instant.now();
        Message message = encoder.encode(ids.next(), now.minus(ago), now, List.of(rows));
        Answer answer =
                sender.deliver(new Message(message.controlId(), change.apply(message.text()), message.readings()));
        Assertions.assertThat(answer).as("what the server answered").isEqualTo(Answer.ACCEPTED);
    }

    @Override
    public void close() {
        sender.close();
    }
}
