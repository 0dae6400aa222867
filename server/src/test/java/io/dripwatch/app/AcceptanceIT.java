package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.access.tls.MadeCertificate;
import io.dripwatch.app.command.Console;
import io.dripwatch.sim.acceptance.Acceptance;
import io.dripwatch.sim.acceptance.Acceptance.Outcome;
import io.dripwatch.sim.acceptance.Site;
import io.dripwatch.sim.wire.Badge;
import io.dripwatch.sim.wire.Tls;
import io.dripwatch.sim.wire.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The site acceptance test passes against the real server, restart included, and fails against one that lies. */
@Execution(ExecutionMode.CONCURRENT)
final class AcceptanceIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private @Nullable ChildServer running;

    /** People have accounts, devices that speak JSON the token of a gateway, and everything is said by TLS. */
    @Test
    void theRealServerPassesAndIsRestartedMeanwhile() throws Exception {
        Path data = folder.resolve("data");
        Console console = new Console();
        assertThat(console.run("device", "token", "add", "bench", "--data", data))
                .isZero();
        Badge badge = new Badge("bench", console.out().strip());
        Visitor visitor = new Visitor("engineer", GivenAccounts.PASSWORD);
        GivenAccounts.add(data, "engineer", Role.PHYSICIAN, Instant.now().minusSeconds(10));
        MadeCertificate own = MadeCertificate.in(folder, "own", 30);
        Path config = Files.writeString(folder.resolve("dripwatch.yaml"), """
                devices: {gateways: [bench]}
                tls: {certificate: own.pem, key: own.key}
                plainFrom: []
                """);
        try (ChildServer first = ChildServer.serve(folder, "--mqtt-port", "0", "--config", config.toString())) {
            running = first;
            URI http = first.http();
            InetSocketAddress mllp = first.mllp();
            Site.Restart restart = () -> {
                assertThat(first.terminate()).isZero();
                running = ChildServer.run(
                        folder.resolve("stderr"),
                        "serve",
                        "--config",
                        config.toString(),
                        "--data",
                        data.toString(),
                        "--http-port",
                        "" + http.getPort(),
                        "--mllp-port",
                        "" + mllp.getPort());
            };
            List<Outcome> outcomes = Acceptance.run(
                    site(
                            http,
                            Tls.of(own.certificate(), null, null),
                            mllp,
                            first.mqtt(),
                            visitor,
                            badge,
                            restart,
                            Duration.ofSeconds(30)),
                    told -> {});
            assertThat(outcomes.stream().filter(outcome -> !outcome.passed())).isEmpty();
            assertThat(outcomes).hasSizeGreaterThan(18);
            assertThat(outcomes.stream().map(Outcome::name)).contains("The chart holds it after a restart");
            assertThat(xml()).contains("<testsuite ", "failures=\"0\"").doesNotContain("<failure");
            assertThat(html()).contains("Acceptance test: passed", "An IHE monitor is acknowledged");
        } finally {
            ChildServer last = running;
            if (last != null) {
                last.close();
            }
        }
    }

    @Test
    void aServerThatAcknowledgesEverythingAndKeepsNothingFails() throws Exception {
        try (Liar liar = new Liar()) {
            List<Outcome> outcomes = Acceptance.run(
                    site(
                            liar.http(),
                            Tls.NONE,
                            liar.mllp(),
                            null,
                            Visitor.NOBODY,
                            Badge.NONE,
                            null,
                            Duration.ofSeconds(1)),
                    told -> {});
            List<String> failed = outcomes.stream()
                    .filter(outcome -> !outcome.passed())
                    .map(Outcome::name)
                    .toList();
            assertThat(failed)
                    .contains(
                            "A message of no known kind is not acknowledged",
                            "A resend is acknowledged and charted once",
                            "A low saturation alarms",
                            "An alarm can be acknowledged by a person",
                            "An alarm of a pump is shown",
                            "The clocks of server and bench agree",
                            "The chart holds what was acknowledged")
                    .doesNotContain("An IHE monitor is acknowledged");
            assertThat(xml()).contains("<failure");
            assertThat(html()).contains("FAILED");
        }
    }

    private Site site(
            URI http,
            Tls tls,
            InetSocketAddress mllp,
            @Nullable InetSocketAddress mqtt,
            Visitor visitor,
            Badge badge,
            Site.@Nullable Restart restart,
            Duration patience) {
        return new Site(
                http,
                tls,
                mllp,
                mqtt,
                visitor,
                badge,
                "INFUSION",
                "1",
                "ketamine-mood",
                restart,
                patience,
                folder.resolve("reports"));
    }

    private String xml() throws IOException {
        return Files.readString(folder.resolve("reports").resolve("dripwatch-acceptance.xml"));
    }

    private String html() throws IOException {
        return Files.readString(folder.resolve("reports").resolve("dripwatch-acceptance.html"));
    }

    /** Says yes to every HL7 message and 200 with an empty list to every request, and forgets all of it. */
    private static final class Liar implements AutoCloseable {
        private final ServerSocket hl7 = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final ServerSocket web = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> sockets = new ArrayList<>();
        private final ExecutorService threads = Executors.newCachedThreadPool();

        Liar() throws IOException {
            threads.execute(() -> accept(hl7, this::agree));
            threads.execute(() -> accept(web, this::serve));
        }

        URI http() {
            return URI.create("http://127.0.0.1:" + web.getLocalPort());
        }

        InetSocketAddress mllp() {
            return InetSocketAddress.createUnresolved("127.0.0.1", hl7.getLocalPort());
        }

        private interface Talk {
            void with(Socket socket) throws IOException;
        }

        private void accept(ServerSocket door, Talk talk) {
            while (!door.isClosed()) {
                try {
                    Socket socket = door.accept();
                    synchronized (sockets) {
                        sockets.add(socket);
                    }
                    threads.execute(() -> {
                        try (socket) {
                            talk.with(socket);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void agree(Socket socket) throws IOException {
            StringBuilder text = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                text.append((char) octet);
                if (octet == 0x1C) {
                    String[] fields =
                            text.substring(0, Math.max(0, text.indexOf("\r"))).split("\\|", -1);
                    String id = fields.length > 9 ? fields[9] : "";
                    String ack = "\u000bMSH|^~\\&|LIAR|||||ACK\rMSA|CA|" + id + "\r\u001c\r";
                    socket.getOutputStream().write(ack.getBytes(StandardCharsets.US_ASCII));
                    text.setLength(0);
                }
            }
        }

        private void serve(Socket socket) throws IOException {
            StringBuilder text = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                text.append((char) octet);
                if (text.indexOf("\r\n\r\n") >= 0) {
                    OutputStream out = socket.getOutputStream();
                    out.write("HTTP/1.1 200 OK\r\ncontent-length: 12\r\nconnection: close\r\n\r\n{\"entry\":[]}"
                            .getBytes(StandardCharsets.US_ASCII));
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            hl7.close();
            web.close();
            synchronized (sockets) {
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
            threads.shutdownNow();
        }
    }
}
