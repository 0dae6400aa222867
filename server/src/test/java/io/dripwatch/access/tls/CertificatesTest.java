package io.dripwatch.access.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificatesTest {
    private final Instant now = InstantSource.system().instant().plus(Duration.ofMinutes(1));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void whatIsNewIsTakenIntoUseAndWhatIsBadIsRefusedAndTheOldGoesOn() throws Exception {
        MadeCertificate first = MadeCertificate.in(directory, "first", 30);
        MadeCertificate second = MadeCertificate.in(directory, "second", 90);
        Certificates certificates = new Certificates(new TlsFiles(first.certificate(), first.key(), null));
        assertThat(certificates.daysLeft(now)).isEqualTo(29);

        Files.copy(second.certificate(), first.certificate(), StandardCopyOption.REPLACE_EXISTING);
        certificates.look(now);
        assertThat(certificates.trouble(now))
                .startsWith("New certificates cannot be used, the old ones go on: ")
                .endsWith("first.key is not the key of the certificate.");
        assertThat(certificates.daysLeft(now)).isEqualTo(29);

        Files.copy(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
        certificates.look(now);
        assertThat(certificates.trouble(now)).isNull();
        assertThat(certificates.daysLeft(now)).isEqualTo(89);

        Files.writeString(first.certificate(), "nonsense");
        certificates.look(now);
        assertThat(certificates.trouble(now)).endsWith("first.pem holds no certificates in PEM.");
        Files.delete(first.certificate());
        certificates.look(now);
        assertThat(certificates.trouble(now)).endsWith("first.pem cannot be read.");
        assertThat(certificates.daysLeft(now)).isEqualTo(89);
    }

    @Test
    void anEndIsAnnouncedTwoWeeksBeforeAndAnExpiredOneIsNotTakenForAValidOne() throws Exception {
        MadeCertificate old = MadeCertificate.in(directory, "old", 20);
        MadeCertificate next = MadeCertificate.in(directory, "next", 90);
        Certificates certificates = new Certificates(new TlsFiles(next.certificate(), next.key(), null));
        assertThat(certificates.trouble(now.plus(Duration.ofDays(75)))).isNull();
        assertThat(certificates.trouble(now.plus(Duration.ofDays(77))))
                .startsWith("The certificate of this server expires on ");
        assertThat(certificates.trouble(now.plus(Duration.ofDays(91)))).endsWith(", not now.");

        Files.copy(old.certificate(), next.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(old.key(), next.key(), StandardCopyOption.REPLACE_EXISTING);
        certificates.look(now.plus(Duration.ofDays(30)));
        assertThat(certificates.trouble(now.plus(Duration.ofDays(30))))
                .startsWith("New certificates cannot be used")
                .endsWith(", not now.");
        assertThat(certificates.daysLeft(now)).isEqualTo(89);
    }

    @Test
    void aServerStartsWithAnExpiredCertificateAndSaysSo() throws Exception {
        MadeCertificate made = MadeCertificate.in(directory, "made", 30);
        Certificates certificates = new Certificates(new TlsFiles(made.certificate(), made.key(), null));
        assertThat(certificates.trouble(now.plus(Duration.ofDays(31)))).endsWith(", not now.");
        assertThat(certificates.daysLeft(now.plus(Duration.ofDays(31)))).isEqualTo(-2);
    }

    @Test
    void whatCannotBeUsedIsRefusedBySentence() throws Exception {
        MadeCertificate made = MadeCertificate.in(directory, "made", 30);
        assertThatThrownBy(() -> new Certificates(new TlsFiles(made.certificate(), made.certificate(), null)))
                .isInstanceOf(CertificateRefused.class)
                .hasMessageContaining("made.pem holds no key in PEM, PKCS#8");
        assertThatThrownBy(() -> new Certificates(new TlsFiles(made.certificate(), made.key(), made.key())))
                .hasMessageContaining("made.key holds no certificates in PEM.");
        Path chain = directory.resolve("chain.pem");
        MadeCertificate stranger = MadeCertificate.in(directory, "stranger", 30);
        Files.writeString(chain, Files.readString(made.certificate()) + Files.readString(stranger.certificate()));
        assertThatThrownBy(() -> new Certificates(new TlsFiles(chain, made.key(), null)))
                .hasMessageContaining("chain.pem cannot be used: Certificate chain is not valid.");
    }
}
