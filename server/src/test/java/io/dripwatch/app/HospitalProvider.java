package io.dripwatch.app;

import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A provider of OpenID Connect that others wrote, in a process of its own. */
final class HospitalProvider implements AutoCloseable {
    private final int port = freePort();
    private final int serverPort = freePort();
    private Process process;

    HospitalProvider() throws IOException, InterruptedException {
        process = start();
    }

    private Process start() throws IOException, InterruptedException {
        try (InputStream script = HospitalProvider.class.getResourceAsStream("/oidc-provider.mjs")) {
            String text = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
            return ForeignPrograms.starts(text, Integer.toString(port), here());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + port;
    }

    /** Where it expects the server. */
    String here() {
        return "http://127.0.0.1:" + serverPort;
    }

    /** The settings of a server whose people sign in there: nurses, physicians, and who administers. */
    Settings settings(Path folder) throws IOException {
        Files.writeString(folder.resolve("provider.secret"), "a-synthetic-secret\n");
        Path config = Files.writeString(folder.resolve("dripwatch.yaml"), """
                http:
                  publicUrl: '%1$s'
                  tokens:
                    issuer: %2$s
                    keys: %2$s/jwks
                    audience: %1$s/fhir
                    scopes: [system/Observation.rs, system/Patient.rs]
                oidc:
                  title: Synthetic Hospital
                  issuer: %2$s
                  client: dripwatch
                  secretFile: provider.secret
                  roles:
                    nurse: [nurse]
                    physician: [physician, charge-nurse@Infusion room]
                    root: [administrator]
                """.formatted(here(), issuer()));
        return Settings.of(Config.read(config), folder, folder.resolve("data")).withPorts(serverPort, 0);
    }

    /** From now on its tokens are forged on their way; "" for not any more. */
    void forge(String how) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer() + "/forge?how=" + how.replace(" ", "%20")))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    void goesAway() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    void comesBack() throws IOException, InterruptedException {
        process = start();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
