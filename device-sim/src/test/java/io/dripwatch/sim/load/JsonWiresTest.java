package io.dripwatch.sim.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dripwatch.sim.wire.Badge;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The two wires that carry JSON, read here by the layout of their standards. */
class JsonWiresTest {
    private static final int[] MONITORS = {12, 3};
    private static final LoadMessage MESSAGE = new LoadMessage(0, 7, 5, 1_772_355_599_001L);

    private final List<String> answers = new ArrayList<>();
    private final ByteBuffer out = ByteBuffer.allocate(8192);
    private final MqttWire mqtt = new MqttWire(MONITORS, "ward/load", Badge.NONE, "ABCDEFGH000", this::heard);
    private final WebSocketWire web = new WebSocketWire(
            MONITORS, InetSocketAddress.createUnresolved("localhost", 8080), Badge.NONE, "ABCDEFGH000", this::heard);

    @Test
    void mqttGreetsAndPublishesWithItsSequenceNumberAsPacketId() throws IOException {
        mqtt.begin(out);
        mqtt.write(out, MESSAGE, false);
        mqtt.write(out, MESSAGE, true);
        DataInputStream in = sent();
        assertThat(in.readUnsignedByte()).isEqualTo(0x10);
        assertThat(in.readUnsignedByte()).isEqualTo(12 + 18);
        assertThat(in.readUTF()).isEqualTo("MQTT");
        assertThat(in.readInt()).as("level 4, clean session, no keep-alive").isEqualTo(0x04020000);
        assertThat(in.readUTF()).isEqualTo("dripsimABCDEFGH000");
        for (int first : new int[] {0x32, 0x3A}) {
            assertThat(in.readUnsignedByte()).isEqualTo(first);
            int low = in.readUnsignedByte();
            byte[] body = in.readNBytes((low & 0x7F) + (in.readUnsignedByte() << 7));
            DataInputStream publish = new DataInputStream(new ByteArrayInputStream(body));
            assertThat(publish.readUTF()).isEqualTo("ward/load");
            assertThat(publish.readUnsignedShort()).isEqualTo(8);
            isTheMessage(publish.readAllBytes());
        }
        assertThat(in.read()).isNegative();
    }

    @Test
    void packetIdsAreUnderstoodAfterTheyBeginAnew() throws IOException {
        for (long sequence = 65_530; sequence < 65_540; sequence++) {
            mqtt.write(out.clear(), new LoadMessage(0, sequence, 0, MESSAGE.measuredAtMillis()), false);
        }
        byte[] acks = bytes(0x40, 2, 255, 255, 0x40, 2, 0, 1, 0x40, 2, 0, 5);
        inPackets(mqtt, acks);
        assertThat(answers).containsExactly("65534 kept", "65535 kept", "65539 kept");
    }

    @Test
    void aBrokerThatSaysNoIsNotOpen() throws IOException {
        mqtt.begin(out);
        assertThat(mqtt.isOpen()).isFalse();
        assertThatThrownBy(() -> mqtt.take(bytes(0x20, 2, 0, 5), 4, out)).hasMessageContaining("does not take");
        assertThat(mqtt.isOpen()).isFalse();
        assertThat(mqtt.take(bytes(0x20, 2, 0, 0), 4, out)).isEqualTo(4);
        assertThat(mqtt.isOpen()).isTrue();
    }

    @Test
    void aWebSocketSendsMaskedTextFrames() throws IOException {
        web.begin(out);
        assertThat(new String(out.array(), 0, out.position(), StandardCharsets.US_ASCII))
                .startsWith("GET /api/v1/readings HTTP/1.1\r\nHost: localhost:8080\r\n")
                .endsWith("\r\n\r\n");
        web.write(out.clear(), MESSAGE, false);
        DataInputStream in = sent();
        assertThat(in.readUnsignedShort()).isEqualTo(0x81FE);
        isTheMessage(unmasked(in, in.readUnsignedShort()));
        assertThat(in.read()).isNegative();
    }

