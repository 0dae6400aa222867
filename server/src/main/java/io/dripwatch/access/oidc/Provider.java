package io.dripwatch.access.oidc;

import io.dripwatch.access.oidc.NotAdmitted.Why;
import io.dripwatch.access.people.Account;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.auth.NoSuchKeyIdException;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hospital's provider, as long as it answers. Safe from every thread. */
public final class Provider {
    private static final Logger LOG = LoggerFactory.getLogger(Provider.class);
    /** Where browsers come back to. */
    public static final String BACK = "/api/v1/session/hospital/back";

    private static final int PATIENCE_MS = 5_000;
    private static final int LONGEST_TOKEN = 16 * 1024;
    private static final int MOST_REMEMBERED = 1_000;
    private static final Duration BETWEEN_KEYS = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final ProviderPlan plan;
    private final InstantSource clock;
    private final Map<String, Instant> logouts = new LinkedHashMap<>();
    private volatile @Nullable Met met;
    private @Nullable Future<Met> asking;
    private volatile @Nullable String trouble;
    private volatile Instant keysAsked = Instant.EPOCH;

    /**
     * It has told about itself.
     *
     * @param flow exchanges codes
     * @param keys knows its keys; about a token that is none it asks nobody
     */
    private record Met(OAuth2Auth flow, OAuth2Auth keys) {}

    public Provider(Vertx vertx, ProviderPlan plan, InstantSource clock) {
        this.vertx = vertx;
        this.plan = plan;
        this.clock = clock;
    }

    /** How people call it. */
    public String title() {
        return plan.title();
    }

    /** One sentence on what is wrong; null where it answered when it was last asked. */
    public @Nullable String trouble() {
        return trouble;
    }

    /**
     * Asks it about itself the first time, for its keys from then on, and succeeds where it answers; otherwise
     * {@link #trouble} says so.
     */
    public Future<Void> look() {
        return looked().mapEmpty();
    }

    /** One question at a time, however many people press at once. */
    private synchronized Future<Met> looked() {
        Future<Met> running = asking;
        if (running == null || running.isComplete()) {
            running = asked();
            asking = running;
        }
        return running;
    }

    private Future<Met> asked() {
        Met known = met;
        Future<Met> answer = known == null ? meet() : known.keys().jWKSet().map(known);
        return answer.onSuccess(answered -> {
                    met = answered;
                    trouble = null;
                })
                .recover(failure -> {
                    if (trouble == null) {
                        LOG.warn("The provider of people's sign-in does not answer; issuer={}", plan.site(), failure);
                    }
                    trouble = "The sign-in of " + plan.title()
                            + " cannot be reached; accounts with a password here work, and who is signed in stays so.";
                    return Future.failedFuture(new NotAdmitted(Why.AWAY, "the provider does not answer", failure));
                });
    }

    private Future<Met> meet() {
        OAuth2Options options = new OAuth2Options()
                .setSite(plan.site())
                .setClientId(plan.client())
                .setClientSecret(plan.secret())
                .setHttpClientOptions(client());
        return OpenIDConnectAuth.discover(vertx, options).compose(flow -> {
            OAuth2Auth keys = OAuth2Auth.create(
                    vertx, new OAuth2Options(options).setIntrospectionPath(null).setUserInfoPath(null));
            return keys.jWKSet().map(new Met(flow, keys));
        });
    }

    private HttpClientOptions client() {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(PATIENCE_MS)
                .setIdleTimeout(PATIENCE_MS)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return plan.authority() == null
                ? options
                : options.setTrustOptions(
                        new PemTrustOptions().addCertPath(plan.authority().toString()));
    }

    /** Where a browser goes to sign in; fails with {@link NotAdmitted} where the provider is away. */
    public Future<String> begin(Begun begun) {
        List<String> scopes = new ArrayList<>(List.of("openid"));
        scopes.addAll(plan.scopes());
        OAuth2AuthorizationURL url = new OAuth2AuthorizationURL()
                .setRedirectUri(plan.here(BACK))
                .setScopes(scopes)
                .setState(begun.state())
                .setCodeChallenge(begun.challenge())
                .setCodeChallengeMethod("S256")
                .setPrompt("login")
                .putAdditionalParameter("nonce", begun.nonce())
                .putAdditionalParameter("max_age", "0");
        return looked().map(known -> known.flow().authorizeURL(url)).recover(Provider::notAdmitted);
    }

