package io.dripwatch.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NetworkTest {
    @Test
    void anAddressIsWithinWhereItsFirstBitsAreTheSame() {
        assertThat(Network.of("192.0.2.0/25").contains("192.0.2.127")).isTrue();
        assertThat(Network.of("192.0.2.0/25").contains("192.0.2.128")).isFalse();
        assertThat(Network.of("192.0.2.7").contains("192.0.2.7")).isTrue();
        assertThat(Network.of("192.0.2.7").contains("192.0.2.6")).isFalse();
        assertThat(Network.of("0.0.0.0/0").contains("203.0.113.9")).isTrue();
        assertThat(Network.of("0.0.0.0/0").contains("2001:db8::1")).isFalse();
        assertThat(Network.of("2001:db8::/32").contains("2001:db8:1::1%eth0")).isTrue();
        assertThat(Network.of("::1").contains("0:0:0:0:0:0:0:1")).isTrue();
    }

    @Test
    void whatIsNoNetworkIsNamedAndNobodyIsAskedForIt() {
        for (String text : List.of("ward", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2/24", "", "::1/129", "1.2.3.4/x")) {
            assertThatThrownBy(() -> Network.of(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected an address or a network such as 192.0.2.0/24, got " + text);
        }
    }
}
