package io.dripwatch.app;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A screen by hand (RFC 6455), that reads only when it is told to, with as little room for what waits as a socket can have. */
final class RawScreen implements AutoCloseable {
    private static final String HANDSHAKE = """
            GET /api/v1/live%s HTTP/1.1
            Host: localhost
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            %s

            """;

    private static final int CLOSING = 8;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    /** Connects and asks for the feed; the answer is not read yet. */
    RawScreen(int port) throws IOException {
        this(port, "none=");
    }

    /** The same as a browser with a cookie. */
    RawScreen(int port, String cookie) throws IOException {
        this(port, cookie, "");
    }

    /** The same that asks for a room. */
    RawScreen(int port, String cookie, String asked) throws IOException {
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write(HANDSHAKE
                        .formatted(asked, "Cookie: " + cookie)
                        .replace("\n", "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        in = new DataInputStream(socket.getInputStream());
    }

    /** Reads so many bytes, or up to the end. */
    void read(int bytes) throws IOException {
        int octet = 0;
        for (int left = bytes; left > 0 && octet >= 0; left--) {
            octet = in.read();
        }
    }

    /** Reads the answer to the handshake. */
    String readAnswer() throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) in.readUnsignedByte());
        }
        return answer.toString();
    }

    /**
     * The next whole text message.
     *
     * @throws IOException where the server says that it closes, or has closed
     */
    String next() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean last = false;
        while (!last) {
            int head = in.readUnsignedByte();
            last = (head & 0x80) != 0;
            int length = in.readUnsignedByte();
            if ((head & 0x0F) == CLOSING) {
                throw new IOException("the server closes: " + in.readUnsignedShort());
            }
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = Math.toIntExact(in.readLong());
            }
            text.write(in.readNBytes(length));
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Resets the connection, as a screen does that is torn off. */
    void tearOff() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Reads on until the server ends the connection, which it must within ten seconds. */
    void isEnded() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        try {
            while (System.nanoTime() < deadline) {
                next();
            }
        } catch (IOException ended) {
            return;
        }
        throw new AssertionError("expected the server to end this connection");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
