package io.dripwatch.pager;

import io.dripwatch.store.OwnerOnly;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** By what push services know this server again (RFC 8292): a key of its own, in a file of the data directory. */
final class ServerKey {
    /** Its name in a data directory and in a backup. */
    static final String FILE = "pager-key";

    private static final Duration COUNTS = Duration.ofHours(12);
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder BYTES = Base64.getUrlDecoder();

    private final PrivateKey secret;
    private final String known;

    private ServerKey(PrivateKey secret, String known) {
        this.secret = secret;
        this.known = known;
    }

    /**
     * The key in this directory; a new one where there is none. Blocks.
     *
     * @throws UncheckedIOException where it cannot be read or written
     */
    static ServerKey in(Path data) {
        Path file = data.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                KeyPair made = Curve.newKeys();
                String point = TEXT.encodeToString(Curve.bytes((ECPublicKey) made.getPublic()));
                OwnerOnly.write(file, TEXT.encodeToString(made.getPrivate().getEncoded()) + "\n" + point + "\n");
            }
            String[] lines = Files.readString(file).split("\n", -1);
            PrivateKey secret =
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(BYTES.decode(lines[0])));
            return new ServerKey(secret, lines[1]);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be used", e);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new UncheckedIOException("The file " + file + " holds no key", new IOException(e));
        }
    }

    /** The public key as browsers want it: 65 bytes in base64url. */
    String known() {
        return known;
    }

    /**
     * What stands in the header Authorization of a message.
     *
     * @param contact whom the push service may ask, {@code mailto:} or {@code https:}
     */
    String authorization(URI endpoint, String contact, Instant now) {
        JsonObject claims = new JsonObject()
                .put("aud", endpoint.getScheme() + "://" + endpoint.getRawAuthority())
                .put("exp", now.plus(COUNTS).getEpochSecond())
                .put("sub", contact);
        String head = text(new JsonObject().put("typ", "JWT").put("alg", "ES256"));
        String signed = head + "." + text(claims);
        return "vapid t=" + signed + "." + signature(signed) + ", k=" + known;
    }

    private static String text(JsonObject json) {
        return TEXT.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return TEXT.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java can sign so", e);
        }
    }
}
