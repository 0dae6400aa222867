package io.dripwatch.access.smart;

import io.dripwatch.access.keys.Client;
import io.dripwatch.access.keys.ClientProof;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of programs, those that they publish fetched and kept for some minutes. A key that nobody knows is looked
 * for at its address at once, but not again and again: whoever sends what is not signed makes nobody ask more often.
 */
final class KeySets {
    private static final Logger LOG = LoggerFactory.getLogger(KeySets.class);
    private static final Duration LONGEST_KEPT = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
    private static final int LARGEST = 64 * 1024;
    private static final int PATIENCE_SECONDS = 5;
    private static final Pattern MAX_AGE = Pattern.compile("max-age *= *(\\d{1,9})");

    private final HttpClient http;
    private final KeySet.Use use;
    private final InstantSource clock;
    private final Map<String, Fetched> fetched = new ConcurrentHashMap<>();

    /**
     * Keys as they were fetched, or are being fetched.
     *
     * @param at when
     */
    private record Fetched(Instant at, Future<Kept> kept) {}

    private record Kept(KeySet keys, Duration age) {}

    KeySets(HttpClient http, InstantSource clock, KeySet.Use use) {
        this.http = http;
        this.clock = clock;
        this.use = use;
    }

    /** The keys of a program; fails with {@link TokenRefused} where none can be read. */
    Future<KeySet> of(List<Client> registered, String kid) {
        List<Future<KeySet>> all =
                registered.stream().map(client -> of(client.proof(), kid)).toList();
        return Future.join(all).transform(done -> {
            List<KeySet> read =
                    all.stream().filter(Future::succeeded).map(Future::result).toList();
            return read.isEmpty() && !all.isEmpty()
                    ? Future.failedFuture(TokenRefused.client("The keys of this client cannot be read now."))
                    : Future.succeededFuture(KeySet.of(read));
        });
    }

    private Future<KeySet> of(ClientProof proof, String kid) {
        return switch (proof.kind()) {
            case KEYS -> Future.succeededFuture(KeySet.parse(proof.text()));
            case KEYS_AT -> published(proof.text(), kid);
            case SECRET -> Future.failedFuture(new IllegalArgumentException("expected keys, got a secret"));
        };
    }

    /**
     * The keys that are published at an address.
     *
     * @param kid the one that is wanted; "" where any will do
     */
    Future<KeySet> published(String address, String kid) {
        Instant now = clock.instant();
        Fetched last = fetched.compute(
                address, (at, known) -> known != null && good(known, kid, now) ? known : fetch(at, now));
        return last.kept.map(Kept::keys);
    }

    private static boolean good(Fetched known, String kid, Instant now) {
        if (!known.kept.isComplete() || now.isBefore(known.at.plus(BETWEEN_LOOKS))) {
            return true;
        }
        return known.kept.succeeded()
                && (kid.isEmpty() || known.kept.result().keys.knows(kid))
                && now.isBefore(known.at.plus(known.kept.result().age));
    }

    private Fetched fetch(String address, Instant now) {
        RequestOptions options = new RequestOptions()
                .setAbsoluteURI(address)
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.ACCEPT, "application/json");
        Future<Kept> kept = http.request(options)
                .compose(request -> request.send()
                        .compose(response -> text(request, response))
                        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .onFailure(failure -> request.reset()))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onFailure(failure -> LOG.warn("A key set cannot be read; address={}", address, failure));
        return new Fetched(now, kept);
    }

    private Future<Kept> text(HttpClientRequest request, HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return Future.failedFuture("expected status 200, got " + response.statusCode());
        }
        Promise<Kept> done = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(more -> {
                    body.appendBuffer(more);
                    if (body.length() > LARGEST) {
                        request.reset();
                    }
                })
                .exceptionHandler(done::tryFail)
                .endHandler(end -> {
                    try {
                        done.tryComplete(new Kept(KeySet.parse(body.toString(), use), age(response)));
                    } catch (IllegalArgumentException e) {
                        done.tryFail(e);
                    }
                });
        return done.future();
    }

    /** As long as its owner allows, and no longer than we do. */
    private static Duration age(HttpClientResponse response) {
        String control = response.getHeader(HttpHeaders.CACHE_CONTROL);
        if (control == null) {
            return LONGEST_KEPT;
        }
        Matcher stated = MAX_AGE.matcher(control);
        if (control.contains("no-store") || control.contains("no-cache")) {
            return Duration.ZERO;
        }
        Duration age = stated.find() ? Duration.ofSeconds(Long.parseLong(stated.group(1))) : LONGEST_KEPT;
        return age.compareTo(LONGEST_KEPT) < 0 ? age : LONGEST_KEPT;
    }
}
