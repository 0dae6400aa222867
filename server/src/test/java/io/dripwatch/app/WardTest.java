package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.app.config.ProtocolFile;
import io.dripwatch.flow.Ward;
import io.dripwatch.session.Protocol;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Long random times in a ward, under the protocols of the tests and those that ship, with every rule checked at every
 * step. {@code -Ddripwatch.steps=10000000} makes them longer, {@code -Ddripwatch.seed=79} with the same steps lives one again.
 */
final class WardTest {
    private static final int STEPS_OF_A_SEED = 15_000;
    private static final int LEAST_SEEDS = 20;
    private static final Map<String, Protocol> SHIPPED = ProtocolFile.all(null, Path.of("."));

    @Test
    void everyRuleHoldsAtEveryStep() {
        long steps = Long.getLong("dripwatch.steps", 300_000);
        long seeds = Math.max(LEAST_SEEDS, steps / STEPS_OF_A_SEED);
        int each = (int) (steps / seeds);

        Map<String, Integer> seen = new TreeMap<>();
        Long only = Long.getLong("dripwatch.seed");
        LongStream.rangeClosed(only == null ? 1 : only, only == null ? seeds : only)
                .parallel()
                .mapToObj(seed -> Ward.live(seed, each, protocols(seed)))
                .forEachOrdered(one -> one.forEach((word, times) -> seen.merge(word, times, Integer::sum)));

        if (only == null) {
            assertThat(seen)
                    .containsKeys("TO READY", "TO CLOSED", "START OVER_ORDER", "START LOW", "START HIGH", "REMIND LOW");
        }
    }

    /** A pump opens a session under the first of them. */
    private static Map<String, Protocol> protocols(long seed) {
        Map<String, Protocol> shipped = SHIPPED;
        Map<String, Protocol> protocols = new LinkedHashMap<>();
        if (seed % 4 == 0) {
            protocols.putAll(shipped);
        }
        protocols.putAll(Ward.protocols());
        protocols.putAll(shipped);
        return protocols;
    }
}
