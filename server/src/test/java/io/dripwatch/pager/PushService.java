package io.dripwatch.pager;

import io.dripwatch.access.tls.MadeCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A push service that listens by TLS on this machine, and the browser behind it, which reads what it is sent. */
public final class PushService implements AutoCloseable {
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final byte[] SECRET = "sixteen bytes ..".getBytes(StandardCharsets.US_ASCII);

    private final KeyPair browser = Curve.newKeys();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private volatile int status = 201;

    /** A message as the browser reads it, and what the service saw of it. */
    public record Received(String path, String text, String ttl, String urgency, String authorization, String coding) {}

    public PushService(Vertx vertx, MadeCertificate own) throws Exception {
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(own.certificate().toString())
                                .addKeyPath(own.key().toString())))
                .requestHandler(request -> request.body().onSuccess(body -> take(request, body.getBytes())));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    public String address() {
        return "https://localhost:" + server.actualPort();
    }

    /** The browser's public key, as it tells its page. */
    public String key() {
        return TEXT.encodeToString(Curve.bytes((ECPublicKey) browser.getPublic()));
    }

    public String secret() {
        return TEXT.encodeToString(SECRET);
    }

    /** What it answers from now on. */
    public void answers(int next) {
        status = next;
    }

    /** The next message; null where none comes in time. */
    public @Nullable Received next(int seconds) throws InterruptedException {
        return received.poll(seconds, TimeUnit.SECONDS);
    }

    private void take(HttpServerRequest request, byte[] body) {
        received.add(new Received(
                request.path(),
                opened(body),
                request.getHeader("TTL"),
                request.getHeader("Urgency"),
                request.getHeader("Authorization"),
                request.getHeader("Content-Encoding")));
        request.response().setStatusCode(status).end();
    }

    private String opened(byte[] body) {
        try {
            byte[] salt = Arrays.copyOf(body, 16);
            byte[] from = Arrays.copyOfRange(body, 21, 21 + body[20]);
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(browser.getPrivate());
            agreement.doPhase(Curve.point(from), true);
            byte[] own = Curve.bytes((ECPublicKey) browser.getPublic());
            byte[] info = new byte[14 + own.length + from.length + 1];
            System.arraycopy("WebPush: info".getBytes(StandardCharsets.US_ASCII), 0, info, 0, 13);
            System.arraycopy(own, 0, info, 14, own.length);
            System.arraycopy(from, 0, info, 14 + own.length, from.length);
            info[info.length - 1] = 1;
            byte[] extracted = hmac(salt, hmac(hmac(SECRET, agreement.generateSecret()), info));
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] key = hmac(extracted, "Content-Encoding: aes128gcm\0\1".getBytes(StandardCharsets.US_ASCII));
            byte[] nonce = hmac(extracted, "Content-Encoding: nonce\0\1".getBytes(StandardCharsets.US_ASCII));
            cipher.init(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(key, 0, 16, "AES"), new GCMParameterSpec(128, nonce, 0, 12));
            byte[] plain = cipher.doFinal(body, 21 + from.length, body.length - 21 - from.length);
            return new String(plain, 0, plain.length - 1, StandardCharsets.UTF_8);
        } catch (Exception e) {
            return "unreadable: " + e;
        }
    }

    private static byte[] hmac(byte[] key, byte[] text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
