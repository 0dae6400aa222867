package io.dripwatch.sim.wire;

import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** How people and devices of the simulator speak by TLS: whom they trust, and the certificate that they show. */
public final class Tls {
    /** Everything is said in the clear. */
    public static final Tls NONE = new Tls(null, new TrustManager[0], new KeyManager[0]);

    private final @Nullable SSLContext context;
    private final TrustManager[] trusted;
    private final KeyManager[] shown;

    private Tls(@Nullable SSLContext context, TrustManager[] trusted, KeyManager[] shown) {
        this.context = context;
        this.trusted = trusted;
        this.shown = shown;
    }

    /**
     * Speaks by TLS.
     *
     * @param authorities PEM, to which the server's certificate must lead; null for those of the JDK
     * @param certificate PEM, which is shown; null for none
     * @param key PEM, of that certificate
     * @throws IOException where a file cannot be used
     */
    public static Tls of(@Nullable Path authorities, @Nullable Path certificate, @Nullable Path key)
            throws IOException {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities == null ? null : trusting(authorities));
            KeyManager[] shown = certificate == null || key == null ? new KeyManager[0] : showing(certificate, key);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown, trust.getTrustManagers(), null);
            return new Tls(context, trust.getTrustManagers(), shown);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("expected certificates and a key (PKCS#8) in PEM, got " + e.getMessage(), e);
        }
    }

    private static KeyStore trusting(Path authorities) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (Certificate authority : read(authorities)) {
            store.setCertificateEntry("authority " + store.size(), authority);
        }
        return store;
    }

    private static KeyManager[] showing(Path certificate, Path key) throws GeneralSecurityException, IOException {
        Certificate[] chain = read(certificate);
        String base64 = Files.readString(key).replaceAll("-----[^-]*-----|\\s", "");
        PrivateKey secret = KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        KeyStore store = empty();
        char[] password = new char[0];
        store.setKeyEntry("own", secret, password, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        return keys.getKeyManagers();
    }

    private static Certificate[] read(Path file) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate[] read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(new Certificate[0]);
            if (read.length == 0) {
                throw new IOException("expected certificates in " + file + ", got none");
            }
            return read;
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    /** A client of HTTP and WebSockets; whether it speaks by TLS is in the addresses that it is given. */
    public HttpClient.Builder client() {
        HttpClient.Builder client = HttpClient.newBuilder();
        return context == null ? client : client.sslContext(context);
    }

    /** Secures a connection that is made, and makes sure that it is this server's; the same where there is no TLS. */
    Socket around(Socket plain, InetSocketAddress server) throws IOException {
        if (context == null) {
            return plain;
        }
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(plain, server.getHostString(), server.getPort(), true);
        socket.setSSLParameters(verifying(socket.getSSLParameters()));
        socket.startHandshake();
        return socket;
    }

    /**
     * The same for a connection that never waits; its handshake comes about as it is used.
     *
     * @throws IOException where TLS cannot be spoken at all
     */
    public OpenChannel around(SocketChannel plain, InetSocketAddress server) throws IOException {
        if (context == null) {
            return new OpenChannel(plain, null);
        }
        SSLEngine engine = context.createSSLEngine(server.getHostString(), server.getPort());
        engine.setUseClientMode(true);
        engine.setSSLParameters(verifying(engine.getSSLParameters()));
        engine.beginHandshake();
        return new OpenChannel(plain, engine);
    }

    private static SSLParameters verifying(SSLParameters parameters) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    /** The same for a WebSocket of the other client. */
    WebSocketClientOptions on(WebSocketClientOptions options) {
        if (context == null) {
            return options;
        }
        options.setSsl(true).setVerifyHost(true).setTrustOptions(TrustOptions.wrap(trusted[0]));
        return shown.length == 0 ? options : options.setKeyCertOptions(KeyCertOptions.wrap((X509KeyManager) shown[0]));
    }
}
