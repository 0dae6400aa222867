package io.dripwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.trend.influx.FeedPlan;
import io.dripwatch.trend.influx.InfluxTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InfluxSettingsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    InfluxSettingsTest() {}

    @Test
    void nothingIsFedWhereNothingIsWritten() {
        assertThat(settings("room: {name: Room A}").influx()).isNull();
    }

    @Test
    void onlyTheAddressMustBeThere() {
        InfluxSettings.Fed fed = fed("room: {name: Room A}\nhistory: {influx: {url: 'http://127.0.0.1:8086'}}");
        assertThat(fed.room()).isEqualTo("Room A");
        assertThat(fed.named()).isFalse();
        assertThat(fed.outboxBytes()).isEqualTo(2_000_000_000L);
        assertThat(fed.plan().target())
                .isEqualTo(new InfluxTarget(URI.create("http://127.0.0.1:8086"), "dripwatch", "dripwatch", null));
        assertThat(fed.plan().retention()).isNull();
        assertThat(fed.plan().mostLag()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void everyKeyReachesItsPlaceAndTheTokenIsNeverShown() throws IOException {
        Files.writeString(directory.resolve("token.txt"), "s3cret\n");
        InfluxSettings.Fed fed = fed("history: {influx: {url: 'https://tsdb:8086', org: clinic, bucket: vitals/long,"
                + " tokenFile: token.txt, room: B, retentionDays: 30, lagSeconds: 90, outboxMegabytes: 500}}");
        FeedPlan plan = fed.plan();
        assertThat(plan.target())
                .isEqualTo(new InfluxTarget(URI.create("https://tsdb:8086"), "clinic", "vitals/long", "s3cret"));
        assertThat(plan.retention()).isEqualTo(Duration.ofDays(30));
        assertThat(plan.mostLag()).isEqualTo(Duration.ofSeconds(90));
        assertThat(fed.room()).isEqualTo("B");
        assertThat(fed.named()).isTrue();
        assertThat(fed.outboxBytes()).isEqualTo(500_000_000L);
        assertThat(fed.text())
                .contains("tsdb", "vitals/long", "30 days", "90 s", "500 MB", "***")
                .doesNotContain("s3cret");
    }

    @Test
    void whatCannotBeIsRefusedByItsKey() throws IOException {
        refused("history: {influx: {bucket: b}}", "history.influx.url: expected http://host:port");
        refused("history: {influx: {url: 'ftp://x'}}", "history.influx.url: expected http://host:port");
        refused("history: {influx: {url: 'http://me:pass@x'}}", "tokenFile");
        refused("history: {influx: {url: 'http://x', bucket: ''}}", "history.influx.bucket: expected a name");
        refused("history: {influx: {url: 'http://x', org: ' '}}", "history.influx.org: expected a name");
        refused("history: {influx: {url: 'http://x', room: ' '}}", "history.influx.room: expected a name");
        refused("history: {influx: {url: 'http://x', retentionDays: 0}}", "history.influx.retentionDays");
        refused("history: {influx: {url: 'http://x', lagSeconds: 0}}", "history.influx.lagSeconds");
        refused("history: {influx: {url: 'http://x', outboxMegabytes: 0}}", "history.influx.outboxMegabytes");
        refused("history: {influx: {url: 'http://x', tokenFile: none.txt}}", "none.txt cannot be read");
        refused("history: {influx: {url: 'http://x', bukcet: b}}", "did you mean bucket?");
        Files.writeString(directory.resolve("empty.txt"), "\n");
        refused("history: {influx: {url: 'http://x', tokenFile: empty.txt}}", "expected a secret in the first line");
    }

    @Test
    void aRequestToSendAgainIsTakenOnce() throws IOException {
        ResendRequest request = new ResendRequest(directory);
        assertThat(request.take()).isNull();
        request.leave(Instant.parse("2026-03-01T09:00:00Z"));
        assertThat(request.take())
                .isEqualTo(Instant.parse("2026-03-01T09:00:00Z").toEpochMilli());
        assertThat(request.take()).isNull();
        Files.writeString(directory.resolve("resend-to-influx"), "last week");
        assertThat(request.take()).as("what nobody can read asks for nothing").isNull();
        assertThat(request.take()).isNull();
    }

    private void refused(String yaml, String why) {
        assertThatThrownBy(() -> settings(yaml))
                .as(yaml)
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining(why);
    }

    private InfluxSettings.Fed fed(String yaml) {
        return Objects.requireNonNull(settings(yaml).influx());
    }

    private Settings settings(String yaml) {
        try {
            Path file = Files.writeString(directory.resolve("dripwatch.yaml"), yaml);
            return Settings.of(Config.read(file), directory, directory.resolve("data"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
