package io.dripwatch.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.access.Secret;
import io.dripwatch.access.file.FileUnusable;
import io.dripwatch.vitals.DeviceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokensTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final DeviceId BAND = new DeviceId("BAND-7");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    private void add(DeviceId device, String secret, @Nullable Instant expires) {
        new TokenFile(data).change(tokens -> {
            List<Token> more = new ArrayList<>(tokens);
            more.add(Token.of(device, secret, NOW, expires));
            return more;
        });
    }

    private Path file() {
        return data.resolve(TokenFile.NAME);
    }

    @Test
    void aTokenProvesItsDeviceAndNothingElseDoes() {
        String secret = Secret.fresh();
        add(BAND, secret, null);
        Tokens tokens = new Tokens(new TokenFile(data));
        assertThat(Objects.requireNonNull(tokens.valid(secret, NOW)).device()).isEqualTo(BAND);
        for (String wrong : List.of("", "BAND-7", secret + "x", secret.substring(1), "x".repeat(100_000))) {
            assertThat(tokens.valid(wrong, NOW)).isNull();
        }
    }

    @Test
    void noTwoSecretsAreAlikeAndNoneStandsInTheFileNorMayOthersReadIt() throws Exception {
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            secrets.add(Secret.fresh());
        }
        assertThat(secrets).hasSize(1000).allMatch(secret -> secret.matches("drip_[A-Za-z0-9_-]{43}"));
        String secret = secrets.iterator().next();
        add(BAND, secret, null);
        assertThat(Files.readString(file())).contains("BAND-7").doesNotContain(secret.substring(5));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void anEndIsAnEnd() {
        String short1 = Secret.fresh();
        String revoked = Secret.fresh();
        add(BAND, short1, NOW.plus(Duration.ofDays(1)));
        add(BAND, revoked, null);
        Tokens tokens = new Tokens(new TokenFile(data));
        Token expiring = Objects.requireNonNull(tokens.valid(short1, NOW));
        Token doomed = Objects.requireNonNull(tokens.valid(revoked, NOW));
        assertThat(tokens.valid(short1, NOW.plus(Duration.ofDays(1)))).isNull();
        assertThat(tokens.isValid(expiring, NOW.plus(Duration.ofDays(1)))).isFalse();
        new TokenFile(data).change(known -> List.of(known.get(0), known.get(1).revokedAt(NOW)));
        assertThat(tokens.isValid(doomed, NOW)).isTrue();
        tokens.look();
        assertThat(tokens.isValid(doomed, NOW)).isFalse();
        assertThat(tokens.valid(revoked, NOW)).isNull();
        assertThat(tokens.count(NOW)).isEqualTo(1);
    }

    @Test
    void anEndIsAnnouncedTwoWeeksBeforeUnlessAnotherTokenTakesOver() {
        Instant end = NOW.plus(Duration.ofDays(30));
        add(BAND, Secret.fresh(), end);
        Tokens tokens = new Tokens(new TokenFile(data));
        assertThat(tokens.daysLeft(NOW)).isEqualTo(30);
        assertThat(tokens.trouble(NOW.plus(Duration.ofDays(15)))).isNull();
        assertThat(tokens.trouble(NOW.plus(Duration.ofDays(17))))
                .isEqualTo("The token of BAND-7 expires on " + end + ".");
        assertThat(tokens.trouble(NOW.plus(Duration.ofDays(31))))
                .isEqualTo("The token of BAND-7 expired on " + end + ".");

        add(new DeviceId("BAND-8"), Secret.fresh(), end.plusSeconds(1));
        tokens.look();
        assertThat(tokens.trouble(NOW.plus(Duration.ofDays(17))))
                .isEqualTo("The token of BAND-7 expires on " + end + ", and those of 1 others soon or before.");
        add(BAND, Secret.fresh(), null);
        tokens.look();
        assertThat(tokens.trouble(NOW.plus(Duration.ofDays(17)))).startsWith("The token of BAND-8 expires");
    }

    @Test
    void aFileThatCannotBeReadIsToldAndWhatWasKnownCountsOn() throws Exception {
        String secret = Secret.fresh();
        add(BAND, secret, null);
        Tokens tokens = new Tokens(new TokenFile(data));
        for (String bad : List.of("nonsense", "{}", "{\"format\":2,\"tokens\":[]}", "{\"format\":1,\"tokens\":[{}]}")) {
            Files.writeString(file(), bad);
            tokens.look();
            assertThat(tokens.trouble(NOW)).contains("device-tokens.json holds no tokens");
            assertThat(tokens.valid(secret, NOW)).isNotNull();
            assertThatThrownBy(() -> add(BAND, Secret.fresh(), null)).isInstanceOf(FileUnusable.class);
            assertThat(Files.readString(file())).isEqualTo(bad);
        }
        Files.delete(file());
        tokens.look();
        assertThat(tokens.trouble(NOW)).isNull();
        assertThat(tokens.valid(secret, NOW)).isNull();
    }
}
