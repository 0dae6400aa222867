package io.dripwatch.sim.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** HL7 over MLLP. */
public final class MllpLine implements Line {
    private final TcpLine tcp;
    private @Nullable Frames answers;

    /** In the clear. */
    public MllpLine(InetSocketAddress server) {
        this(server, Tls.NONE);
    }

    public MllpLine(InetSocketAddress server, Tls tls) {
        this.tcp = new TcpLine(server, tls);
    }

    @Override
    public void connect() throws IOException {
        answers = new Frames(tcp.connect());
    }

    @Override
    public void send(Message message) throws IOException {
        tcp.write(Frames.framed(message.text()));
    }

    @Override
    public Answer await(Message message, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        Frames frames = answers;
        while (frames != null) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return Answer.UNANSWERED;
            }
            tcp.readWithin(Math.toIntExact(left));
            try {
                Acknowledgement ack = Acknowledgement.in(frames.next());
                if (ack != null && ack.controlId().equals(message.controlId())) {
                    return ack.answer();
                }
            } catch (SocketTimeoutException e) {
                return Answer.UNANSWERED;
            }
        }
        throw new IOException("not connected");
    }

    @Override
    public void disconnect() {
        tcp.disconnect();
    }
}
