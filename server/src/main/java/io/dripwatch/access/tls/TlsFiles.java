package io.dripwatch.access.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the certificates of this server stand.
 *
 * @param certificate PEM, the server's own first, then those that lead to its authority
 * @param key PEM, PKCS#8, not encrypted
 * @param clientCa PEM, the authorities whose certificates devices must show; null where they need none
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path clientCa) {}
