package io.dripwatch.device.mqtt;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The few packets that a broker of publishers sends, as bytes (OASIS MQTT 3.1.1 and 5.0, clause 3). */
final class Packets {
    static final int NORMAL = 0x00;
    static final int UNSPECIFIED = 0x80;
    static final int MALFORMED = 0x81;
    static final int PROTOCOL_ERROR = 0x82;
    static final int NOT_AUTHORIZED = 0x87;
    static final int SERVER_BUSY = 0x89;
    static final int SERVER_SHUTTING_DOWN = 0x8B;
    static final int SESSION_TAKEN_OVER = 0x8E;
    static final int TOO_LARGE = 0x95;
    static final int PAYLOAD_INVALID = 0x99;

    private static final int RECEIVE_MAXIMUM = 0x21;
    private static final int MAXIMUM_PACKET_SIZE = 0x27;
    private static final int ASSIGNED_CLIENT_ID = 0x12;

    private Packets() {}

    static Buffer connack(boolean sessionPresent, int code) {
        return Buffer.buffer(new byte[] {0x20, 2, (byte) (sessionPresent ? 1 : 0), (byte) code});
    }

    /** MQTT 5: with what this server can take at a time. */
    static Buffer connack5(boolean sessionPresent, MqttConfig limits, @Nullable String assignedId) {
        Buffer properties = Buffer.buffer()
                .appendByte((byte) RECEIVE_MAXIMUM)
                .appendUnsignedShort(limits.mostInFlight())
                .appendByte((byte) MAXIMUM_PACKET_SIZE)
                .appendInt(limits.largestMessageBytes());
        if (assignedId != null) {
            byte[] id = assignedId.getBytes(StandardCharsets.UTF_8);
            properties
                    .appendByte((byte) ASSIGNED_CLIENT_ID)
                    .appendUnsignedShort(id.length)
                    .appendBytes(id);
        }
        return packet(
                0x20,
                Buffer.buffer()
                        .appendByte((byte) (sessionPresent ? 1 : 0))
                        .appendByte((byte) NORMAL)
                        .appendByte((byte) properties.length())
                        .appendBuffer(properties));
    }

    static Buffer connackRefused5(int reason) {
        return Buffer.buffer(new byte[] {0x20, 3, 0, (byte) reason, 0});
    }

    static void puback(Buffer out, int id) {
        identified(out, 0x40, id);
    }

    static void pubackWithReason(Buffer out, int id, int reason) {
        out.appendByte((byte) 0x40).appendByte((byte) 3).appendUnsignedShort(id).appendByte((byte) reason);
    }

    static void pubrec(Buffer out, int id) {
        identified(out, 0x50, id);
    }

    static Buffer pubcomp(int id) {
        Buffer out = Buffer.buffer();
        identified(out, 0x70, id);
        return out;
    }

    /** Nobody subscribes here: every wish is refused. */
    static Buffer suback(int id, int topics, boolean five) {
        return answers(0x90, id, topics, five, five ? NOT_AUTHORIZED : UNSPECIFIED);
    }

    static Buffer unsuback(int id, List<String> topics, boolean five) {
        return five ? answers(0xB0, id, topics.size(), true, NORMAL) : answers(0xB0, id, 0, false, NORMAL);
    }

    static Buffer pingresp() {
        return Buffer.buffer(new byte[] {(byte) 0xD0, 0});
    }

    static Buffer disconnect5(int reason) {
        return Buffer.buffer(new byte[] {(byte) 0xE0, 1, (byte) reason});
    }

    private static void identified(Buffer out, int type, int id) {
        out.appendByte((byte) type).appendByte((byte) 2).appendUnsignedShort(id);
    }

    private static Buffer answers(int type, int id, int count, boolean five, int code) {
        Buffer body = Buffer.buffer().appendUnsignedShort(id);
        if (five) {
            body.appendByte((byte) 0);
        }
        for (int i = 0; i < count; i++) {
            body.appendByte((byte) code);
        }
        return packet(type, body);
    }

    private static Buffer packet(int type, Buffer body) {
        Buffer out = Buffer.buffer().appendByte((byte) type);
        int left = body.length();
        do {
            int digit = left & 0x7F;
            left >>= 7;
            out.appendByte((byte) (left > 0 ? digit | 0x80 : digit));
        } while (left > 0);
        return out.appendBuffer(body);
    }
}
