package io.dripwatch.fhir.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a subscriber writes, nothing is posted elsewhere than the configuration says. */
final class HooksTest {
    private static final Hooks HOOKS =
            new Hooks(List.of(URI.create("https://ehr.example/hook/"), URI.create("http://10.1.2.3:8443/fhir")), null);

    @Test
    void whatBeginsAsWrittenIsAllowed() {
        for (String allowed : List.of(
                "https://ehr.example/hook/",
                "https://EHR.example:443/hook/a/b?x=1",
                "http://10.1.2.3:8443/fhir",
                "http://10.1.2.3:8443/fhir/told")) {
            assertThat(HOOKS.allows(URI.create(allowed))).as(allowed).isTrue();
        }
    }

    @Test
    void whatOnlyLooksLikeItIsNot() {
        for (String refused : List.of(
                "http://ehr.example/hook/",
                "https://ehr.example:8443/hook/",
                "https://ehr.example.evil.example/hook/",
                "https://ehr.example@evil.example/hook/",
                "https://user:secret@ehr.example/hook/",
                "https://ehr.example/hook",
                "https://ehr.example/hookless/",
                "https://ehr.example/hook/../admin",
                "https://ehr.example/hook/..",
                "https://ehr.example/hook/./x",
                "https://ehr.example/hook/%2e%2e/admin",
                "https://ehr.example/hook/a%2Fb",
                "https://ehr.example/hook/#part",
                "http://10.1.2.3:8443/fhirs",
                "http://10.1.2.3:8443/",
                "ftp://ehr.example/hook/",
                "file:///etc/passwd",
                "/hook/")) {
            assertThat(HOOKS.allows(URI.create(refused))).as(refused).isFalse();
        }
        assertThat(Hooks.NONE.allows(URI.create("https://ehr.example/hook/"))).isFalse();
    }

    @Test
    void aConfigurationOfSomethingElseIsRefused() {
        for (String wrong :
                List.of("ehr.example", "https:///hook", "ftp://ehr.example/", "https://ehr.example/%2e%2e/")) {
            assertThatThrownBy(() -> new Hooks(List.of(URI.create(wrong)), null))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong);
        }
    }
}
