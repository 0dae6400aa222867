package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.access.tls.MadeCertificate;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network whose devices may speak in the clear is no network where people or EHRs may. */
@Timeout(60)
final class PeopleInTheClearIT {
    private static final String READING = "{\"device\":\"BAND-7\",\"readings\":[{\"metric\":\"spo2\",\"value\":97}]}";

    @Test
    void whereDevicesSpeakInTheClearNobodyElseDoes(@TempDir Path folder) throws Exception {
        List<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
        assumeTrue(!own.isEmpty(), "this machine has no address but the loopback");
        String address = own.get(0).getHostAddress();
        GivenAccounts.add(
                folder.resolve("data"),
                "root",
                Role.ADMINISTRATOR,
                Instant.now().minusSeconds(10));
        MadeCertificate.in(folder, "own", 30);
        Path file = Files.writeString(folder.resolve("dripwatch.yaml"), """
                http: {host: %1$s, port: 0}
                mllp: {port: 0}
                tls: {certificate: own.pem, key: own.key}
                plainFrom: [%1$s]
                """.formatted(address));
        try (Server server = Server.start(Settings.of(Config.read(file), folder, folder.resolve("data")))) {
            URI clear = URI.create("http://" + address + ":" + server.httpPort());
            assertThat(status(HttpRequest.newBuilder(clear.resolve("/api/v1/readings"))
                            .POST(HttpRequest.BodyPublishers.ofString(READING))))
                    .as("a device is heard, and asked for its token")
                    .isEqualTo(401);
            for (String path : List.of("/", "/api/v1/session", "/fhir/metadata", "/metrics", "/fhir/auth/token")) {
                assertThat(status(HttpRequest.newBuilder(clear.resolve(path))))
                        .as(path)
                        .isEqualTo(403);
            }
        }
    }

    private static int status(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
