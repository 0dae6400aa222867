package io.dripwatch.push.hl7;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** A receiver of HL7 over MLLP that keeps what it was sent and answers as it is told. */
public final class Receiver implements AutoCloseable {
    private final ServerSocket listening;
    private final Function<String, Answering> answering;
    private final List<String> kept = Collections.synchronizedList(new ArrayList<>());
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** What it does with a message. */
    public enum Answering {
        TAKES,
        TAKES_AND_SAYS_SO_FOR_GOOD,
        IS_NOT_WELL,
        REJECTS,
        SAYS_NOTHING,
        HANGS_UP,
        TAKES_AND_HANGS_UP
    }

    /** Listens on this socket. */
    public Receiver(ServerSocket listening, Function<String, Answering> answering) {
        this.listening = listening;
        this.answering = answering;
        daemon(this::accept);
    }

    /** Listens in the clear. */
    public static Receiver on(int port, Function<String, Answering> answering) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new Receiver(socket, answering);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** What it has taken, repetitions included. */
    public List<String> kept() {
        return List.copyOf(kept);
    }

    /** Every message that came, taken or not, one after the other. */
    public BlockingQueue<String> arrived() {
        return arrived;
    }

    /** MSH-10. */
    public static String id(String message) {
        return message.split("\\|", -1)[9];
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (SocketException ended) {
            open.forEach(Receiver::hangUp);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String message = next(in); !message.isEmpty(); message = next(in)) {
                Answering how = answering.apply(message);
                boolean takes = how == Answering.TAKES
                        || how == Answering.TAKES_AND_SAYS_SO_FOR_GOOD
                        || how == Answering.TAKES_AND_HANGS_UP;
                if (takes) {
                    kept.add(message);
                }
                arrived.add(message);
                if (how == Answering.HANGS_UP || how == Answering.TAKES_AND_HANGS_UP) {
                    return;
                }
                answer(socket, message, how);
            }
        } catch (IOException hungUp) {
            hangUp(socket);
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String next(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != 0x1C) {
            if (next == 0x0B) {
                bytes.reset();
            } else {
                bytes.write(next);
            }
            next = in.read();
        }
        return next < 0 ? "" : bytes.toString(StandardCharsets.UTF_8).stripLeading();
    }

    private static void answer(Socket socket, String message, Answering how) throws IOException {
        String id = id(message);
        String text =
                switch (how) {
                    case TAKES -> ack("CA", id, "");
                    case TAKES_AND_SAYS_SO_FOR_GOOD -> ack("CA", id, "") + ack("AA", id, "");
                    case IS_NOT_WELL -> ack("AE", id, "ERR|||207^Application error^HL70357|E|||Sam is unknown\r");
                    case REJECTS -> ack("AR", id, "ERR|||204^Unknown key identifier^HL70357|E||||Sam is unknown\r");
                    case SAYS_NOTHING -> ack("AA", "another", "");
                    case HANGS_UP, TAKES_AND_HANGS_UP -> throw new IllegalStateException("hangs up");
                };
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String ack(String code, String id, String error) {
        return "\u000bMSH|^~\\&|EHR||DRIPWATCH||20260301120000||ACK|X|P|2.6\rMSA|" + code + "|" + id + "\r" + error
                + "\u001c\r";
    }

    @Override
    public void close() throws IOException {
        listening.close();
        open.forEach(Receiver::hangUp);
    }
}
