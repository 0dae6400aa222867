package io.dripwatch.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that gives tokens to devices and takes them back. */
final class DeviceTokenTest {
    private final Console console = new Console();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    private int run(String... words) {
        Object[] all = new Object[words.length + 4];
        all[0] = "device";
        all[1] = "token";
        System.arraycopy(words, 0, all, 2, words.length);
        all[words.length + 2] = "--data";
        all[words.length + 3] = data;
        return console.run(all);
    }

    @Test
    void aSecretIsShownOnceAndNeverAgain() {
        assertThat(run("add", "BAND-7", "--expires", "2999-12-31")).isZero();
        String secret = console.out().strip();
        assertThat(secret).startsWith("drip_");
        assertThat(run("list")).isZero();
        assertThat(console.out())
                .startsWith("BAND-7  made ")
                .contains("valid until 3000-01-01T00:00:00Z")
                .doesNotContain(secret.substring(5));
    }

    @Test
    void theOldOneCanBeTakenBackWhenTheNewOneIsInUse() {
        run("add", "BAND-7");
        run("add", "BAND-7");
        assertThat(run("revoke", "BAND-7", "--but-newest")).isZero();
        assertThat(console.out()).isEqualTo("1 token of BAND-7 revoked" + System.lineSeparator());
        run("list");
        assertThat(console.out().lines().toList())
                .satisfiesExactly(old -> assertThat(old).contains("revoked"), next -> assertThat(next)
                        .endsWith("valid"));
        assertThat(run("revoke", "BAND-7")).isZero();
        assertThat(run("revoke", "BAND-7")).isEqualTo(1);
        assertThat(console.err()).contains("There was no token of BAND-7 to revoke.");
    }

    @Test
    void whatCannotBeIsRefusedBySentence() throws Exception {
        assertThat(run("add", "BAND-7", "--expires", "2020-01-01")).isEqualTo(2);
        assertThat(console.err()).contains("--expires: expected a day to come, got 2020-01-01");
        assertThat(run("add", " ")).isEqualTo(2);
        assertThat(console.err()).contains("NAME: expected a device id");
        assertThat(console.run("device", "token")).isEqualTo(2);
        Files.writeString(data.resolve("device-tokens.json"), "nonsense");
        assertThat(run("list")).isEqualTo(1);
        assertThat(console.err()).contains("device-tokens.json holds no tokens");
    }
}
