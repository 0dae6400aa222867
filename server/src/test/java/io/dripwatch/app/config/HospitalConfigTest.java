package io.dripwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.access.Grant;
import io.dripwatch.access.Scope;
import io.dripwatch.access.oidc.ProviderPlan;
import io.dripwatch.access.smart.IssuerPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where people and programs may be known from, beside here. */
final class HospitalConfigTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void theHospitalsProviderIsReadWithWhatItsRolesMeanAndItsSecret() throws IOException {
        Files.writeString(directory.resolve("secret"), "very secret\n");
        String written = "http: {publicUrl: 'https://ward.example'}\n"
                + "oidc: {issuer: 'https://login.example', client: dripwatch, secretFile: secret,"
                + " roles: {ward: [nurse@East, biomed]}}";
        ProviderPlan plan = Objects.requireNonNull(config(written).oidc(directory));
        assertThat(plan.roles()).containsEntry("ward", List.of(Grant.of("nurse@East"), Grant.of("biomed")));
        assertThat(plan.toString()).contains("secret ***").doesNotContain("very secret");
        assertThat(plan.claims()).isEqualTo(new ProviderPlan.Claims("preferred_username", "name", "groups"));
        isRefused(written.replace("[nurse@East, biomed]", "[nurs]"), "oidc.roles.ward: expected one of nurse,");
        isRefused(written.replace("https://login", "http://login"), "oidc.issuer: expected https://HOST");
        isRefused(written.replace("https://ward", "ftp://ward"), "http.publicUrl: expected an address");
        isRefused(written.replace("https://ward", "http://ward"), "with a server at: expected https://HOST");
        isRefused(
                written.replace("{publicUrl: 'https://ward.example'}", "{}"), "http.publicUrl: expected how browsers");
        isRefused(written.replace("secretFile: secret", "secretFile: none"), "oidc.secretFile");
        isRefused(written.replace("{ward: [nurse@East, biomed]}", "{}"), "expected each of them");
        assertThatThrownBy(() -> config(written.replace("client:", "clientId:")))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("clientId")
                .hasMessageContaining("client");
    }

    @Test
    void theHospitalsIssuerOfTokensIsReadAndWhatIsMissingIsNamed() throws IOException {
        String written = "http: {tokens: {issuer: 'https://login.example', keys: 'https://login.example/jwks',"
                + " audience: 'https://ward.example/fhir', scopes: [system/Patient.r]}}";
        IssuerPlan plan = Objects.requireNonNull(config(written).issuer(directory));
        assertThat(plan.scopes()).containsExactly(Scope.ofWord("system/Patient.r"));
        assertThat(config("http: {}").issuer(directory)).isNull();
        for (String[] wrong : new String[][] {
            {"keys: 'https:", "keys: 'http:", "http.tokens.keys: expected https://HOST/PATH"},
            {"audience:", "ca:", "http.tokens.audience: expected what stands in aud"},
            {"issuer:", "ca:", "http.tokens.issuer: expected what stands in iss"},
            {"system/Patient.r", "user/Patient.r", "http.tokens.scopes: expected metrics"},
            {"system/Patient.r", "system/Subscription.cruds", "http.tokens.scopes: expected what reads"},
            {"[system/Patient.r]", "[]", "http.tokens.scopes: expected at least one"}
        }) {
            String spoiled = written.replace(wrong[0], wrong[1]);
            assertThatThrownBy(() -> config(spoiled).issuer(directory))
                    .as(spoiled)
                    .isInstanceOf(ConfigError.class)
                    .hasMessageContaining(wrong[2]);
        }
    }

    private void isRefused(String written, String why) {
        assertThatThrownBy(() -> config(written).oidc(directory))
                .as(written)
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining(why);
    }

    private Config config(String yaml) {
        try {
            Path file = directory.resolve("dripwatch.yaml");
            Files.writeString(file, yaml);
            return Config.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
