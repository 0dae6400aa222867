package io.dripwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.fhir.subscription.Hooks;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where subscribers may be told is written down, or they are told nowhere. */
final class SubscriptionSettingsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    SubscriptionSettingsTest() {}

    private Hooks hooks(String yaml) throws IOException {
        return Config.read(Files.writeString(directory.resolve("dripwatch.yaml"), yaml))
                .hooks(directory);
    }

    @Test
    void whereNothingIsWrittenNobodyIsToldByPost() throws IOException {
        assertThat(hooks("{}")).isEqualTo(Hooks.NONE);
        assertThat(hooks("subscriptions: {}")).isEqualTo(Hooks.NONE);
        assertThat(Hooks.NONE.text()).isEqualTo("nowhere but by WebSocket");
    }

    @Test
    void everyKeyReachesItsPlace() throws IOException {
        Path authority = Files.writeString(directory.resolve("ehr.pem"), "");
        Hooks hooks = hooks("subscriptions: {hooks: ['https://ehr.example/hook/'], ca: ehr.pem}");
        assertThat(hooks).isEqualTo(new Hooks(List.of(URI.create("https://ehr.example/hook/")), authority));
        assertThat(hooks.text()).isEqualTo("https://ehr.example/hook/");
    }

    @Test
    void whatCannotBeUsedIsRefusedByName() {
        isRefused("subscriptions: {hooks: ['ehr.example']}", "subscriptions.hooks: expected addresses such as");
        isRefused("subscriptions: {hooks: ['https://e h r']}", "subscriptions.hooks[0]: expected https://HOST/PATH");
        isRefused("subscriptions: {ca: none.pem}", "subscriptions.ca: expected a PEM file");
        isRefused("subscriptions: {hook: []}", "did you mean hooks?");
    }

    private void isRefused(String yaml, String why) {
        assertThatThrownBy(() -> hooks(yaml))
                .as(yaml)
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining(why);
    }
}
