package io.dripwatch.access.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.access.Role;
import io.dripwatch.access.file.FileUnusable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of people, by a clock in the hand. */
final class SessionsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T08:00:00Z");
    private static final Duration IDLE = Duration.ofMinutes(10);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    private Accounts accounts;
    private Sessions sessions;
    private Proving proving;

    @SuppressWarnings("NullAway.Init")
    SessionsTest() {}

    @BeforeEach
    void open() {
        GivenAccounts.add(data, "ada", Role.NURSE, NOW.minusSeconds(60));
        GivenAccounts.add(data, "bob", Role.PHYSICIAN, NOW.minusSeconds(60));
        accounts = new Accounts(new AccountFile(data));
        sessions = new Sessions(accounts, new SessionFile(data), IDLE);
        proving = new Proving(accounts, sessions);
    }

    private Session at(String secret, Instant now) {
        Session session = sessions.of(secret, now);
        if (session == null) {
            throw new AssertionError("expected a session");
        }
        return session;
    }

    @Test
    void whoDoesNothingForTenMinutesHasALockedScreenThatStillShowsTheRoom() {
        String secret = sessions.begin(null, "ada", Proof.PASSWORD, NOW);
        assertThat(at(secret, NOW).acts(NOW.plus(IDLE).minusSeconds(1), IDLE)).isTrue();
        assertThat(at(secret, NOW).acts(NOW.plus(IDLE), IDLE)).isFalse();
        assertThat(sessions.of(secret, NOW.plus(Duration.ofDays(6)))).isNotNull();
        assertThat(sessions.of(secret, NOW.plus(Session.SHOWN))).isNull();
    }

    @Test
    void aPressKeepsTheScreenOpen() {
        String secret = sessions.begin(null, "ada", Proof.PASSWORD, NOW);
        sessions.acted(at(secret, NOW), NOW.plus(IDLE).minusSeconds(1));
        assertThat(at(secret, NOW).acts(NOW.plus(IDLE).plusSeconds(1), IDLE)).isTrue();
    }

    @Test
    void theSecretOfBeforeIsWorthNothingAfterSomebodyHasProvenWhoTheyAre() {
        String before = sessions.begin(null, "ada", Proof.PASSWORD, NOW);
        String after = sessions.begin(at(before, NOW), "bob", Proof.PASSWORD, NOW);
        assertThat(sessions.of(before, NOW)).isNull();
        assertThat(at(after, NOW).account()).isEqualTo("bob");
    }

    @Test
    void aPinOpensTheScreenForOneShiftAfterThePassword() {
        String secret = sessions.begin(null, "ada", Proof.PASSWORD, NOW);
        Session session = at(secret, NOW);
        assertThat(session.takesPin("bob", NOW)).isFalse();
        assertThat(session.takesPin("ada", NOW.plus(Session.SHIFT).minusSeconds(1)))
                .isTrue();
        assertThat(session.takesPin("ada", NOW.plus(Session.SHIFT))).isFalse();
        assertThat(proving.byPin(session, "ada", GivenAccounts.PIN.toCharArray(), NOW))
                .isNotNull();
    }

    @Test
    void afterFiveWrongPinsOnlyThePasswordOpensIt() {
        String secret = sessions.begin(null, "ada", Proof.PASSWORD, NOW);
        Session session = at(secret, NOW);
        for (int i = 0; i < Session.MOST_WRONG_PINS; i++) {
            assertThat(proving.byPin(session, "ada", "9999".toCharArray(), NOW)).isNull();
        }
        assertThat(proving.byPin(session, "ada", GivenAccounts.PIN.toCharArray(), NOW))
                .isNull();
        assertThat(at(secret, NOW).takesPin("ada", NOW)).isFalse();
        assertThat(sessions.of(secret, NOW))
                .as("the room is shown all the same")
                .isNotNull();
    }

    @Test
    void aDisabledAccountAndANewPasswordEndWhatIsOpen() {
        String ada = sessions.begin(null, "ada", Proof.PASSWORD, NOW);
        String bob = sessions.begin(null, "bob", Proof.PASSWORD, NOW);
        accounts.change(all -> {
            all.computeIfPresent("ada", (id, account) -> account.disabledAt(NOW.plusSeconds(1)));
            all.computeIfPresent(
                    "bob",
                    (id, account) ->
                            account.withPassword(Hashed.of("another secret".toCharArray(), 1_000), NOW.plusSeconds(1)));
        });
        assertThat(sessions.of(ada, NOW.plusSeconds(2))).isNull();
        assertThat(sessions.of(bob, NOW.plusSeconds(2))).isNull();
    }

    @Test
    void afterARestartScreensShowTheirRoomAndAreLocked() throws Exception {
        String secret = sessions.begin(null, "ada", Proof.PASSWORD, NOW);
        sessions.keep(NOW);
        assertThat(Files.readString(data.resolve(SessionFile.NAME))).doesNotContain(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(SessionFile.NAME))))
                .isEqualTo("rw-------");

        Sessions again = new Sessions(accounts, new SessionFile(data), IDLE);
        Session session = Objects.requireNonNull(again.of(secret, NOW.plusSeconds(5)));
        assertThat(session.acts(NOW.plusSeconds(5), IDLE)).isFalse();
        assertThat(session.takesPin("ada", NOW.plusSeconds(5))).isTrue();
    }

    @Test
    void aServerWhoseAccountsCannotBeReadDoesNotStartAsIfThereWereNone() throws Exception {
        Files.writeString(data.resolve(AccountFile.NAME), "{\"format\":9}");
        assertThatThrownBy(() -> new Accounts(new AccountFile(data)))
                .isInstanceOf(FileUnusable.class)
                .hasMessageContaining(AccountFile.NAME);
        accounts.look();
        assertThat(accounts.enabled("ada")).as("known ones count on").isNotNull();
        assertThat(accounts.trouble()).contains("count on");
    }

    @Test
    void whereTheFileIsTakenAwayPeopleStillSignIn() throws Exception {
        Files.delete(data.resolve(AccountFile.NAME));
        accounts.look();
        assertThat(accounts.claimed()).isTrue();
    }

    @Test
    void noSecretStandsInTheFileOfTheAccounts() throws Exception {
        assertThat(Files.readString(data.resolve(AccountFile.NAME)))
                .doesNotContain(GivenAccounts.PASSWORD, GivenAccounts.PIN + "\"")
                .contains("pbkdf2-sha512$1000$");
        assertThat(Hashed.of("x".toCharArray(), 1_000)).hasToString("***");
        assertThat(Hashed.of("x".toCharArray(), 1_000)).isNotEqualTo(Hashed.of("x".toCharArray(), 1_000));
    }
}
