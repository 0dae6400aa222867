package io.dripwatch.sim.load;

import io.dripwatch.sim.wire.Badge;
import io.dripwatch.sim.wire.MqttPackets;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * JSON over MQTT 3.1.1 with QoS 1. A PUBACK says that all that is usable is kept, and is the only answer there is; the
 * packet id is the sequence number, which the largest window cannot make ambiguous.
 */
final class MqttWire implements LoadWire {
    private static final int LONGEST_LENGTH = 4;

    private final JsonReport reports;
    private final String topic;
    private final byte[] greeting;
    private final Listener listener;
    private long newest = -1;
    private boolean open;

    /**
     * For one connection.
     *
     * @param monitors whose messages it carries
     * @param topic under which it publishes
     * @param badge that it shows
     * @param name eleven letters and digits, of this connection alone
     */
    MqttWire(int[] monitors, String topic, Badge badge, String name, Listener listener) {
        this.reports = new JsonReport(monitors);
        this.topic = topic;
        this.greeting = MqttPackets.connect("dripsim" + name, badge);
        this.listener = listener;
    }

    @Override
    public int longestBytes() {
        int json = reports.longestBytes();
        return Math.max(greeting.length, MqttPackets.publishBegun(topic, json, false).length + 2 + json);
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
        newest = Math.max(newest, message.sequence());
        out.put(MqttPackets.publishBegun(topic, reports.length(message), again));
        out.putShort((short) (message.sequence() % MqttPackets.LARGEST_ID + 1));
        reports.write(out, message);
    }

    @Override
    public int take(byte[] bytes, int limit, ByteBuffer out) throws IOException {
        int done = 0;
        for (int end = end(bytes, 0, limit); end > 0; end = end(bytes, done, limit)) {
            heard(bytes, done, end);
            done = end;
        }
        return done;
    }

    /** Where the packet that begins here ends; 0 where it is not whole. */
    private static int end(byte[] bytes, int begin, int limit) throws IOException {
        int length = 0;
        for (int i = 0; i < LONGEST_LENGTH; i++) {
            int at = begin + 1 + i;
            if (at >= limit) {
                return 0;
            }
            length |= (bytes[at] & 0x7F) << (7 * i);
            if (bytes[at] >= 0) {
                return at + 1 + length <= limit ? at + 1 + length : 0;
            }
        }
        throw new IOException("expected a packet length of four bytes at most");
    }

    /** The two bytes that end a packet are what counts in both kinds of answers. */
    private void heard(byte[] bytes, int begin, int end) throws IOException {
        int kind = (bytes[begin] & 0xFF) >> 4;
        int last = end - begin < 4 ? -1 : ((bytes[end - 2] & 0xFF) << 8) | (bytes[end - 1] & 0xFF);
        if (kind == MqttPackets.CONNACK) {
            if (last < 0 || bytes[end - 1] != 0) {
                throw new IOException("the broker does not take this device");
            }
            open = true;
        } else if (kind == MqttPackets.PUBACK && last > 0) {
            long behind = Math.floorMod(newest - (last - 1), (long) MqttPackets.LARGEST_ID);
            listener.answered(newest - behind, true);
        }
    }
}