    /** Whom a code is about; fails with {@link NotAdmitted} where it is about nobody. */
    public Future<Identity> identity(String code, Begun begun) {
        Oauth2Credentials credentials = new Oauth2Credentials()
                .setFlow(OAuth2FlowType.AUTH_CODE)
                .setCode(code)
                .setRedirectUri(plan.here(BACK))
                .setCodeVerifier(begun.verifier());
        return looked().compose(
                        known -> known.flow().authenticate(credentials).compose(user -> identity(known, user, begun)))
                .recover(Provider::notAdmitted);
    }

    private Future<Identity> identity(Met known, User user, Begun begun) {
        String token = user.principal().getString("id_token", "");
        return verified(known, token).compose(claims -> {
            Told told = new Told(plan, claims);
            told.answers(begun, clock.instant());
            return told.isComplete()
                    ? Future.succeededFuture(told.identity())
                    : known.flow().userInfo(user).map(more -> told.with(more).identity());
        });
    }

    /**
     * Who is logged out at the provider; fails with {@link NotAdmitted} where the token is none, or was seen before.
     */
    public Future<LoggedOut> loggedOut(String token) {
        Met known = met;
        if (known == null) {
            return Future.failedFuture(new NotAdmitted(Why.AWAY, "the provider has not told its keys"));
        }
        return verified(known, token)
                .map(claims -> {
                    Told told = new Told(plan, claims);
                    told.endsSessions(clock.instant());
                    once(told.id());
                    return new LoggedOut(told.session(), Account.subject(plan.site(), told.sub()));
                })
                .recover(Provider::notAdmitted);
    }

    private synchronized void once(String id) {
        if (logouts.putIfAbsent(id, clock.instant()) != null) {
            throw new NotAdmitted(Why.FAILED, "a logout token came for the second time");
        }
        while (logouts.size() > MOST_REMEMBERED) {
            logouts.remove(logouts.keySet().iterator().next());
        }
    }

    /** What a token says whose signature is one of the provider's, where it has new keys by those. */
    private Future<JsonObject> verified(Met known, String token) {
        if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
            return Future.failedFuture(new NotAdmitted(Why.FAILED, "no token, or one that is too long"));
        }
        TokenCredentials shown = new TokenCredentials(token);
        return known.keys()
                .authenticate(shown)
                .recover(failure -> failure instanceof NoSuchKeyIdException && mayAskKeys()
                        ? known.keys().jWKSet().compose(asked -> known.keys().authenticate(shown))
                        : Future.failedFuture(failure))
                .compose(user -> {
                    JsonObject claims = user.attributes().getJsonObject("accessToken");
                    return claims == null
                            ? Future.failedFuture(new NotAdmitted(Why.FAILED, "a token is not signed by the provider"))
                            : Future.succeededFuture(claims);
                });
    }

    private synchronized boolean mayAskKeys() {
        Instant now = clock.instant();
        boolean may = !now.isBefore(keysAsked.plus(BETWEEN_KEYS));
        keysAsked = may ? now : keysAsked;
        return may;
    }

    /** Where a browser goes to log out there, too; null where it has no such place, or does not answer now. */
    public Future<@Nullable String> leave() {
        JsonObject back =
                new JsonObject().put("client_id", plan.client()).put("post_logout_redirect_uri", plan.here("/"));
        return looked().map(known -> known.flow().endSessionURL(User.create(new JsonObject()), back))
                .otherwise(away -> null);
    }

    private static <T> Future<T> notAdmitted(Throwable failure) {
        if (failure instanceof NotAdmitted) {
            return Future.failedFuture(failure);
        }
        boolean away = failure instanceof IOException
                || failure instanceof HttpClosedException
                || failure instanceof TimeoutException;
        return Future.failedFuture(new NotAdmitted(
                away ? Why.AWAY : Why.FAILED,
                away ? "the provider does not answer" : "the provider did not admit them",
                failure));
    }
}
