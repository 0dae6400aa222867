package io.dripwatch.sim.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The packets of MQTT 3.1.1 (OASIS standard, 2014) that a device sends. */
public final class MqttPackets {
    /** Kind of the broker's answer to CONNECT. */
    public static final int CONNACK = 2;
    /** Kind of the broker's answer to a PUBLISH of QoS 1. */
    public static final int PUBACK = 4;
    /** Packet ids are 1 to this. */
    public static final int LARGEST_ID = 65_535;

    private static final int CONNECT = 0x10;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int DUPLICATE = 0x08;
    private static final int LEVEL = 4;
    private static final int CLEAN_SESSION = 0x02;
    private static final int PASSWORD = 0x40;
    private static final int USER_NAME = 0x80;

    private MqttPackets() {}

    /** A CONNECT with a clean session and no keep-alive; a badge is shown as user name and password. */
    public static byte[] connect(String clientId, Badge badge) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.write(LEVEL);
        body.write(badge.isShown() ? CLEAN_SESSION | USER_NAME | PASSWORD : CLEAN_SESSION);
        body.write(0);
        body.write(0);
        text(body, clientId);
        if (badge.isShown()) {
            text(body, badge.name());
            text(body, badge.token());
        }
        ByteArrayOutputStream packet = begun(CONNECT, body.size());
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }

    /**
     * A PUBLISH of QoS 1 as far as its topic; two bytes of packet id and the payload follow.
     *
     * @param again whether this message has been sent before
     */
    public static byte[] publishBegun(String topic, int payloadBytes, boolean again) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        text(name, topic);
        ByteArrayOutputStream packet =
                begun(again ? PUBLISH_QOS_1 | DUPLICATE : PUBLISH_QOS_1, name.size() + 2 + payloadBytes);
        packet.writeBytes(name.toByteArray());
        return packet.toByteArray();
    }

    private static ByteArrayOutputStream begun(int first, int length) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream(length + 5);
        packet.write(first);
        int rest = length;
        do {
            int part = rest & 0x7F;
            rest >>= 7;
            packet.write(rest > 0 ? part | 0x80 : part);
        } while (rest > 0);
        return packet;
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes.length >> 8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }
}
