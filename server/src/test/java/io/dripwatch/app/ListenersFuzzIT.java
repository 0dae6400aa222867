package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.hl7.Spoiler;
import io.dripwatch.sim.load.Destination;
import io.dripwatch.sim.load.Load;
import io.dripwatch.sim.load.LoadPlan;
import io.dripwatch.sim.load.LoadResult;
import io.dripwatch.sim.load.Transport;
import io.dripwatch.store.Database;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spoiled bytes in at every listener of a whole server for {@code -Ddripwatch.fuzz.minutes}, over connections that come
 * and go, while well-behaved devices speak at the same listeners. They do what a monitor does: where the machine is so
 * busy that the store asks for a message once more, they send it again. Each is acknowledged in the end, those that can
 * be told no on the connection they have, and all readings are kept, once.
 */
final class ListenersFuzzIT {
    private static final double MINUTES = Double.parseDouble(System.getProperty("dripwatch.fuzz.minutes", "0.05"));
    private static final int MESSAGES_PER_SECOND = 60;
    private static final int READINGS = 8;
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);
    private static final int LONGEST_END_MS = 20_000;
    private static final String JSON = "{\"seq\":41,\"device\":\"BAND-7\",\"place\":\"INFUSION^^3\",\"sentAt\":"
            + "\"2026-03-01T10:00:00.250+01:00\",\"patient\":{\"id\":\"SYN-3\",\"authority\":\"DRIPSIM\"},"
            + "\"readings\":[{\"metric\":\"spo2\",\"value\":97,\"unit\":\"%\",\"at\":1772355599000},"
            + "{\"metric\":\"MDC_ECG_HEART_RATE\",\"value\":71.5}]}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong inputs = new AtomicLong();
    private final AtomicLong unended = new AtomicLong();

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void everyListenerStaysUpAndNoNeighbourLosesAnything() throws Exception {
        Path config = Files.writeString(folder.resolve("dripwatch.yaml"), """
                mqtt: {port: 0}
                devices:
                  limits: {connectsAtOnce: 100000, connectsPerSecond: 100000,
                    deviceConnectsAtOnce: 100000, deviceConnectsPerSecond: 100000}
                """);
        LoadResult neighbours;
        Path ledger = folder.resolve("ledger");
        try (ChildServer server = ChildServer.serve(folder, "--config", config.toString())) {
            InetSocketAddress web = server.web();
            List<Thread> fuzzers = List.of(
                    fuzzer(server.mllp(), List.of(), List.of()),
                    fuzzer(server.mqtt(), List.of(connect(4), connect(5)), List.of(publish(1), publish(0), ping())),
                    fuzzer(web, List.of(upgrade()), List.of(frame(0x81), frame(0x82), frame(0x89), frame(0x01))),
                    fuzzer(web, List.of(), List.of(post(), get())));
            neighbours = Load.run(LoadPlan.of(
                            server.mllp(), 6, MESSAGES_PER_SECOND, 64, Duration.ofMillis(Math.round(MINUTES * 60_000)))
                    .to(
                            new Destination(server.mllp(), Transport.MLLP),
                            new Destination(server.mqtt(), Transport.mqtt("ward/load")),
                            new Destination(web, Transport.WEBSOCKET))
                    .over(3)
                    .insisting(LONGEST_ANSWER)
                    .into(ledger));
            System.out.printf(
                    "listeners fuzz: %.2f min, %d spoiled inputs, neighbours %d of %d acknowledged, %d sent again%n",
                    MINUTES, inputs.get(), neighbours.acknowledged(), neighbours.sent(), neighbours.resent());
            over.set(true);
            for (Thread fuzzer : fuzzers) {
                fuzzer.join(2L * LONGEST_END_MS);
                assertThat(fuzzer.isAlive()).isFalse();
            }
            assertThat(new Screen(server.http()).status("/health/ready")).isEqualTo(200);
            assertThat(server.terminate()).isZero();
            assertThat(server.errors()).doesNotContain("that nobody expected", "could not be decoded", "OutOfMemory");
        }
        assertThat(inputs.get()).isPositive();
        assertThat(unended.get())
                .as("connections that were over and not let go")
                .isZero();
        for (LoadResult.Part part : neighbours.parts()) {
            LoadResult one = part.result();
            String name = part.destination().transport().toString();
            assertThat(one.sent()).as(name).isPositive();
            assertThat(one.acknowledged()).as(name).isEqualTo(one.sent());
            assertThat(one.unsent()).as(name).isZero();
            if (part.destination().transport().kind() != Transport.Kind.MQTT) {
                assertThat(one.reconnects()).as(name).isZero();
            }
        }
        try (EmbeddedHistory history = new EmbeddedHistory(Database.in(folder.resolve("data")))) {
            KeptLoad kept = new KeptLoad(history);
            kept.look(ledger);
            assertThat(kept.lost()).isEmpty();
            assertThat(kept.found()).isEqualTo(neighbours.acknowledged() * READINGS);
        }
    }

    /**
     * Speaks to one listener until it is over.
     *
     * @param greetings one of which is said first, mostly unspoiled; none for HL7 and plain HTTP
     * @param messages which are spoiled; none for HL7, whose own are taken
     */
    private Thread fuzzer(InetSocketAddress address, List<byte[]> greetings, List<byte[]> messages) throws IOException {
        Spoiler spoiler = messages.isEmpty() ? Spoiler.overEverything() : new Spoiler(messages);
        Thread thread = new Thread(
                () -> {
                    SplittableRandom random = new SplittableRandom(1);
                    while (!over.get()) {
                        speak(address, greetings, spoiler, messages.isEmpty(), random);
                    }
                },
                "fuzz-" + address.getPort());
        thread.start();
        return thread;
    }

    private void speak(
            InetSocketAddress address, List<byte[]> greetings, Spoiler spoiler, boolean hl7, SplittableRandom random) {
        try (Socket socket = new Socket(address.getHostString(), address.getPort())) {
            if (!greetings.isEmpty()) {
                byte[] greeting = greetings.get(random.nextInt(greetings.size()));
                boolean spoil = random.nextInt(10) == 0;
                byte[] said = spoil ? new Spoiler(List.of(greeting)).spoiled(random.nextLong()) : greeting;
                socket.getOutputStream().write(said);
            }
            int messages = 1 + random.nextInt(100);
            for (int i = 0; i < messages && !over.get(); i++) {
                byte[] message = spoiler.spoiled(inputs.incrementAndGet());
                socket.getOutputStream().write(hl7 ? framed(message) : message);
                socket.getInputStream().skipNBytes(socket.getInputStream().available());
            }
            if (random.nextInt(4) > 0) {
                socket.shutdownOutput();
                socket.setSoTimeout(LONGEST_END_MS);
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (SocketTimeoutException forgotten) {
            unended.incrementAndGet();
        } catch (IOException hungUp) {
            // The server closes what it finds unbearable; then the next connection begins.
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static byte[] framed(byte[] message) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x0B);
        frame.writeBytes(message);
        frame.write(0x1C);
        frame.write('\r');
        return frame.toByteArray();
    }

    private static byte[] connect(int level) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.writeBytes(new byte[] {(byte) level, 2, 0, 60});
        if (level == 5) {
            body.write(0);
        }
        text(body, "fuzz" + level);
        return packet(0x10, body);
    }

    private static byte[] publish(int qos) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, "ward/fuzz");
        if (qos > 0) {
            body.writeBytes(new byte[] {0, 7});
        }
        body.writeBytes(ascii(JSON));
        return packet(0x30 | (qos << 1), body);
    }

    private static byte[] ping() {
        return new byte[] {(byte) 0xC0, 0};
    }

    private static byte[] packet(int first, ByteArrayOutputStream body) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(first);
        int length = body.size();
        for (; length > 127; length >>= 7) {
            packet.write((length & 0x7F) | 0x80);
        }
        packet.write(length);
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.write(text.length() >> 8);
        out.write(text.length());
        out.writeBytes(ascii(text));
    }

    private static byte[] upgrade() {
        return lines("""
                GET /api/v1/readings HTTP/1.1
                Host: h
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: ZHJpcHdhdGNoLWZ1enotMQ==

                """);
    }

    /** With a mask of zeros, so that what is spoiled is the text. */
    private static byte[] frame(int first) {
        byte[] payload = ascii(first == 0x89 ? "alive?" : JSON);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length > 125) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private static byte[] get() {
        return lines("""
                GET /api/v1/readings HTTP/1.1
                Host: h

                """);
    }

    private static byte[] lines(String text) {
        return ascii(text.replace("\n", "\r\n"));
    }

    private static byte[] post() {
        return ascii("POST /api/v1/readings HTTP/1.1\r\nHost: h\r\ncontent-type: application/json\r\ncontent-length: "
                + JSON.length() + "\r\n\r\n" + JSON);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