    @Test
    void answersOfAWebSocketAreFoundHoweverTheyAreCutAndPingsAreAnswered() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        said.writeBytes(text("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"));
        frame(said, 0x81, "{\"seq\":1000000001,\"kept\":8,\"refused\":[]}");
        frame(said, 0x89, "alive?");
        String why = "{\"reason\":\"unknown_unit\",\"where\":\"\",\"detail\":\"" + "x".repeat(100) + "\"}";
        frame(said, 0x81, "{\"seq\":1000000002,\"kept\":7,\"refused\":[" + why + "]}");
        frame(said, 0x81, "{\"seq\":1000000003,\"kept\":0,\"refused\":[],\"error\":\"the disk is full\"}");
        inPackets(web, said.toByteArray());
        assertThat(answers).containsExactly("1 kept", "2 refused", "3 refused");
        DataInputStream in = sent();
        assertThat(in.readUnsignedShort()).isEqualTo(0x8A86);
        assertThat(unmasked(in, 6)).isEqualTo(text("alive?"));
    }

    @Test
    void aServerThatWantsNoWebSocketOrEndsItIsToldOf() {
        web.begin(out);
        byte[] no = text("HTTP/1.1 401 Unauthorized\r\n\r\n");
        assertThatThrownBy(() -> web.take(no, no.length, out))
                .hasMessage("expected a WebSocket, got HTTP/1.1 401 Unauthorized");
        byte[] end = text("HTTP/1.1 101 Switching Protocols\r\n\r\n\u0088\u0000");
        assertThatThrownBy(() -> web.take(end, end.length, out)).isInstanceOf(EOFException.class);
    }

    /** Every split into packets of one size tells the same. */
    private void inPackets(LoadWire wire, byte[] said) throws IOException {
        List<String> first = List.of();
        for (int size = 1; size <= said.length; size++) {
            answers.clear();
            wire.begin(out.clear());
            out.clear();
            byte[] kept = new byte[0];
            for (int from = 0; from < said.length; from += size) {
                int begun = kept.length;
                kept = Arrays.copyOf(kept, begun + Math.min(size, said.length - from));
                System.arraycopy(said, from, kept, begun, kept.length - begun);
                kept = Arrays.copyOfRange(kept, wire.take(kept, kept.length, out), kept.length);
            }
            first = size == 1 ? List.copyOf(answers) : first;
            assertThat(kept).isEmpty();
            assertThat(answers).as("packets of %d", size).isEqualTo(first);
        }
    }

    private void heard(long sequence, boolean positive) {
        answers.add(sequence + (positive ? " kept" : " refused"));
    }

    private DataInputStream sent() {
        return new DataInputStream(new ByteArrayInputStream(out.array(), 0, out.position()));
    }

    private static void isTheMessage(byte[] payload) throws IOException {
        JsonNode message = new ObjectMapper().readTree(payload);
        assertThat(message.path("seq").asLong()).isEqualTo(1_000_000_007);
        assertThat(message.path("device").asText()).isEqualTo("02D51C000000000C");
        assertThat(message.path("place").asText()).isEqualTo("LOAD^^12");
        assertThat(message.path("sentAt").asLong()).isEqualTo(MESSAGE.measuredAtMillis());
        assertThat(message.path("patient").path("id").asText()).isEqualTo("SYN-12");
        assertThat(message.path("readings").findValuesAsText("value"))
                .containsExactly("65", "17", "95", "65", "115", "70", "40", "37");
        assertThat(message.path("readings").findValuesAsText("metric"))
                .startsWith("MDC_ECG_HEART_RATE")
                .endsWith("MDC_TEMP");
    }

    private static byte[] unmasked(DataInputStream in, int length) throws IOException {
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return payload;
    }

    private static void frame(ByteArrayOutputStream said, int first, String text) {
        said.write(first);
        if (text.length() > 125) {
            said.write(126);
            said.write(text.length() >> 8);
        }
        said.write(text.length());
        said.writeBytes(text(text));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
