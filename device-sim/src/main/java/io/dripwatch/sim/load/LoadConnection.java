package io.dripwatch.sim.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One MLLP connection that carries the messages of its share of the monitors, in turn. Used by one thread. */
final class LoadConnection implements AckScanner.Listener {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int PREFIX = FrameTemplate.CONTROL_ID - 9;

    private final LoadPlan plan;
    private final Schedule schedule;
    private final Score score;
    private final int index;
    private final FrameTemplate[] templates;
    private final long[] lastMeasured;
    private final Window window;
    private final byte[] controlId = new byte[FrameTemplate.CONTROL_ID];
    private final Digits digits = new Digits();
    private final AckScanner scanner;
    private final ByteBuffer out;
    private final int longestFrame;
    private @Nullable SelectionKey key;
    private boolean up;
    private long attemptAt;
    private long progressAt;

    /**
     * Connects when it is first driven.
     *
     * @param run eight characters, different for every load
     * @param index from 0; it serves the monitors index, index + connections, and so on
     */
    LoadConnection(LoadPlan plan, Schedule schedule, Score score, String run, int index) {
        this.plan = plan;
        this.schedule = schedule;
        this.score = score;
        this.index = index;
        int share = (plan.monitors() - index + plan.connections() - 1) / plan.connections();
        templates = new FrameTemplate[share];
        int longest = 0;
        for (int i = 0; i < share; i++) {
            templates[i] = new FrameTemplate(index + i * plan.connections(), plan.acks());
            longest = Math.max(longest, templates[i].length());
        }
        longestFrame = longest;
        lastMeasured = new long[share];
        window = new Window(plan.window());
        out = ByteBuffer.allocateDirect(Math.max(1 << 16, longest));
        byte[] prefix = "%s%03d".formatted(run, index).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(prefix, 0, controlId, 0, PREFIX);
        scanner = new AckScanner(prefix, this);
        attemptAt = System.nanoTime();
    }

    /** Whether it is between asking for a connection and having it. */
    boolean isConnecting() {
        return key != null && !up;
    }

    boolean isUp() {
        return up;
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
            } else if (!up) {
                if (now - attemptAt > CONNECT_NANOS) {
                    drop(now);
                }
            } else if (!window.isEmpty() && now - progressAt > plan.patience().toNanos()) {
                drop(now);
            } else {
                fill(current, now);
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
            } else if (selected.isReadable()) {
                scanner.readFrom((SocketChannel) selected.channel());
            }
        } catch (IOException e) {
            drop(now);
        }
    }

    @Override
    public void answered(long sequence, boolean positive) {
        if (!window.answer(sequence)) {
            return;
        }
        long now = System.nanoTime();
        progressAt = now;
        if (positive) {
            long waited = now - window.dueNanos(sequence);
            score.kept(monitor(sequence), number(sequence), window.measuredAtMillis(sequence), waited, now);
        } else {
            score.refused(now);
        }
    }

    /** When {@link #drive} next has something to do that the selector does not tell of. */
    long nextDue(long now) {
        if (key == null) {
            return Math.max(attemptAt, now + RETRY_NANOS / 10);
        }
        if (!up || window.isFull() || out.position() > 0) {
            return Long.MAX_VALUE;
        }
        long due = nextMessageDue(now);
        return schedule.includes(due) ? due : Long.MAX_VALUE;
    }

    /** Whether nothing is due any more and everything is answered. */
    boolean isDone(long now) {
        return window.isEmpty() && !schedule.includes(nextMessageDue(now));
    }

    int unanswered() {
        return window.unanswered();
    }

    /** How many messages were due by then and not sent. */
    long unsentBy(long now) {
        long due = 0;
        for (int i = 0; i < templates.length; i++) {
            due += schedule.dueBy(index + i * plan.connections(), now);
        }
        return Math.max(0, due - window.next());
    }

    private void connect(Selector selector, long now) throws IOException {
        attemptAt = now;
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey fresh = channel.register(selector, SelectionKey.OP_CONNECT, this);
        key = fresh;
        InetSocketAddress server = new InetSocketAddress(
                plan.server().getHostString(), plan.server().getPort());
        if (server.isUnresolved()) {
            throw new IOException("unknown host " + server.getHostString());
        }
        if (channel.connect(server)) {
            connected(fresh, now);
        }
    }

    private void connected(SelectionKey current, long now) {
        up = true;
        progressAt = now;
        score.connected();
        current.interestOps(SelectionKey.OP_READ);
    }

    private void fill(SelectionKey current, long now) throws IOException {
        SocketChannel channel = (SocketChannel) current.channel();
        do {
            boolean more = true;
            while (more && out.remaining() >= longestFrame) {
                more = writeOne(now);
            }
            out.flip();
            channel.write(out);
            out.compact();
        } while (out.position() == 0 && !window.isFull() && isDue(now));
        int interest = SelectionKey.OP_READ | (out.position() > 0 ? SelectionKey.OP_WRITE : 0);
        if (current.interestOps() != interest) {
            current.interestOps(interest);
        }
    }

    private boolean isDue(long now) {
        long due = nextMessageDue(now);
        return due <= now && schedule.includes(due);
    }

    /** Appends one frame to what goes out; false where there is none to send now. */
    private boolean writeOne(long now) {
        long sequence = window.resend();
        if (sequence >= 0) {
            score.resent();
        } else if (!window.isFull() && isDue(now)) {
            sequence = window.next();
            int place = (int) (sequence % templates.length);
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
        Digits.put(controlId, PREFIX, FrameTemplate.CONTROL_ID - PREFIX, sequence);
        byte[] time = digits.time(window.measuredAtMillis(sequence));
        templates[(int) (sequence % templates.length)].write(out, controlId, time, number(sequence));
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
        up = false;
        attemptAt = now + RETRY_NANOS;
        scanner.reset();
        out.clear();
        window.rewind();
    }

    /** Ends the connection for good. */
    void close(long now) {
        drop(now);
    }

    private long nextMessageDue(long now) {
        return schedule.due(monitor(window.next()), number(window.next()), now);
    }

    private int monitor(long sequence) {
        return index + (int) (sequence % templates.length) * plan.connections();
    }

    private long number(long sequence) {
        return sequence / templates.length;
    }
}
