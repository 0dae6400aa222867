package io.dripwatch.access.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How this server speaks TLS to another: whose certificates it trusts and, where the other wants to know, who it is.
 *
 * @param authorities PEM; null for the authorities that the JDK knows
 * @param certificate PEM of this server; null where it shows none
 * @param key its key, PEM, PKCS#8, not encrypted; null where it shows none
 */
public record OutwardTls(
        @Nullable Path authorities,
        @Nullable Path certificate,
        @Nullable Path key) {

    public OutwardTls {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("expected certificate and key, or neither of them");
        }
    }

    /**
     * What stands in the files now. Blocks.
     *
     * @throws CertificateRefused where they cannot be used
     */
    public SSLContext context() {
        List<X509Certificate> trusted = authorities == null ? null : Pem.certificates(authorities, text(authorities));
        List<X509Certificate> chain =
                certificate == null ? List.of() : Pem.certificates(certificate, text(certificate));
        PrivateKey own = key == null ? null : Pem.key(key, text(key), chain.get(0));
        try {
            return TlsContexts.of(own, chain, trusted);
        } catch (GeneralSecurityException | IOException e) {
            throw new CertificateRefused("The certificates cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new CertificateRefused(file + " cannot be read.", e);
        }
    }
}
