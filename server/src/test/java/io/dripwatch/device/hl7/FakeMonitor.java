package io.dripwatch.device.hl7;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A monitor that listens as Mindray's PDS does, and misbehaves as told: one manner for each connection in turn. */
final class FakeMonitor implements AutoCloseable {
    static final String VALUES = "MSH|^~\\&|||||||ORU^R01|204|P|2.3.1|\rOBX||NM|160^SpO2|2102|97||||||F\r"
            + "OBX||NM|161^PR|2102|-100.00||||||F\r";

    enum Manner {
        CLOSES_AT_ONCE,
        SILENT,
        GARBAGE,
        HALF_A_FRAME_THEN_CLOSES,
        WELL
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Manner> manners = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new ArrayList<>();

    FakeMonitor(Manner... inTurn) throws IOException {
        manners.addAll(List.of(inTurn));
        Thread thread = new Thread(this::serve, "fake-monitor");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The messages it was sent, by all its connections. */
    BlockingQueue<String> heard() {
        return heard;
    }

    /** How many manners have not been shown yet. */
    int left() {
        return manners.size();
    }

    /** Says something unasked to all that are connected. */
    synchronized void says(String message) throws IOException {
        for (Socket socket : sockets) {
            socket.getOutputStream().write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Cuts what is connected now. */
    synchronized void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Manner next = manners.poll();
                Manner manner = next == null ? Manner.WELL : next;
                synchronized (this) {
                    sockets.add(socket);
                }
                Thread thread = new Thread(() -> behave(socket, manner), "fake-monitor-link");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void behave(Socket socket, Manner manner) {
        try {
            OutputStream out = socket.getOutputStream();
            switch (manner) {
                case CLOSES_AT_ONCE -> socket.close();
                case SILENT -> listen(socket, "");
                case GARBAGE -> {
                    for (int i = 0; i < 100; i++) {
                        out.write(
                                "HTTP/1.1 400 Bad Request\r\n\u000bnonsense\u001c\r".getBytes(StandardCharsets.UTF_8));
                    }
                    listen(socket, "\u000bmore nonsense\u001c\r");
                }
                case HALF_A_FRAME_THEN_CLOSES -> {
                    out.write(("\u000b" + VALUES).getBytes(StandardCharsets.UTF_8));
                    socket.close();
                }
                case WELL -> listen(socket, "\u000b" + VALUES + "\u001c\r");
            }
        } catch (IOException cut) {
            // The other side, or the test, has hung up.
            heard.add("hung up: " + cut.getMessage());
        }
    }

    /** Answers every message with the same words. */
    private void listen(Socket socket, String answer) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder message = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == 0x1C) {
                heard.add(message.toString().strip());
                message.setLength(0);
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            } else if (b != 0x0B) {
                message.append((char) b);
            }
        }
        socket.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
