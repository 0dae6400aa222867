package io.dripwatch.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that machines keep for each other. Of each only the SHA-256 is kept here: 256 random bits cannot be guessed
 * from it, so that a slow hash, which is for passwords that people choose, would only cost time at every connection.
 */
public final class Secret {
    /** How every secret begins, so that one which got lost somewhere can be found by tools that look for such. */
    public static final String BEGINNING = "drip_";

    private static final int BYTES = 32;
    private static final int LONGEST = 200;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secret() {}

    /** One that nobody has had before. */
    public static String fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Under which a secret that somebody shows is kept; null where it is too long to be one. */
    public static @Nullable String hash(String shown) {
        return shown.length() > LONGEST ? null : sha256(shown);
    }

    /** The SHA-256 of a text, hexadecimal. */
    public static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java knows no SHA-256", e);
        }
    }
}
