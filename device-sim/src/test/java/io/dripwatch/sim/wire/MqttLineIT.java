package io.dripwatch.sim.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The MQTT line against a broker of a few lines, which reads the packets by the standard's own layout. */
@Timeout(60)
class MqttLineIT {
    private static final Patience QUICK = new Patience(
            Duration.ofMillis(300), 1, Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofSeconds(20));

    @Test
    void aMessageIsPublishedOnceAndAcknowledgedByItsPacketId() throws Exception {
        try (Broker broker = new Broker(0)) {
            try (PatientSender sender = new PatientSender(broker.line(), QUICK, new Tally())) {
                assertThat(sender.deliver(message(1))).isEqualTo(Answer.ACCEPTED);
                assertThat(sender.deliver(message(2))).isEqualTo(Answer.ACCEPTED);
            }
            assertThat(broker.heard)
                    .containsExactly(
                            "connect MQTT 4 dripsim1",
                            "publish ward/vitals 1 " + text(1),
                            "publish ward/vitals 2 " + text(2));
        }
    }

    @Test
    void whatIsNotAcknowledgedIsPublishedAgainAsADuplicate() throws Exception {
        try (Broker broker = new Broker(1)) {
            try (PatientSender sender = new PatientSender(broker.line(), QUICK, new Tally())) {
                assertThat(sender.deliver(message(1))).isEqualTo(Answer.ACCEPTED);
            }
            assertThat(broker.heard)
                    .containsExactly(
                            "connect MQTT 4 dripsim1",
                            "publish ward/vitals 1 " + text(1),
                            "again ward/vitals 1 " + text(1));
        }
    }

    private static Message message(int number) {
        return new Message("" + number, text(number), 1);
    }

    /** Longer than 127 bytes, so that its length takes two. */
    private static String text(int number) {
        return "{\"seq\":" + number + ",\"padding\":\"" + "x".repeat(200) + "\"}";
    }

    private static final class Broker implements AutoCloseable {
        private final ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final Thread thread = new Thread(this::run, "broker");
        private int unanswered;

        Broker(int unanswered) throws IOException {
            this.unanswered = unanswered;
            thread.start();
        }

        MqttLine line() {
            return new MqttLine(
                    InetSocketAddress.createUnresolved("127.0.0.1", door.getLocalPort()),
                    "dripsim1",
                    "ward/vitals",
                    Badge.NONE);
        }

        private void run() {
            try (Socket socket = door.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                for (int first = in.read(); first >= 0; first = in.read()) {
                    int length = in.readUnsignedByte();
                    length = length < 128 ? length : length - 128 + 128 * in.readUnsignedByte();
                    take(first, length, in, socket);
                }
            } catch (IOException e) {
                heard.add("broken: " + e.getMessage());
            }
        }

        private void take(int first, int length, DataInputStream in, Socket socket) throws IOException {
            if (first == 0x10) {
                String name = in.readUTF();
                int level = in.readUnsignedByte();
                in.readUnsignedByte();
                in.readUnsignedShort();
                heard.add("connect " + name + " " + level + " " + in.readUTF());
                socket.getOutputStream().write(new byte[] {0x20, 2, 0, 0});
                return;
            }
            String topic = in.readUTF();
            int packet = in.readUnsignedShort();
            byte[] payload = in.readNBytes(length - 4 - topic.length());
            heard.add((first == 0x32 ? "publish " : first == 0x3A ? "again " : "other ") + topic + " " + packet + " "
                    + new String(payload, StandardCharsets.UTF_8));
            if (unanswered > 0) {
                unanswered--;
            } else {
                socket.getOutputStream().write(new byte[] {0x40, 2, (byte) (packet >> 8), (byte) packet});
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
