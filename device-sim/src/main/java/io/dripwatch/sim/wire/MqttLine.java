package io.dripwatch.sim.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * MQTT 3.1.1 with QoS 1 (OASIS standard, 2014), just what a device needs: CONNECT, PUBLISH, PUBACK. A PUBACK is the
 * only answer there is; without one the message goes out again marked as a duplicate.
 */
public final class MqttLine implements Line {
    private final TcpLine tcp;
    private final String clientId;
    private final String topic;
    private final Badge badge;
    private @Nullable DataInputStream in;
    private @Nullable Message last;
    private int packet;

    /** In the clear. */
    public MqttLine(InetSocketAddress server, String clientId, String topic, Badge badge) {
        this(server, clientId, topic, badge, Tls.NONE);
    }

    /**
     * Connects when asked.
     *
     * @param clientId 1 to 23 letters and digits, of this device alone
     * @param topic under which it publishes
     * @param badge that it shows
     */
    public MqttLine(InetSocketAddress server, String clientId, String topic, Badge badge, Tls tls) {
        this.badge = badge;
        this.tcp = new TcpLine(server, tls);
        this.clientId = clientId;
        this.topic = topic;
    }

    @Override
    public void connect() throws IOException {
        DataInputStream fresh = new DataInputStream(tcp.connect());
        tcp.write(MqttPackets.connect(clientId, badge));
        tcp.readWithin(3000);
        byte[] answer = next(fresh, MqttPackets.CONNACK);
        if (answer.length != 2 || answer[1] != 0) {
            throw new IOException("the broker does not take this device");
        }
        in = fresh;
    }

    @Override
    public void send(Message message) throws IOException {
        boolean again = message.equals(last);
        packet = again ? packet : packet % MqttPackets.LARGEST_ID + 1;
        last = message;
        byte[] payload = message.text().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream publish = new ByteArrayOutputStream();
        publish.writeBytes(MqttPackets.publishBegun(topic, payload.length, again));
        publish.write(packet >> 8);
        publish.write(packet);
        publish.writeBytes(payload);
        tcp.write(publish.toByteArray());
    }

    @Override
    public Answer await(Message message, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        DataInputStream answers = in;
        while (answers != null) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return Answer.UNANSWERED;
            }
            tcp.readWithin(Math.toIntExact(left));
            try {
                byte[] ack = next(answers, MqttPackets.PUBACK);
                if (ack.length >= 2 && ((ack[0] & 0xFF) << 8) + (ack[1] & 0xFF) == packet) {
                    return Answer.ACCEPTED;
                }
            } catch (SocketTimeoutException e) {
                return Answer.UNANSWERED;
            }
        }
        throw new IOException("not connected");
    }

    @Override
    public void disconnect() {
        in = null;
        tcp.disconnect();
    }

    /** The body of the next packet of a kind; others are passed over. */
    private static byte[] next(DataInputStream from, int kind) throws IOException {
        while (true) {
            int first = from.readUnsignedByte();
            byte[] body = new byte[length(from)];
            from.readFully(body);
            if (first >> 4 == kind) {
                return body;
            }
        }
    }

    private static int length(DataInputStream from) throws IOException {
        int length = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int part = from.readUnsignedByte();
            length |= (part & 0x7F) << shift;
            if (part < 0x80) {
                return length;
            }
        }
        throw new IOException("expected a packet length of four bytes at most");
    }
}
