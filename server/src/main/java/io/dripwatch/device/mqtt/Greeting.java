package io.dripwatch.device.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a CONNECT says of its client.
 *
 * @param id by which the client is known
 * @param assigned whether we gave it that id
 * @param five whether it speaks MQTT 5; 3.1 or 3.1.1 otherwise
 * @param clean whether an older session is to be forgotten
 * @param keep whether the session outlives the connection
 * @param keepAliveSeconds how long it may be silent; 0 without end
 * @param refusal why it cannot be let in; null where it can
 */
record Greeting(
        String id,
        boolean assigned,
        boolean five,
        boolean clean,
        boolean keep,
        int keepAliveSeconds,
        @Nullable String refusal) {
    private static final int VERSION_5 = 5;
    private static final int SESSION_EXPIRY = 0x11;
    private static final int IDENTIFIER_REJECTED = 2;
    private static final int SERVER_UNAVAILABLE = 3;
    private static final int CONNECTION_RATE_EXCEEDED = 0x9F;
    private static final int CLIENT_ID_NOT_VALID = 0x85;
    private static final int BAD_USER_NAME_OR_PASSWORD = 4;
    private static final int BAD_USER_NAME_OR_PASSWORD_5 = 0x86;
    private static final int NOT_AUTHORIZED = 5;

    static Greeting of(MqttConnectMessage connect) {
        boolean five = connect.variableHeader().version() >= VERSION_5;
        boolean clean = connect.variableHeader().isCleanSession();
        String given = connect.payload().clientIdentifier();
        boolean assigned = given == null || given.isEmpty();
        boolean keep = five ? expires(connect.variableHeader().properties()) : !clean;
        return new Greeting(
                assigned ? "client-" + UUID.randomUUID() : given,
                assigned,
                five,
                clean,
                keep,
                connect.variableHeader().keepAliveTimeSeconds(),
                assigned && !five && !clean
                        ? "expected a client id, for a session that outlives its connection, got none"
                        : null);
    }

    private static boolean expires(MqttProperties properties) {
        MqttProperty<?> expiry = properties.getProperty(SESSION_EXPIRY);
        return expiry != null && expiry.value() instanceof Integer seconds && seconds != 0;
    }

    Buffer accepted(boolean sessionPresent, MqttConfig limits) {
        return five
                ? Packets.connack5(sessionPresent, limits, assigned ? id : null)
                : Packets.connack(sessionPresent, Packets.NORMAL);
    }

    Buffer tooOften() {
        return five ? Packets.connackRefused5(CONNECTION_RATE_EXCEEDED) : Packets.connack(false, SERVER_UNAVAILABLE);
    }

    /** @param shown whether it has shown a token at all */
    Buffer unidentified(boolean shown) {
        return five
                ? Packets.connackRefused5(shown ? BAD_USER_NAME_OR_PASSWORD_5 : Packets.NOT_AUTHORIZED)
                : Packets.connack(false, shown ? BAD_USER_NAME_OR_PASSWORD : NOT_AUTHORIZED);
    }

    Buffer refused() {
        return five ? Packets.connackRefused5(CLIENT_ID_NOT_VALID) : Packets.connack(false, IDENTIFIER_REJECTED);
    }
}
