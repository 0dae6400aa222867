package io.dripwatch.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.tls.MadeCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS patients are told of only to whom the configured authority calls by that name. */
@Timeout(60)
final class HookTlsIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    HookTlsIT() {}

    @Test
    void whoShowsATrustedCertificateIsTold() throws Exception {
        MadeCertificate own = MadeCertificate.in(directory, "hook", 30);
        try (Subscriber room = new Subscriber(directory, own, own.certificate())) {
            room.awaitStatus(room.subscribe("vitals", "id-only", "/hook"), "active");
            assertThat(room.hook.bundles()).isNotEmpty();
        }
    }

    @Test
    void whomNobodyVouchesForIsToldNothing() throws Exception {
        MadeCertificate own = MadeCertificate.in(directory, "hook", 30);
        MadeCertificate other = MadeCertificate.in(directory, "other", 30);
        refused(own, other.certificate());
        refused(own, null);
    }

    @Test
    void whoIsVouchedForByAnotherNameIsToldNothing() throws Exception {
        MadeCertificate own = MadeCertificate.of("dns:ehr.example", directory, "hook", 30);
        refused(own, own.certificate());
    }

    private void refused(MadeCertificate own, @Nullable Path trusted) throws Exception {
        try (Subscriber room = new Subscriber(Files.createTempDirectory(directory, "room"), own, trusted)) {
            String id = room.subscribe("vitals", "id-only", "/hook");
            room.awaitStatus(id, "error");
            assertThat(room.hook.bundles()).isEmpty();
        }
    }
}
