package io.dripwatch.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.app.config.ResendRequest;
import io.dripwatch.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about the InfluxDB that is fed; what they do there is shown by SetupIT and FeedIT. */
final class StoreCommandTest {
    private final Console console = new Console();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    StoreCommandTest() {}

    @Test
    void resendLeavesANoteForTheServerOfADataDirectory() {
        Path data = folder.resolve("data");
        assertThat(Database.in(data).file()).exists();
        Instant from = Instant.parse("2026-03-01T09:00:00Z");
        assertThat(console.run("store", "resend", "--data", data, "--from", from))
                .as(console.err())
                .isZero();
        assertThat(new ResendRequest(data).take()).isEqualTo(from.toEpochMilli());
        assertThat(console.run("store", "resend", "--data", data)).isZero();
        assertThat(new ResendRequest(data).take()).isZero();
        assertThat(console.run("store", "resend", "--data", folder.resolve("other")))
                .isEqualTo(1);
        assertThat(console.err()).contains("There is no file dripwatch.db");
    }

    @Test
    void initNeedsAnInfluxDbThatIsConfiguredAndAnswers() throws IOException {
        Path config = Files.writeString(folder.resolve("none.yaml"), "room: {name: Room}\n");
        assertThat(console.run("store", "init", "--config", config)).isEqualTo(2);
        assertThat(console.err()).contains("history.influx: expected for store init");
        Path away = Files.writeString(
                folder.resolve("away.yaml"), "history: {influx: {url: 'http://127.0.0.1:9', bucket: prepared/raw}}\n");
        assertThat(console.run("store", "init", "--config", away)).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains("does not answer");
    }
}
