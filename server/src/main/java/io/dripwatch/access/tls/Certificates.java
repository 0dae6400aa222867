package io.dripwatch.access.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates with which this server shows who it is, as they stand in their files now. New ones that cannot be
 * used are refused, and those that were there before go on. TLS 1.2 and 1.3 with forward secrecy and authenticated
 * encryption, nothing else. Safe from every thread.
 */
public final class Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final Duration ANNOUNCED = Duration.ofDays(14);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final String[] SUITES = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    };

    private final TlsFiles files;
    private volatile InUse inUse;
    private volatile @Nullable String refusal;

    private record InUse(List<String> contents, SSLContext context, Instant from, Instant until) {
        boolean isValid(Instant now) {
            return !now.isBefore(from) && !now.isAfter(until);
        }
    }

    /**
     * Reads the files. A certificate that has expired is used all the same: who restarts after a power cut is better
     * off with the rest of the server than with none, and {@link #trouble} says what is wrong.
     *
     * @throws CertificateRefused where they cannot be used
     */
    public Certificates(TlsFiles files) {
        this.files = files;
        this.inUse = read(contents());
    }

    /** The server's half of a device's next connection; the device must show a certificate where that was said. */
    public SSLEngine forDevice() {
        SSLEngine engine = engine();
        engine.setNeedClientAuth(files.clientCa() != null);
        return engine;
    }

    /** The same for a browser or a device: it may show a certificate, and must not show one that is not trusted. */
    public SSLEngine forWeb() {
        SSLEngine engine = engine();
        engine.setWantClientAuth(files.clientCa() != null);
        return engine;
    }

    private SSLEngine engine() {
        SSLEngine engine = inUse.context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters terms = engine.getSSLParameters();
        terms.setProtocols(PROTOCOLS);
        terms.setCipherSuites(SUITES);
        terms.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(terms);
        return engine;
    }

    /** Whole days until the first certificate of the chain expires; negative afterwards. */
    public long daysLeft(Instant now) {
        return Math.floorDiv(
                Duration.between(now, inUse.until).toSeconds(),
                Duration.ofDays(1).toSeconds());
    }

    /** One sentence on what is wrong or soon will be; null where nothing is. */
    public @Nullable String trouble(Instant now) {
        String refused = refusal;
        if (refused != null) {
            return refused;
        }
        if (!inUse.isValid(now)) {
            return "The certificate of this server is valid from " + inUse.from + " to " + inUse.until + ", not now.";
        }
        return now.plus(ANNOUNCED).isAfter(inUse.until)
                ? "The certificate of this server expires on " + inUse.until + "."
                : null;
    }

    /** Looks whether the files have changed, and takes what is new into use if it can be used. Blocks. */
    public synchronized void look(Instant now) {
        try {
            List<String> contents = contents();
            if (!contents.equals(inUse.contents)) {
                InUse next = read(contents);
                if (!next.isValid(now) && inUse.isValid(now)) {
                    throw new CertificateRefused(
                            files.certificate() + " is valid from " + next.from + " to " + next.until + ", not now.");
                }
                inUse = next;
                LOG.info("New certificates are in use; daysLeft={}", daysLeft(now));
            }
            refusal = null;
        } catch (CertificateRefused refused) {
            String sentence = "New certificates cannot be used, the old ones go on: " + refused.getMessage();
            if (!sentence.equals(refusal)) {
                LOG.warn("{}", sentence);
            }
            refusal = sentence;
        }
    }

    private List<String> contents() {
        Path authorities = files.clientCa();
        return List.of(text(files.certificate()), text(files.key()), authorities == null ? "" : text(authorities));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new CertificateRefused(file + " cannot be read.", e);
        }
    }

    private InUse read(List<String> contents) {
        List<X509Certificate> chain = Pem.certificates(files.certificate(), contents.get(0));
        PrivateKey key = Pem.key(files.key(), contents.get(1), chain.get(0));
        Path authorities = files.clientCa();
        List<X509Certificate> trusted = authorities == null ? null : Pem.certificates(authorities, contents.get(2));
        try {
            SSLContext context = TlsContexts.of(key, chain, trusted);
            return new InUse(contents, context, latestBeginning(chain), firstEnd(chain));
        } catch (GeneralSecurityException | IOException e) {
            throw new CertificateRefused(files.certificate() + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private static Instant latestBeginning(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> certificate.getNotBefore().toInstant())
                .reduce(Instant.MIN, (one, other) -> one.isAfter(other) ? one : other);
    }

    private static Instant firstEnd(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .reduce(Instant.MAX, (one, other) -> one.isBefore(other) ? one : other);
    }
}
