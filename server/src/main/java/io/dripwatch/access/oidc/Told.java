package io.dripwatch.access.oidc;

import io.dripwatch.access.Grant;
import io.dripwatch.access.Person;
import io.dripwatch.access.oidc.NotAdmitted.Why;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a token of the provider says, once its signature is known to be right (OpenID Connect Core 1.0, 3.1.3.7;
 * Back-Channel Logout 1.0, 2.6).
 */
final class Told {
    private static final Duration LEEWAY = Duration.ofSeconds(60);
    private static final Duration OLDEST = Duration.ofMinutes(10);
    private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";
    private static final int LONGEST_SUB = 255;

    private final ProviderPlan plan;
    private final JsonObject claims;

    Told(ProviderPlan plan, JsonObject claims) {
        this.plan = plan;
        this.claims = claims;
    }

    /** @throws NotAdmitted where it is no ID token that answers what was begun */
    void answers(Begun begun, Instant now) {
        checkEnvelope(now);
        expect(time("exp") != null, "exp");
        expect(!sub().isBlank(), "sub");
        expect(begun.nonce().equals(text("nonce")), "nonce");
        Instant proven = time("auth_time");
        expect(proven != null && !proven.isBefore(begun.at().minus(LEEWAY)), "auth_time");
    }

    /** @throws NotAdmitted where it is no logout token */
    void endsSessions(Instant now) {
        checkEnvelope(now);
        expect(!claims.containsKey("nonce"), "nonce");
        expect(claims.getValue("events") instanceof JsonObject events && events.containsKey(LOGOUT), "events");
        expect(!id().isEmpty(), "jti");
        expect(session() != null || !sub().isBlank(), "sub");
    }

    private void checkEnvelope(Instant now) {
        expect(plan.site().equals(ProviderPlan.bare(text("iss"))), "iss");
        List<String> audience = texts(claims.getValue("aud"));
        expect(audience.contains(plan.client()), "aud");
        expect(claims.containsKey("azp") ? text("azp").equals(plan.client()) : audience.size() == 1, "azp");
        Instant made = time("iat");
        expect(made != null && !made.isAfter(now.plus(LEEWAY)) && !made.isBefore(now.minus(OLDEST)), "iat");
        Instant until = time("exp");
        expect(until == null || now.isBefore(until.plus(LEEWAY)), "exp");
        expect(sub().length() <= LONGEST_SUB, "sub");
    }

    private static void expect(boolean holds, String claim) {
        if (!holds) {
            throw new NotAdmitted(Why.FAILED, "a token of the provider was not as expected in " + claim);
        }
    }

    String sub() {
        return text("sub");
    }

    /** The session at the provider; null where it does not say. */
    @Nullable
    String session() {
        String session = text("sid");
        return session.isEmpty() || session.length() > LONGEST_SUB ? null : session;
    }

    /** Its own id; empty where it has none. */
    String id() {
        return text("jti");
    }

    /** Whether it says who somebody is, and what. */
    boolean isComplete() {
        return claims.containsKey(plan.claims().account())
                && value(plan.claims().roles()) != null;
    }

    /** Together with what the provider tells on being asked. */
    Told with(JsonObject userInfo) {
        expect(sub().equals(userInfo.getValue("sub")), "sub");
        return new Told(plan, userInfo.copy().mergeIn(claims));
    }

    /** @throws NotAdmitted where they are nobody here */
    Identity identity() {
        List<String> values = texts(value(plan.claims().roles()));
        List<Grant> grants = new ArrayList<>();
        plan.roles().forEach((value, meant) -> {
            if (values.contains(value)) {
                meant.stream().filter(grant -> !grants.contains(grant)).forEach(grants::add);
            }
        });
        if (grants.isEmpty()) {
            throw new NotAdmitted(Why.NO_ROLE, "none of the roles that the provider gives counts here");
        }
        String account = text(plan.claims().account()).toLowerCase(Locale.ROOT);
        try {
            return new Identity(plan.site(), sub(), session(), new Person(account, name(account), grants));
        } catch (IllegalArgumentException e) {
            throw new NotAdmitted(
                    Why.NO_ACCOUNT, "the provider's " + plan.claims().account() + " can be no account", e);
        }
    }

    /** Without what a name must not have here, such as a comma, behind which the role stands. */
    private String name(String otherwise) {
        String name = text(plan.claims().name())
                .replaceAll("[^\\p{L}\\p{M}\\p{N} .'\u2019-]", " ")
                .replaceAll(" +", " ")
                .strip();
        String cut =
                name.substring(0, Math.min(name.length(), Person.LONGEST_NAME)).strip();
        return cut.isEmpty() ? otherwise : cut;
    }

    private @Nullable Object value(String claim) {
        Object found = claims;
        if (claims.containsKey(claim)) {
            return claims.getValue(claim);
        }
        for (String part : claim.split("\\.", -1)) {
            found = found instanceof JsonObject object ? object.getValue(part) : null;
        }
        return found;
    }

    private String text(String claim) {
        return claims.getValue(claim) instanceof String text ? text : "";
    }

    private @Nullable Instant time(String claim) {
        return claims.getValue(claim) instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : null;
    }

    private static List<String> texts(@Nullable Object value) {
        if (value instanceof JsonArray all) {
            return all.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return value instanceof String text ? List.of(text) : List.of();
    }
}
