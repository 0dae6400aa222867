package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Screens that are torn off at any moment take nothing from the others. */
@Timeout(120)
final class KilledScreensIT {
    private static final long SEED = Long.getLong("dripwatch.seed", 20260302);
    private static final int SCREENS = 600;
    private static final String HANDSHAKE = """
            GET /api/v1/live HTTP/1.1
            Host: localhost
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13

            """;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void screensThatAreTornOffWhileConnectingDoNotBlindTheOthers() throws Exception {
        Settings settings = Settings.of(Config.DEFAULT, Path.of(""), folder).withPorts(0, 0);
        Server server = Server.start(settings);
        try {
            Screen screen = new Screen(URI.create("http://127.0.0.1:" + server.httpPort()));
            for (int i = 0; i < SCREENS; i++) {
                tearOff(server.httpPort());
            }
            assertThat(screen.await(message -> message.path("t").asText().equals("tick")))
                    .as("a heartbeat, seed " + SEED)
                    .isNotNull();
            long left = SCREENS;
            while (left > 0) {
                left = screen.number("dripwatch_screens");
            }
        } finally {
            server.close();
        }
    }

    /** Shakes hands as a screen does and resets the connection, at the latest after the first bytes of the room. */
    private void tearOff(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(HANDSHAKE.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(5_000);
            InputStream in = socket.getInputStream();
            int octet = 0;
            for (int left = random.nextInt(300); left > 0 && octet >= 0; left--) {
                octet = in.read();
            }
        } catch (SocketException e) {
            assertThat(e).as("the server may be faster").isNotNull();
        }
    }
}
