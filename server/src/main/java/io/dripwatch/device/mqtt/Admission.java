package io.dripwatch.device.mqtt;

import io.dripwatch.device.Admitted;
import io.dripwatch.device.Doorkeeper;
import io.dripwatch.device.Speaker;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.vertx.core.Context;
import io.vertx.core.internal.net.NetSocketInternal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How publishers show who they are: a token is the password, the device's name the user name; or by a certificate. */
final class Admission {
    private Admission() {}

    /**
     * Who has sent a CONNECT.
     *
     * @param end ends the connection when its token is at an end
     * @return null where it may not come in
     */
    static @Nullable Speaker of(
            MqttConnectPayload connect,
            Greeting greeting,
            NetSocketInternal socket,
            MqttListener.Shared shared,
            MqttConnection connection,
            Runnable end) {
        Doorkeeper doorkeeper = shared.doorkeeper();
        byte[] password = connect.passwordInBytes();
        String address = socket.remoteAddress().hostAddress();
        Admitted admitted = doorkeeper.admit(
                connect.userName() == null ? "" : connect.userName(),
                password == null ? null : new String(password, StandardCharsets.UTF_8),
                socket.channelHandlerContext().pipeline(),
                address);
        if (admitted == null) {
            socket.write(greeting.unidentified(password != null));
            socket.close();
            return null;
        }
        Context context = shared.vertx().getOrCreateContext();
        doorkeeper.stays(connection, admitted, address, () -> context.runOnContext(v -> end.run()));
        return admitted.speaker();
    }
}
