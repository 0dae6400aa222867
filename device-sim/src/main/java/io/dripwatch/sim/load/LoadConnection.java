package io.dripwatch.sim.load;

import io.dripwatch.sim.wire.OpenChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection that carries the messages of its share of the monitors, in turn. Used by one thread. */
final class LoadConnection implements LoadWire.Listener {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long REFUSED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LoadPlan plan;
    private final Destination destination;
    private final Schedule schedule;
    private final Score score;
    private final int[] monitors;
    private final long[] lastMeasured;
    private final Window window;
    private final LoadWire wire;
    private final int longestBytes;
    private final Inlet in = new Inlet();
    private final ByteBuffer out;
    private @Nullable SelectionKey key;
    private @Nullable OpenChannel channel;
    private boolean told;
    private long attemptAt;
    private long progressAt;

    /**
     * Connects when it is first driven.
     *
     * @param score of its destination
     * @param run eight characters, different for every load
     * @param index from 0; it serves the monitors index, index + connections, and so on
     */
    LoadConnection(LoadPlan plan, Schedule schedule, Score score, String run, int index) {
        this.plan = plan;
        this.destination = plan.destination(index);
        this.schedule = schedule;
        this.score = score;
        int share = plan.share(index);
        monitors = new int[share];
        for (int i = 0; i < share; i++) {
            monitors[i] = index + i * plan.connections();
        }
        lastMeasured = new long[share];
        window = new Window(plan.window());
        String name = "%s%03d".formatted(run, index);
        wire = destination.transport().wire(monitors, destination.server(), plan.acks(), name, this);
        longestBytes = wire.longestBytes();
        out = ByteBuffer.allocateDirect(Math.max(1 << 16, longestBytes));
        attemptAt = System.nanoTime();
    }

    /** Whether it is between asking for a connection and having it. */
    boolean isConnecting() {
        return key != null && !isUp();
    }

    boolean isUp() {
        return channel != null && channel.isAgreed() && wire.isOpen();
    }

    /**
     * Does what can be done now: connects, sends what is due, gives up on a silent server.
     *
     * @param mayConnect whether it may ask for a connection now
     */
    void drive(Selector selector, long now, boolean mayConnect) {
        try {
            SelectionKey current = key;
            if (current == null) {
                if (mayConnect && now >= attemptAt) {
                    connect(selector, now);
                }
            } else if (!isUp() && now - attemptAt > CONNECT_NANOS) {
                drop(now);
            } else if (channel != null
                    && !window.isEmpty()
                    && now - progressAt > plan.patience().toNanos()) {
                drop(now);
            } else if (channel != null) {
                fill(current, channel, now);
            }
        } catch (IOException e) {
            drop(now);
        }
    }

    /** Handles what the selector found. */
    void ready(SelectionKey selected, long now) {
        if (selected != key || !selected.isValid()) {
            return;
        }
        try {
            if (selected.isConnectable()) {
                ((SocketChannel) selected.channel()).finishConnect();
                connected(selected, now);
            } else if (selected.isReadable() && channel != null) {
                in.readFrom(channel, wire, out);
                tellOnceUp(now);
            }
        } catch (IOException e) {
            drop(now);
        }
    }

    @Override
    public void answered(long sequence, boolean positive) {
        long now = System.nanoTime();
        boolean again = !positive && plan.insists();
        if (!(again ? window.refuse(sequence, now + REFUSED_NANOS) : window.answer(sequence))) {
            return;
        }
        progressAt = now;
        if (positive) {
            long waited = now - window.dueNanos(sequence);
            score.kept(monitor(sequence), number(sequence), window.measuredAtMillis(sequence), waited, now);
        } else {
            score.refused(again, now);
        }
    }

    /** When {@link #drive} next has something to do that the selector does not tell of. */
    long nextDue(long now) {
        if (key == null) {
            return Math.max(attemptAt, now + RETRY_NANOS / 10);
        }
        if (!isUp() || window.isFull() || out.position() > 0) {
            return Long.MAX_VALUE;
        }
        long due = nextMessageDue(now);
        return schedule.includes(due) ? due : Long.MAX_VALUE;
    }

