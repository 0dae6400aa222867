package io.dripwatch.fhir.subscription;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts notifications. Follows no redirection: it would lead past what is allowed. */
final class HookSender implements Line {
    private static final int CONNECT_MS = 10_000;
    private static final int MOST_CONNECTIONS = 2;
    private static final int MOST_QUEUED = 64;
    private static final int DIGITS_OF_SHORT = 5;

    private final HttpClient client;

    HookSender(Vertx vertx, Hooks hooks) {
        HttpClientOptions options =
                new HttpClientOptions().setConnectTimeout(CONNECT_MS).setMaxRedirects(0);
        Path authority = hooks.authority();
        if (authority != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(authority.toString()));
        }
        client = vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(MOST_QUEUED));
    }

    @Override
    public boolean listens(Kept to) {
        return true;
    }

    /** Done when the receiver has taken it (2xx); fails with one sentence. */
    @Override
    public Future<Void> send(Kept subscription, Buffer notification) {
        Terms terms = subscription.terms();
        RequestOptions to = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(terms.endpoint())
                .setFollowRedirects(false)
                .setConnectTimeout(CONNECT_MS)
                .putHeader("Content-Type", "application/fhir+json; charset=utf-8");
        for (String header : terms.headers()) {
            int colon = header.indexOf(':');
            to.putHeader(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        return client.request(to).compose(request -> request.send(notification)
                .compose(response -> answered(request, response))
                .timeout(terms.timeoutSeconds(), TimeUnit.SECONDS)
                .onFailure(failure -> {
                    if (failure instanceof TimeoutException) {
                        request.reset();
                    }
                }));
    }

    /** What the answer says beside its number is of no interest; one that is long is cut. */
    private static Future<Void> answered(HttpClientRequest request, HttpClientResponse response) {
        int status = response.statusCode();
        Future<Void> outcome = status >= 200 && status < 300
                ? Future.succeededFuture()
                : Future.failedFuture("the endpoint answered " + status);
        String length = response.getHeader("Content-Length");
        if (status != 204 && (length == null || length.length() > DIGITS_OF_SHORT)) {
            request.connection().close();
        }
        return outcome;
    }
}
