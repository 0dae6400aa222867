package io.dripwatch.access.people;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password or PIN as it is kept: PBKDF2 with HMAC-SHA-512, of the JDK (NIST SP 800-132). Making and checking one
 * takes a good tenth of a second of one core on purpose; never on an event loop.
 *
 * @param iterations 1,000 or more
 * @param salt in Base64
 * @param hash in Base64
 */
public record Hashed(int iterations, String salt, String hash) {
    /** What OWASP asks for with this function. */
    public static final int ITERATIONS = 210_000;

    private static final int BITS = 512;
    private static final int SALT_BYTES = 16;
    private static final int FEWEST = 1_000;
    private static final int MOST = 10_000_000;
    private static final String NAME = "pbkdf2-sha512";
    private static final Pattern TEXT =
            Pattern.compile(NAME + "\\$(\\d{1,8})\\$([A-Za-z0-9+/=]{1,100})\\$([A-Za-z0-9+/=]{1,200})");
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Checked where there is no such account, so that an answer takes as long as with one. */
    static final Hashed NOBODY = new Hashed(ITERATIONS, "AAAAAAAAAAAAAAAAAAAAAA==", "AAAA");

    public Hashed {
        if (iterations < FEWEST || iterations > MOST) {
            throw new IllegalArgumentException("expected " + FEWEST + " to " + MOST + " iterations, got " + iterations);
        }
    }

    /** Hashes a secret with a salt of its own. */
    public static Hashed of(char[] secret, int iterations) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder text = Base64.getEncoder();
        return new Hashed(
                iterations, text.encodeToString(salt), text.encodeToString(derived(secret, salt, iterations)));
    }

    /** Reads what {@link #text} wrote. */
    static Hashed parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected " + NAME + "$ITERATIONS$SALT$HASH, got something else");
        }
        return new Hashed(Integer.parseInt(matcher.group(1)), matcher.group(2), matcher.group(3));
    }

    String text() {
        return NAME + "$" + iterations + "$" + salt + "$" + hash;
    }

    /** Whether this was made of that secret. */
    public boolean matches(char[] secret) {
        byte[] now = derived(secret, Base64.getDecoder().decode(salt), iterations);
        return MessageDigest.isEqual(now, Base64.getDecoder().decode(hash));
    }

    private static byte[] derived(char[] secret, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(secret, salt, iterations, BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java knows no PBKDF2 with HMAC-SHA-512", e);
        } finally {
            spec.clearPassword();
        }
    }

    /** Says nothing of what is kept. */
    @Override
    public String toString() {
        return "***";
    }
}
