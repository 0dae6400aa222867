package io.dripwatch.access.tls;

/** A certificate cannot be used; the message is one sentence that names the file. */
public final class CertificateRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CertificateRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    CertificateRefused(String sentence) {
        super(sentence);
    }
}
