package io.dripwatch.access.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that is its own authority, made by the JDK's keytool.
 *
 * @param certificate PEM
 * @param key PEM, PKCS#8
 * @param store both
 */
public record MadeCertificate(Path certificate, Path key, KeyStore store) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Makes one for this machine that is valid from now on. */
    public static MadeCertificate in(Path directory, String name, int days) throws Exception {
        return of("dns:localhost,ip:127.0.0.1", directory, name, days);
    }

    /** Makes one for other hosts, as keytool wants them named. */
    public static MadeCertificate of(String hosts, Path directory, String name, int days) throws Exception {
        Path file = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=" + hosts,
                        "-validity",
                        Integer.toString(days),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        Path certificate = directory.resolve(name + ".pem");
        Files.writeString(
                certificate, pem("CERTIFICATE", store.getCertificate("own").getEncoded()));
        Path key = directory.resolve(name + ".key");
        Files.writeString(key, pem("PRIVATE KEY", store.getKey("own", PASSWORD).getEncoded()));
        return new MadeCertificate(certificate, key, store);
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + what
                + "-----\n";
    }

    /** For a client that trusts this one, and shows its own. */
    public SSLContext trustedBy(MadeCertificate client) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(client.store, PASSWORD);
        return trusting(own.getKeyManagers());
    }

    /** For a client that trusts this one, and has none to show. */
    public SSLContext trustedByNobodyInParticular() throws Exception {
        return trusting(null);
    }

    private SSLContext trusting(KeyManager @Nullable [] own) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("own"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, trust.getTrustManagers(), null);
        return context;
    }
}
