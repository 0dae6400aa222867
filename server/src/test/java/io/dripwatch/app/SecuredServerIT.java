package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.tls.MadeCertificate;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole server that speaks by TLS and nothing else, to devices and to screens. */
@Timeout(90)
final class SecuredServerIT {
    private static final String FRAME = "\u000bMSH|^~\\&|own||||||ORU^R01|1|P|2.6\r"
            + "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC||72|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R\r\u001c\r";
    private static final String READING = "{\"device\":\"BAND-7\",\"readings\":[{\"metric\":\"spo2\",\"value\":97}]}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private MadeCertificate own;

    @SuppressWarnings("NullAway.Init")
    private Server server;

    @BeforeEach
    void start() throws Exception {
        own = MadeCertificate.in(directory, "own", 30);
        Path file = directory.resolve("dripwatch.yaml");
        Files.writeString(file, """
                mllp: {port: 0}
                mqtt: {port: 0}
                http: {port: 0}
                tls: {certificate: own.pem, key: own.key, clientCa: own.pem}
                plainFrom: []
                """);
        server = Server.start(Settings.of(Config.read(file), directory, directory.resolve("data")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static HttpClient browser(MadeCertificate trusted) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(trusted.trustedByNobodyInParticular())
                .build();
    }

    private HttpResponse<String> get(HttpClient browser, String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(address("https", path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String scheme, String path) {
        return URI.create(scheme + "://localhost:" + server.httpPort() + path);
    }

    @Test
    void devicesSpeakByTlsAndWhatHappensIsSeenInMetrics() throws Exception {
        assertThat(server.readyLine()).contains("http=https://");
        try (Socket secured = own.trustedBy(own).getSocketFactory().createSocket("127.0.0.1", server.mllpPort());
                Socket clear = new Socket(InetAddress.getLoopbackAddress(), server.mllpPort())) {
            assertThat(answer(secured, FRAME)).contains("MSA|AA|1");
            assertThat(answer(clear, FRAME)).doesNotContain("MSA");
            assertThat(get(browser(own), "/metrics").body())
                    .contains("dripwatch_certificate_days_left 29")
                    .contains("dripwatch_connections_refused_total{reason=\"in_the_clear\"} 1");
        }
    }

    @Test
    void screensAndDevicesOfTheWebPortSpeakByTlsToo() throws Exception {
        HttpClient browser = browser(own);
        assertThat(get(browser, "/").body()).contains("<html");
        assertThat(get(browser, "/api/v1/readings.schema.json").body()).contains("\"$schema\"");
        assertThat(get(browser, "/fhir/metadata").body()).contains("https://localhost:" + server.httpPort() + "/fhir");
        HttpRequest push = HttpRequest.newBuilder(address("https", "/api/v1/readings"))
                .POST(HttpRequest.BodyPublishers.ofString(READING))
                .build();
        assertThat(browser.send(push, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        CompletableFuture<String> hello = new CompletableFuture<>();
        WebSocket screen = browser.newWebSocketBuilder()
                .buildAsync(address("wss", "/api/v1/live"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        hello.complete(text.toString());
                        return CompletableFuture.completedFuture(null);
                    }
                })
                .get(10, TimeUnit.SECONDS);
        assertThat(hello.get(10, TimeUnit.SECONDS)).contains("\"hello\"");
        screen.abort();
        try (Socket clear = new Socket(InetAddress.getLoopbackAddress(), server.httpPort())) {
            assertThat(answer(clear, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void newFilesAreTakenIntoUseWithinSecondsAndBadOnesAreToldOnTheScreens() throws Exception {
        HttpClient known = browser(own);
        assertThat(get(known, "/health/ready").statusCode()).isEqualTo(200);
        Files.writeString(own.key(), "nonsense");
        String ready = "";
        while (!ready.contains("New certificates cannot be used, the old ones go on")) {
            ready = get(known, "/health/ready").body();
        }
        assertThat(get(browser(own), "/health/ready").statusCode()).isEqualTo(200);

        MadeCertificate next = MadeCertificate.in(directory, "next", 60);
        Files.copy(next.certificate(), own.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(next.key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
        boolean renewed = false;
        while (!renewed) {
            renewed = secured(next);
        }
        assertThat(get(known, "/metrics").body()).contains("dripwatch_certificate_days_left 59");
        for (int port : new int[] {server.mllpPort(), server.mqttPort()}) {
            try (SSLSocket device =
                    (SSLSocket) next.trustedBy(next).getSocketFactory().createSocket("127.0.0.1", port)) {
                device.startHandshake();
                assertThat(device.getSession().getPeerCertificates()[0])
                        .as("shown to a device at port " + port)
                        .isEqualTo(next.store().getCertificate("own"));
            }
        }
    }

    private boolean secured(MadeCertificate trusted) throws Exception {
        try {
            return get(browser(trusted), "/health/live").statusCode() == 200;
        } catch (IOException notTrusted) {
            return false;
        }
    }

    private static String answer(Socket device, String sent) throws IOException {
        device.setSoTimeout(10_000);
        device.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        try {
            int b = device.getInputStream().read();
            while (b >= 0 && b != 0x1C) {
                answer.append((char) b);
                b = device.getInputStream().read();
            }
        } catch (java.net.SocketException reset) {
            answer.append("reset");
        }
        return answer.toString();
    }
}