    /** Whether nothing is due any more and everything is answered. */
    boolean isDone(long now) {
        return window.isEmpty() && !schedule.includes(nextMessageDue(now));
    }

    /** How many messages were due by then and not sent. */
    private long unsentBy(long now) {
        long due = 0;
        for (int monitor : monitors) {
            due += schedule.dueBy(monitor, now);
        }
        return Math.max(0, due - window.next());
    }

    private void connect(Selector selector, long now) throws IOException {
        attemptAt = now;
        SocketChannel socket = SocketChannel.open();
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey fresh = socket.register(selector, SelectionKey.OP_CONNECT, this);
        key = fresh;
        InetSocketAddress server = new InetSocketAddress(
                destination.server().getHostString(), destination.server().getPort());
        if (server.isUnresolved()) {
            throw new IOException("unknown host " + server.getHostString());
        }
        if (socket.connect(server)) {
            connected(fresh, now);
        }
    }

    private void connected(SelectionKey current, long now) throws IOException {
        channel = destination.tls().around((SocketChannel) current.channel(), destination.server());
        wire.begin(out);
        current.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        tellOnceUp(now);
    }

    private void tellOnceUp(long now) {
        if (!told && isUp()) {
            told = true;
            progressAt = now;
            score.connected();
        }
    }

    private void fill(SelectionKey current, OpenChannel to, long now) throws IOException {
        do {
            boolean more = true;
            while (more && out.remaining() >= longestBytes) {
                more = writeOne(now);
            }
            out.flip();
            to.write(out);
            out.compact();
            tellOnceUp(now);
        } while (out.position() == 0 && isUp() && !window.isFull() && isDue(now));
        int interest = SelectionKey.OP_READ | (to.waitsToWrite(out.position() > 0) ? SelectionKey.OP_WRITE : 0);
        if (current.interestOps() != interest) {
            current.interestOps(interest);
        }
    }

    private boolean isDue(long now) {
        long due = nextMessageDue(now);
        return due <= now && schedule.includes(due);
    }

    /** Appends one message to what goes out; false where there is none to send now. */
    private boolean writeOne(long now) {
        if (!isUp()) {
            return false;
        }
        long sequence = window.resend(now);
        boolean again = sequence >= 0;
        if (again) {
            score.resent();
        } else if (!window.isFull() && isDue(now)) {
            sequence = window.next();
            int place = place(sequence);
            long due = nextMessageDue(now);
            if (window.isEmpty()) {
                progressAt = now;
            }
            lastMeasured[place] = Math.max(lastMeasured[place] + 1, schedule.millisAt(due));
            window.admit(due, lastMeasured[place]);
            score.sent(monitor(sequence), lastMeasured[place], due);
        } else {
            return false;
        }
        wire.write(
                out,
                new LoadMessage(place(sequence), sequence, number(sequence), window.measuredAtMillis(sequence)),
                again);
        return true;
    }

    private void drop(long now) {
        SelectionKey current = key;
        if (current != null) {
            current.cancel();
            try {
                current.channel().close();
            } catch (IOException e) {
                throw new UncheckedIOException("a socket cannot be closed", e);
            }
        }
        key = null;
        channel = null;
        told = false;
        attemptAt = now + RETRY_NANOS;
        in.reset();
        out.clear();
        window.rewind();
    }

    /** Ends the connection for good. */
    void close(long now) {
        score.over(window.unanswered(), unsentBy(now));
        drop(now);
    }

    private long nextMessageDue(long now) {
        return schedule.due(monitor(window.next()), number(window.next()), now);
    }

    private int monitor(long sequence) {
        return monitors[place(sequence)];
    }

    private int place(long sequence) {
        return (int) (sequence % monitors.length);
    }

    private long number(long sequence) {
        return sequence / monitors.length;
    }
}
