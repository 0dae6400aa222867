package io.dripwatch.sim.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A small MLLP server on loopback that keeps, refuses, ignores or drops messages as a test wants. */
public final class Acceptor implements AutoCloseable {
    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final LinkedBlockingQueue<String> kept = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** What happens to a message. */
    public enum Reaction {
        KEEP,
        KEEP_BUT_DROP_BEFORE_THE_ACK,
        ERROR,
        REJECT,
        ANSWER_ANOTHER,
        IGNORE,
        DROP
    }

    /** Decides by how many messages came before, over all connections. */
    public interface Behaviour {
        Reaction to(int messagesBefore, int connection);
    }

    public Acceptor(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** One that keeps everything. */
    public static Acceptor keeping() throws IOException {
        return new Acceptor((before, connection) -> Reaction.KEEP);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    public int connections() {
        return connections.get();
    }

    public int received() {
        return received.get();
    }

    /** The next message kept and not yet asked for. */
    public String nextKept() throws InterruptedException {
        String message = kept.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("expected a message within 10 s");
        }
        return message;
    }

    /** All messages kept and not yet asked for. */
    public List<String> kept() {
        return List.copyOf(kept);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                int connection = connections.incrementAndGet();
                start(() -> converse(socket, connection));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void converse(Socket socket, int connection) {
        try (socket) {
            Frames frames = new Frames(new BufferedInputStream(socket.getInputStream()));
            while (answer(socket.getOutputStream(), frames.next(), connection)) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            sockets.remove(socket);
        }
    }

    private boolean answer(OutputStream out, String message, int connection) throws IOException {
        String[] msh = message.substring(0, message.indexOf('\r')).split("\\|", -1);
        boolean enhanced = msh.length > 14 && !msh[14].isEmpty();
        Reaction reaction = behaviour.to(received.getAndIncrement(), connection);
        if (reaction == Reaction.KEEP || reaction == Reaction.KEEP_BUT_DROP_BEFORE_THE_ACK) {
            kept.add(message);
        }
        String positive = enhanced ? "C" : "A";
        switch (reaction) {
            case KEEP -> ack(out, positive + "A", msh[9]);
            case ERROR -> ack(out, positive + "E", msh[9]);
            case REJECT -> ack(out, positive + "R", msh[9]);
            case ANSWER_ANOTHER -> ack(out, positive + "A", "SOMEBODY-ELSE");
            case IGNORE -> {}
            case DROP, KEEP_BUT_DROP_BEFORE_THE_ACK -> {
                return false;
            }
        }
        return true;
    }

    private static void ack(OutputStream out, String code, String controlId) throws IOException {
        String ack = "MSH|^~\\&|T||||20260101000000+0000||ACK^R01^ACK|1|P|2.6\rMSA|" + code + "|" + controlId + "\r";
        out.write(("\u000b" + ack + "\u001c\r").getBytes(StandardCharsets.UTF_8));
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "acceptor");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
