package io.dripwatch.fhir.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names from outside as ids of FHIR: 1 to 64 letters, digits, hyphens and dots. */
public final class Ids {
    private static final int LONGEST = 64;
    private static final String HASHED = ".h.";

    private Ids() {}

    /**
     * The id of what goes by this name: the name itself where it fits, other characters as a dot and four hexadecimal
     * digits; of a name that grows too long a hash. The same name always has the same id, and no two names share one.
     */
    public static String of(String name) {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
            if (plain) {
                id.append(c);
            } else {
                id.append('.').append(HexFormat.of().toHexDigits(c));
            }
        }
        return id.length() <= LONGEST ? id.toString() : HASHED + hash(name);
    }

    private static String hash(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 24);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java knows SHA-256", e);
        }
    }
}
