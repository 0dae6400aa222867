package io.dripwatch.pager;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** Hands sealed messages to push services (RFC 8030). Follows no redirection: it would lead past what is allowed. */
final class Messages {
    /** What is older than this is told to nobody: a page is for now. */
    private static final int COUNTS_SECONDS = 60;

    private static final int CONNECT_MS = 10_000;
    private static final int ANSWER_SECONDS = 10;
    private static final int MOST_CONNECTIONS = 4;
    private static final int MOST_QUEUED = 256;
    private static final Base64.Decoder BYTES = Base64.getUrlDecoder();

    private final HttpClient client;
    private final Vertx vertx;
    private final Services services;
    private final ServerKey key;
    private final InstantSource clock;

    Messages(Vertx vertx, Services services, ServerKey key, InstantSource clock) {
        HttpClientOptions options =
                new HttpClientOptions().setConnectTimeout(CONNECT_MS).setMaxRedirects(0);
        Path authority = services.authority();
        if (authority != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(authority.toString()));
        }
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(MOST_QUEUED);
        this.client = vertx.createHttpClient(options, pool);
        this.vertx = vertx;
        this.services = services;
        this.key = key;
        this.clock = clock;
    }

    /**
     * Hands over one message.
     *
     * @param topic a later message of the same topic takes the place of one that waits there
     * @return the status that the service answered; fails where it did not answer
     */
    Future<Integer> send(PagedBrowser to, String topic, String message) {
        return vertx.executeBlocking(() -> request(to, topic, message), false)
                .compose(request -> client.request(request.options).compose(opened -> opened.send(request.body)
                        .map(answer -> {
                            if (answer.statusCode() != 201) {
                                opened.connection().close();
                            }
                            return answer.statusCode();
                        })
                        .timeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                        .onFailure(failure -> opened.reset())));
    }

    private record Request(RequestOptions options, Buffer body) {}

    private Request request(PagedBrowser to, String topic, String message) {
        URI endpoint = services.endpoint(to.endpoint());
        byte[] plain = message.getBytes(StandardCharsets.UTF_8);
        byte[] body = Sealed.of(plain, BYTES.decode(to.key()), BYTES.decode(to.secret()));
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(to.endpoint())
                .setFollowRedirects(false)
                .setConnectTimeout(CONNECT_MS)
                .putHeader("TTL", Integer.toString(COUNTS_SECONDS))
                .putHeader("Urgency", "high")
                .putHeader("Topic", topic)
                .putHeader("Content-Encoding", "aes128gcm")
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader("Authorization", key.authorization(endpoint, services.contact(), clock.instant()));
        return new Request(options, Buffer.buffer(body));
    }
}
