package io.dripwatch.pager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which push services may be dialled. */
final class ServicesTest {
    private static final Services SERVICES =
            new Services(List.of("https://push.example", "https://*.notify.example:8443"), "mailto:a@b.example", null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://push.example/send/abc",
                "https://PUSH.example:443/send",
                "https://wns2.notify.example:8443/w/?token=a%2Fb",
                "https://a.b.notify.example:8443/"
            })
    void aBrowserOfANamedServiceIsTaken(String endpoint) {
        assertThat(SERVICES.endpoint(endpoint)).hasToString(endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://push.example/send",
                "https://push.example:8443/send",
                "https://push.example@10.0.0.1/",
                "https://10.0.0.1/https://push.example",
                "https://push.example.evil.example/",
                "https://evilpush.example/",
                "https://notify.example:8443/",
                "https://evilnotify.example:8443/",
                "https://a.notify.example/",
                "https://push.example/#part",
                "https:push.example",
                "//push.example/send",
                "",
                "not an address"
            })
    void anyOtherIsNotDialled(String endpoint) {
        assertThatThrownBy(() -> SERVICES.endpoint(endpoint)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whereNoneIsNamedNobodyIsTold() {
        assertThat(Services.NONE.any()).isFalse();
        assertThatThrownBy(() -> Services.NONE.endpoint("https://push.example/a"))
                .hasMessageContaining("none that this server may dial");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://push.example", "https://*", "https://push.example/path", "push.example", "https://"})
    void aServiceIsNamedByItsHost(String service) {
        assertThatThrownBy(() -> new Services(List.of(service), "mailto:a@b.example", null))
                .hasMessageContaining("services: expected https://HOST");
    }

    @Test
    void aServiceMustKnowWhomToAsk() {
        assertThatThrownBy(() -> new Services(List.of("https://push.example"), "nobody", null))
                .hasMessageContaining("contact: expected mailto:");
    }
}
