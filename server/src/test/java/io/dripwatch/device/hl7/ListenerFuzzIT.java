package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.app.config.ShippedProfiles;
import io.dripwatch.device.Counters;
import io.dripwatch.device.DoorLimits;
import io.dripwatch.device.Intake;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Spoiled bytes in at a listener for {@code -Ddripwatch.fuzz.minutes}, over connections that come, half-close and go: it
 * stays up, forgets no connection, and a well-behaved neighbour gets every message acknowledged.
 */
final class ListenerFuzzIT {
    private static final double MINUTES = Double.parseDouble(System.getProperty("dripwatch.fuzz.minutes", "0.05"));
    private static final int MOST_MEGABYTES_MORE = 64;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong kept = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong inputs = new AtomicLong();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theListenerStaysUpAndTheNeighbourLosesNothing() throws Exception {
        Intake intake = report -> {
            boolean neighbours = report.device().value().equals("NEIGHBOUR");
            kept.addAndGet(neighbours ? report.readings().size() : 0);
            return Future.succeededFuture();
        };
        MllpConfig config = MllpConfig.defaults()
                .at("127.0.0.1", 0, ShippedProfiles.at(ZoneOffset.UTC))
                .with(DoorLimits.defaults()
                        .withConnects(1_000_000, 1_000_000)
                        .withDeviceConnects(1_000_000, 1_000_000));
        MllpServer server = MllpServer.listen(vertx, config, intake, new Counters(), InstantSource.system())
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        Spoiler spoiler = Spoiler.overEverything();
        Thread fuzz = new Thread(() -> fuzz(server.port(), spoiler), "fuzz");
        fuzz.start();
        long acknowledged = 0;
        long end = System.nanoTime()
                + Duration.ofMillis(Math.round(MINUTES * 60_000)).toNanos();
        long before = -1;
        try (Socket neighbour = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            neighbour.setSoTimeout(20_000);
            while (System.nanoTime() < end) {
                String id = "N" + acknowledged;
                neighbour.getOutputStream().write(message(id));
                assertThat(answer(neighbour.getInputStream())).contains("MSA|CA|" + id);
                acknowledged++;
                before = before < 0 && acknowledged == 200 ? used() : before;
            }
        } finally {
            over.set(true);
            fuzz.join(20_000);
        }
        System.out.printf(
                "listener fuzz: %.2f min, %d spoiled inputs, neighbour %d of %d acknowledged%n",
                MINUTES, inputs.get(), acknowledged, acknowledged);
        assertThat(inputs.get()).isPositive();
        assertThat(kept.get()).as("readings of the neighbour").isEqualTo(acknowledged);
        while (server.connections() > 0) {
            LockSupport.parkNanos(5_000_000);
        }
        if (before > 0) {
            assertThat(used() - before).as("megabytes more than at the start").isLessThan(MOST_MEGABYTES_MORE);
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private static byte[] message(String id) {
        String msh = Given.MSH.replace("|ID1|", "|" + id + "|");
        return ("\u000b" + msh + "\r" + Given.OBR + "\r" + Given.HR + "|||||||NEIGHBOUR\r\u001c\r")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String answer(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int b = in.read(); b != FrameScanner.END; b = in.read()) {
            if (b < 0) {
                throw new IOException("expected an answer, got the end of the connection after " + text.length());
            }
            text.append((char) b);
        }
        return text.toString();
    }

    private void fuzz(int port, Spoiler spoiler) {
        SplittableRandom random = new SplittableRandom(1);
        while (!over.get()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                int messages = 1 + random.nextInt(200);
                for (int i = 0; i < messages && !over.get(); i++) {
                    boolean framed = random.nextInt(8) > 0;
                    socket.getOutputStream().write(framed ? FrameScanner.BEGIN : ' ');
                    socket.getOutputStream().write(spoiler.spoiled(inputs.incrementAndGet()));
                    socket.getOutputStream().write(framed ? FrameScanner.END : ' ');
                    socket.getInputStream().skipNBytes(socket.getInputStream().available());
                }
                if (random.nextBoolean()) {
                    socket.shutdownOutput();
                }
            } catch (IOException hungUp) {
                // The server may close what it finds unbearable; then the next connection begins.
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
