package io.dripwatch.app.config;

import io.dripwatch.access.tls.TlsFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How this server shows who it is, as written under {@code tls}; files are relative to the configuration.
 *
 * @param certificate PEM, the server's own first, then those that lead to its authority
 * @param key PEM, PKCS#8, without a password
 * @param clientCa PEM, the authorities whose certificates devices must show; none need one where left out
 */
record TlsSettings(
        @Nullable String certificate,
        @Nullable String key,
        @Nullable String clientCa) {

    TlsFiles files(Path beside) {
        if (certificate == null || key == null) {
            throw new IllegalArgumentException("tls: expected certificate and key");
        }
        return new TlsFiles(
                beside.resolve(certificate), beside.resolve(key), clientCa == null ? null : beside.resolve(clientCa));
    }
}
