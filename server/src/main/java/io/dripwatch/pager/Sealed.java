package io.dripwatch.pager;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A message that only one browser can read: RFC 8291, in the content coding aes128gcm of RFC 8188. */
final class Sealed {
    private static final int SALT = 16;
    private static final int KEY = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int RECORD_SIZE = 4096;
    private static final byte LAST_RECORD = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealed() {}

    /**
     * Seals a message with a key and a salt that are used for nothing else.
     *
     * @param receiver the browser's key, 65 bytes
     * @param secret that the browser shares with us, 16 bytes
     */
    static byte[] of(byte[] message, byte[] receiver, byte[] secret) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        return of(message, receiver, secret, Curve.newKeys(), salt);
    }

    /** The same with this key and salt. */
    static byte[] of(byte[] message, byte[] receiver, byte[] secret, KeyPair sender, byte[] salt) {
        byte[] from = Curve.bytes((ECPublicKey) sender.getPublic());
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(sender.getPrivate());
            agreement.doPhase(Curve.point(receiver), true);
            byte[] shared = hmac(secret, agreement.generateSecret());
            byte[] material = hmac(shared, joined(label("WebPush: info"), receiver, from, new byte[] {1}));
            byte[] extracted = hmac(salt, material);
            byte[] key = derived(extracted, "Content-Encoding: aes128gcm", KEY);
            byte[] nonce = derived(extracted, "Content-Encoding: nonce", NONCE);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            byte[] size = ByteBuffer.allocate(Integer.BYTES).putInt(RECORD_SIZE).array();
            byte[] record = cipher.doFinal(joined(message, new byte[] {LAST_RECORD}));
            return joined(salt, size, new byte[] {(byte) from.length}, from, record);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java can seal so", e);
        }
    }

    private static byte[] derived(byte[] key, String info, int length) throws GeneralSecurityException {
        return Arrays.copyOf(hmac(key, joined(label(info), new byte[] {1})), length);
    }

    private static byte[] label(String info) {
        return joined(info.getBytes(StandardCharsets.US_ASCII), new byte[1]);
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
