package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.tls.MadeCertificate;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scanner that others wrote looks at every port that speaks by TLS. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsScanIT {
    private static final Pattern PROTOCOL =
            Pattern.compile("<protocol type=\"(\\w+)\" version=\"([0-9.]+)\" enabled=\"1\"");
    private static final Pattern ACCEPTED = Pattern.compile(
            "<cipher status=\"(?:accepted|preferred)\" sslversion=\"([^\"]+)\"[^>]* cipher=\"([^\"]+)\"");
    private static final Pattern MODERN =
            Pattern.compile("(TLS_|ECDHE-(RSA|ECDSA)-)(AES(_|)(128|256)(_|-)GCM|CHACHA20)[-_A-Z0-9]*");

    private Server server;
    private MadeCertificate own;

    @SuppressWarnings("NullAway.Init")
    TlsScanIT() {}

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        own = MadeCertificate.in(folder, "own", 30);
        Path file = Files.writeString(folder.resolve("dripwatch.yaml"), """
                mllp: {port: 0}
                http: {port: 0}
                mqtt: {port: 0}
                tls: {certificate: own.pem, key: own.key}
                plainFrom: []
                """);
        server = Server.start(Settings.of(Config.read(file), folder, folder.resolve("data")));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private int port(String name) {
        return switch (name) {
            case "web" -> server.httpPort();
            case "HL7" -> server.mllpPort();
            default -> server.mqttPort();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "HL7", "MQTT"})
    void onlyTls12And13WithForwardSecrecyAndAuthenticatedEncryption(String name) throws Exception {
        String found = ForeignPrograms.runs(
                ForeignPrograms.debian("sslscan", "sslscan"), "--xml=-", "127.0.0.1:" + port(name));
        assertThat(matches(PROTOCOL, found).stream().map(match -> match.group(1) + match.group(2)))
                .as(found)
                .containsExactlyInAnyOrder("tls1.2", "tls1.3");
        List<MatchResult> accepted = matches(ACCEPTED, found);
        assertThat(accepted.stream().map(match -> match.group(1))).contains("TLSv1.2", "TLSv1.3");
        assertThat(accepted).allSatisfy(match -> assertThat(match.group(2)).matches(MODERN));
        assertThat(found)
                .contains("<renegotiation supported=\"0\" secure=\"0\" />", "vulnerable=\"0\"")
                .doesNotContain("vulnerable=\"1\"", "<compression supported=\"1\"");
    }

    @Test
    void http2IsNotAgreedOn() throws Exception {
        try (SSLSocket socket = (SSLSocket) own.trustedByNobodyInParticular()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.httpPort())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isNotEqualTo("h2");
        }
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
