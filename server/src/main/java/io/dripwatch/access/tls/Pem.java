package io.dripwatch.access.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** Reads certificates and keys as text, and says in one sentence what is wrong with them. */
final class Pem {
    private static final byte[] PROBE = "a key and its certificate".getBytes(StandardCharsets.US_ASCII);
    private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";
    private static final String END_KEY = "-----END PRIVATE KEY-----";

    private Pem() {}

    /** One certificate or more. */
    static List<X509Certificate> certificates(Path file, String pem) {
        Collection<? extends Certificate> certificates;
        try {
            certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CertificateException e) {
            throw new CertificateRefused(file + " holds no certificates in PEM.", e);
        }
        if (certificates.isEmpty()) {
            throw new CertificateRefused(file + " holds no certificates in PEM.");
        }
        return certificates.stream().map(X509Certificate.class::cast).toList();
    }

    /** The key that signs what {@code certificate} verifies. */
    static PrivateKey key(Path file, String pem, X509Certificate certificate) {
        int begin = pem.indexOf(BEGIN_KEY);
        int end = pem.indexOf(END_KEY);
        if (begin < 0 || end < begin) {
            throw new CertificateRefused(file + " holds no key in PEM, PKCS#8, without a password"
                    + " (openssl pkcs8 -topk8 -nocrypt makes one).");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN_KEY.length(), end));
            String algorithm = certificate.getPublicKey().getAlgorithm();
            PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            if (fits(key, certificate)) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CertificateRefused(file + " is not the key of the certificate.", e);
        }
        throw new CertificateRefused(file + " is not the key of the certificate.");
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = certificate.getPublicKey().getAlgorithm();
        Signature signature = Signature.getInstance(
                algorithm.equals("EC") ? "SHA256withECDSA" : algorithm.equals("RSA") ? "SHA256withRSA" : algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(PROBE);
        return signature.verify(signed);
    }
}
