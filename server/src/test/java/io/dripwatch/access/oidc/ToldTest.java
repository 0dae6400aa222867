package io.dripwatch.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.access.Grant;
import io.dripwatch.access.Person;
import io.dripwatch.access.people.Account;
import io.dripwatch.access.people.Hashed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What tokens must say so that somebody is let in, and whose account that is. */
final class ToldTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Begun BEGUN = Begun.now(NOW.minusSeconds(30), null);

    private static ProviderPlan plan(String rolesClaim) {
        Map<String, List<Grant>> roles =
                Map.of("ward", List.of(Grant.of("nurse@East")), "chief", List.of(Grant.of("charge-nurse")));
        return new ProviderPlan(
                "Synthetic Hospital",
                URI.create("https://login.example/realm/"),
                "dripwatch",
                null,
                URI.create("https://ward.example"),
                null,
                List.of(),
                new ProviderPlan.Claims("preferred_username", "name", rolesClaim),
                roles);
    }

    private static JsonObject claims() {
        return new JsonObject()
                .put("iss", "https://login.example/realm")
                .put("aud", "dripwatch")
                .put("sub", "4711")
                .put("sid", "of-this-browser")
                .put("iat", NOW.getEpochSecond())
                .put("exp", NOW.getEpochSecond() + 300)
                .put("auth_time", NOW.getEpochSecond() - 5)
                .put("nonce", BEGUN.nonce())
                .put("preferred_username", "Ada")
                .put("name", "Example, Ada  (synthetic)")
                .put("groups", new JsonArray().add("kitchen").add("ward").add(7));
    }

    private static void isRefused(String claim, @Nullable Object value) {
        JsonObject changed = claims();
        if (value == null) {
            changed.remove(claim);
        } else {
            changed.put(claim, value);
        }
        assertThatThrownBy(() -> new Told(plan("groups"), changed).answers(BEGUN, NOW))
                .as(claim + " " + value)
                .isInstanceOf(NotAdmitted.class)
                .hasMessageContaining("not as expected in");
    }

    @Test
    void aTokenOfThisProviderForThisServerThatAnswersWhatWasBegunIsBelieved() {
        Told told = new Told(plan("groups"), claims());
        told.answers(BEGUN, NOW);
        Identity identity = told.identity();
        assertThat(identity.person())
                .isEqualTo(new Person("ada", "Example Ada synthetic", List.of(Grant.of("nurse@East"))));
        assertThat(identity.session()).isEqualTo("of-this-browser");
        new Told(
                        plan("groups"),
                        claims().put("aud", new JsonArray().add("other").add("dripwatch"))
                                .put("azp", "dripwatch"))
                .answers(BEGUN, NOW);
    }

    @Test
    void anythingElseIsRefused() {
        isRefused("iss", "https://login.example/other");
        isRefused("iss", null);
        isRefused("aud", "other");
        isRefused("aud", null);
        isRefused("aud", new JsonArray().add("other").add("dripwatch"));
        isRefused("azp", "other");
        isRefused("exp", NOW.getEpochSecond() - 61);
        isRefused("exp", null);
        isRefused("iat", NOW.getEpochSecond() + 61);
        isRefused("iat", NOW.getEpochSecond() - 601);
        isRefused("iat", "now");
        isRefused("nonce", "another");
        isRefused("nonce", null);
        isRefused("auth_time", BEGUN.at().getEpochSecond() - 61);
        isRefused("auth_time", null);
        isRefused("sub", "");
        isRefused("sub", "x".repeat(256));
    }

    @Test
    void onlyALogoutTokenLogsOut() {
        JsonObject logout = claims().put("jti", "1")
                .put(
                        "events",
                        new JsonObject().put("http://schemas.openid.net/event/backchannel-logout", new JsonObject()));
        assertThatThrownBy(() -> new Told(plan("groups"), logout).endsSessions(NOW))
                .as("with a nonce it may be an ID token")
                .isInstanceOf(NotAdmitted.class);
        logout.remove("nonce");
        new Told(plan("groups"), logout).endsSessions(NOW);
        for (String part : List.of("events", "jti", "iat", "iss", "aud")) {
            JsonObject without = logout.copy();
            without.remove(part);
            assertThatThrownBy(() -> new Told(plan("groups"), without).endsSessions(NOW))
                    .as(part)
                    .isInstanceOf(NotAdmitted.class);
        }
    }

    @Test
    void rolesMayStandDeeperOrUnderANameWithDots() {
        JsonObject deep = claims().put("realm_access", new JsonObject().put("roles", new JsonArray().add("chief")));
        assertThat(new Told(plan("realm_access.roles"), deep)
                        .identity()
                        .person()
                        .grants())
                .containsExactly(Grant.of("charge-nurse"));
        JsonObject dotted = claims().put("https://example.org/roles", "chief");
        assertThat(new Told(plan("https://example.org/roles"), dotted)
                        .identity()
                        .person()
                        .grants())
                .containsExactly(Grant.of("charge-nurse"));
    }

    @Test
    void whoHasNoRoleOrNoUsableNameIsNobodyHere() {
        assertThatThrownBy(() -> new Told(plan("groups"), claims().put("groups", "kitchen")).identity())
                .satisfies(e -> assertThat(((NotAdmitted) e).why()).isEqualTo(NotAdmitted.Why.NO_ROLE));
        assertThatThrownBy(() -> new Told(plan("groups"), claims().put("preferred_username", "a b")).identity())
                .satisfies(e -> assertThat(((NotAdmitted) e).why()).isEqualTo(NotAdmitted.Why.NO_ACCOUNT));
    }

    @Test
    void whatTheProviderTellsBesideItsTokenMustBeOfTheSamePerson() {
        Told told = new Told(plan("groups"), claims());
        assertThatThrownBy(() -> told.with(new JsonObject().put("sub", "another")))
                .isInstanceOf(NotAdmitted.class);
        JsonObject bare = claims();
        bare.remove("groups");
        assertThat(new Told(plan("groups"), bare).isComplete()).isFalse();
        assertThat(new Told(plan("groups"), bare)
                        .with(new JsonObject().put("sub", "4711").put("groups", "chief"))
                        .identity()
                        .person()
                        .grants())
                .containsExactly(Grant.of("charge-nurse"));
    }

    @Test
    void anAccountIsFoundByWhoTheProviderSaysNotByWhatTheyAreCalledNow() {
        Map<String, Account> accounts = new HashMap<>();
        Person ada = new Person("ada", "Ada", List.of(Grant.of("nurse")));
        Account first = new Identity("https://a.example", "1", null, ada).join(accounts, NOW);
        assertThat(first.since()).isEqualTo(NOW);
        Person renamed = new Person("ada.new", "Ada New", List.of(Grant.of("nurse")));
        Account again = new Identity("https://a.example", "1", null, renamed).join(accounts, NOW.plusSeconds(9));
        assertThat(again.id()).isEqualTo("ada");
        assertThat(again.person().name()).isEqualTo("Ada New");
        assertThat(again.since()).as("same roles, nothing ends").isEqualTo(NOW);
        assertThatThrownBy(() -> new Identity("https://a.example", "2", null, ada).join(accounts, NOW))
                .isInstanceOf(NotAdmitted.class);
        Account moved = new Identity("https://b.example", "9", null, ada).join(accounts, NOW);
        assertThat(moved.isFrom("https://b.example"))
                .as("the hospital has another provider")
                .isTrue();
        accounts.put("bo", Account.of(new Person("bo", "Bo", List.of()), Hashed.of(new char[12], 1_000), NOW));
        assertThatThrownBy(() -> new Identity("https://b.example", "3", null, new Person("bo", "Bo", List.of()))
                        .join(accounts, NOW))
                .isInstanceOf(NotAdmitted.class);
    }
}
