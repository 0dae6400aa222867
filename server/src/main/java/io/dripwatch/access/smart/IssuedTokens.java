package io.dripwatch.access.smart;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.dripwatch.access.Bearer;
import io.dripwatch.access.Bearers;
import io.dripwatch.access.Scope;
import io.dripwatch.access.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens of the hospital's own issuer: signed JWTs (RFC 9068, or what providers gave before it) that are verified by
 * the keys that it publishes. They cannot be revoked here, so that they may live for an hour at most. Any thread.
 */
public final class IssuedTokens implements Bearers {
    private static final Logger LOG = LoggerFactory.getLogger(IssuedTokens.class);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration KEYS_KEPT = Duration.ofDays(1);
    private static final int LONGEST_TOKEN = 8 * 1024;
    private static final int MOST_REMEMBERED = 1_000;
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
    private static final List<String> NAMES = List.of("client_id", "azp", "appid", "sub");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:|-]{1,64}");

    private final IssuerPlan plan;
    private final KeySets published;
    private final InstantSource clock;
    private final AtomicLong verified = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Map<String, Known> known = new LinkedHashMap<>();
    private volatile @Nullable Read read;
    private volatile @Nullable String trouble;

    /**
     * Keys that were read.
     *
     * @param at when
     */
    private record Read(Instant at, KeySet keys) {}

    /**
     * A token that was verified.
     *
     * @param ends when it ends
     */
    private record Known(Bearer bearer, Instant ends) {}

    /** Nothing is asked before {@link #look}. */
    public IssuedTokens(Vertx vertx, IssuerPlan plan, InstantSource clock) {
        HttpClientOptions options = plan.authority() == null
                ? new HttpClientOptions()
                : new HttpClientOptions()
                        .setTrustOptions(new PemTrustOptions()
                                .addCertPath(plan.authority().toString()));
        this.plan = plan;
        this.published = new KeySets(vertx.createHttpClient(options), clock, KeySet.Use.ISSUER);
        this.clock = clock;
    }

    /** Reads the keys where they are not known or old; {@link #trouble} says where they cannot be read. */
    public void look() {
        keys("");
    }

    /** One sentence on what is wrong; null where nothing is. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** How many tokens of the issuer were verified, and how many refused. */
    public Map<String, Number> numbers() {
        return Map.of(
                "dripwatch_issued_tokens_verified_total", verified.get(),
                "dripwatch_issued_tokens_refused_total", refused.get());
    }

    @Override
    public @Nullable Bearer of(String token, Instant now) {
        if (token.length() > LONGEST_TOKEN || token.indexOf('.') < 0) {
            return null;
        }
        Bearer remembered = remembered(token, now);
        return remembered == null ? verified(token, now) : remembered;
    }

    private synchronized @Nullable Bearer remembered(String token, Instant now) {
        Known before = known.get(Secret.sha256(token));
        if (before != null && !now.isBefore(before.ends())) {
            known.remove(Secret.sha256(token));
            return null;
        }
        return before == null ? null : before.bearer();
    }

    private synchronized void remember(String token, Known verifiedNow) {
        known.put(Secret.sha256(token), verifiedNow);
        while (known.size() > MOST_REMEMBERED) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private @Nullable Bearer verified(String token, Instant now) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (!plan.issuer().equals(claims.getIssuer())) {
                return null;
            }
            String wrong = wrong(jwt, claims, now);
            if (wrong != null) {
                refused.incrementAndGet();
                LOG.info("A token of the hospital's issuer is not believed; because={}", wrong);
                return null;
            }
            Bearer bearer = new Bearer(
                    name(claims) + "@" + plan.site(), Scope.granted(scope(claims), plan.scopes()), plan.full());
            verified.incrementAndGet();
            remember(token, new Known(bearer, claims.getExpirationTime().toInstant()));
            return bearer;
        } catch (ParseException e) {
            LOG.debug("A token is none of the hospital's issuer", e);
            return null;
        }
    }

    /** What is not as it must be; null where all is. The signature is looked at last, since it costs most. */
    private @Nullable String wrong(SignedJWT jwt, JWTClaimsSet claims, Instant now) throws ParseException {
        JOSEObjectType type = jwt.getHeader().getType();
        Date ends = claims.getExpirationTime();
        Date begins = claims.getNotBeforeTime() == null ? claims.getIssueTime() : claims.getNotBeforeTime();
        String kid = jwt.getHeader().getKeyID();
        if (type != null && !TYPES.contains(type.getType().toLowerCase(java.util.Locale.ROOT))) {
            return "typ";
        }
        if (!claims.getAudience().contains(plan.audience())) {
            return "aud";
        }
        if (ends == null || !now.isBefore(ends.toInstant())) {
            return "exp";
        }
        if (ends.toInstant().isAfter(now.plus(LONGEST).plus(Assertion.SKEW))) {
            return "exp is more than an hour ahead";
        }
        if (begins != null && begins.toInstant().isAfter(now.plus(Assertion.SKEW))) {
            return "nbf";
        }
        if (name(claims).isEmpty()) {
            return "client_id";
        }
        return kid != null && keys(kid).signed(jwt, kid) ? null : "signature";
    }

    /** The keys now; those of before while new ones are being read, or where they cannot be. */
    private KeySet keys(String kid) {
        Future<KeySet> now = published.published(plan.keys().toString(), kid);
        now.onComplete(done -> {
            if (done.succeeded()) {
                read = new Read(clock.instant(), done.result());
                trouble = null;
            } else {
                trouble =
                        "The keys of the hospital's token issuer cannot be read; its programs are refused after a day.";
            }
        });
        Read last = read;
        return last == null || last.at().plus(KEYS_KEPT).isBefore(clock.instant()) ? KeySet.NONE : last.keys();
    }

    private static String name(JWTClaimsSet claims) throws ParseException {
        for (String claim : NAMES) {
            Object value = claims.getClaim(claim);
            if (value instanceof String name && NAME.matcher(name).matches()) {
                return name;
            }
        }
        return "";
    }

    /** A text (RFC 9068), or a list under the name that some providers use. */
    private static String scope(JWTClaimsSet claims) throws ParseException {
        Object scope = claims.getClaim("scope") == null ? claims.getClaim("scp") : claims.getClaim("scope");
        return scope instanceof List<?> words
                ? String.join(" ", words.stream().map(String::valueOf).toList())
                : String.valueOf(scope);
    }
}
