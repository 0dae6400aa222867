package io.dripwatch.sim.load;

import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Badge;
import io.dripwatch.sim.wire.JsonAnswer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;

/** JSON over a WebSocket (RFC 6455) at {@code /api/v1/readings}: a text frame a message, answered by its seq. */
final class WebSocketWire implements LoadWire {
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int SHORT_PAYLOAD = 125;
    private static final int LENGTH_OF_TWO = 126;
    private static final int LENGTH_OF_EIGHT = 127;
    private static final int LONGEST_HEAD = 8;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final JsonReport reports;
    private final byte[] greeting;
    private final Listener listener;
    private final SplittableRandom masks = new SplittableRandom();
    private boolean open;

    /**
     * For one connection.
     *
     * @param monitors whose messages it carries
     * @param badge that it shows
     * @param name eleven letters and digits, of this connection alone
     */
    WebSocketWire(int[] monitors, InetSocketAddress server, Badge badge, String name, Listener listener) {
        this.reports = new JsonReport(monitors);
        this.listener = listener;
        String host = server.getHostString();
        String key = Base64.getEncoder().encodeToString((name + "-load").getBytes(StandardCharsets.US_ASCII));
        this.greeting = ("GET /api/v1/readings HTTP/1.1\r\nHost: " + (host.contains(":") ? "[" + host + "]" : host)
                        + ":" + server.getPort()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + (badge.isShown() ? "Authorization: " + badge.header() + "\r\n" : "")
                        + "Sec-WebSocket-Key: " + key + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int longestBytes() {
        return Math.max(greeting.length, LONGEST_HEAD + reports.longestBytes());
    }

    @Override
    public void begin(ByteBuffer out) {
        open = false;
        out.put(greeting);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void write(ByteBuffer out, LoadMessage message, boolean again) {
        int mask = head(out, TEXT, reports.length(message));
        int begin = out.position();
        reports.write(out, message);
        mask(out, begin, mask);
    }

    @Override
    public int take(byte[] bytes, int limit, ByteBuffer out) throws IOException {
        int done = open ? 0 : welcome(bytes, limit);
        while (open) {
            int end = frame(bytes, done, limit, out);
            if (end == done) {
                break;
            }
            done = end;
        }
        return done;
    }

    /** Where the head of the HTTP response ends; 0 where it is not whole. */
    private int welcome(byte[] bytes, int limit) throws IOException {
        String head = new String(bytes, 0, limit, StandardCharsets.ISO_8859_1);
        int end = head.indexOf(new String(END_OF_HEAD, StandardCharsets.US_ASCII));
        if (end < 0) {
            return 0;
        }
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException(
                    "expected a WebSocket, got " + head.lines().findFirst().orElse("nothing"));
        }
        open = true;
        return end + END_OF_HEAD.length;
    }

    /** Where the frame that begins here ends; where it begins if it is not whole. */
    private int frame(byte[] bytes, int begin, int limit, ByteBuffer out) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes, begin, limit - begin);
        if (in.remaining() < 2) {
            return begin;
        }
        int first = in.get() & 0xFF;
        int length = in.get() & 0x7F;
        if (length == LENGTH_OF_EIGHT || (first & FINAL) == 0) {
            throw new IOException("expected an answer in one frame of less than 64 KiB");
        }
        if (length == LENGTH_OF_TWO) {
            if (in.remaining() < 2) {
                return begin;
            }
            length = in.getShort() & 0xFFFF;
        }
        if (in.remaining() < length) {
            return begin;
        }
        heard(first & 0x0F, bytes, in.position(), length, out);
        return in.position() + length;
    }

    private void heard(int kind, byte[] bytes, int at, int length, ByteBuffer out) throws IOException {
        switch (kind) {
            case TEXT, BINARY -> answer(new String(bytes, at, length, StandardCharsets.UTF_8));
            case PING -> {
                if (out.remaining() >= LONGEST_HEAD + length) {
                    int mask = head(out, PONG, length);
                    int begin = out.position();
                    out.put(bytes, at, length);
                    mask(out, begin, mask);
                }
            }
            case CLOSE -> throw new EOFException("the server closed the WebSocket");
            default -> throw new IOException("expected an answer, got a frame of kind " + kind);
        }
    }

    private void answer(String text) {
        JsonAnswer answer = JsonAnswer.read(text);
        if (answer != null) {
            boolean whole = answer.answer() == Answer.ACCEPTED && answer.refused() == 0;
            listener.answered(JsonReport.sequence(answer.seq()), whole);
        }
    }

    /** Begins a frame; answers its mask. */
    private int head(ByteBuffer out, int kind, int length) {
        int mask = masks.nextInt();
        out.put((byte) (FINAL | kind));
        if (length <= SHORT_PAYLOAD) {
            out.put((byte) (MASKED | length));
        } else {
            out.put((byte) (MASKED | LENGTH_OF_TWO)).putShort((short) length);
        }
        out.putInt(mask);
        return mask;
    }

    private static void mask(ByteBuffer out, int begin, int mask) {
        for (int at = begin; at < out.position(); at++) {
            out.put(at, (byte) (out.get(at) ^ (mask >> (24 - 8 * ((at - begin) % 4)))));
        }
    }
}
