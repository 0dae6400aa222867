package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.sim.load.Load;
import io.dripwatch.sim.load.LoadPlan;
import io.dripwatch.sim.load.LoadResult;
import io.dripwatch.sim.load.Transport;
import io.dripwatch.store.Database;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The load generator against the real server, by every transport it knows. */
@Timeout(120)
final class LoadTransportsIT {
    private static final int MESSAGES = 400;
    private static final int READINGS = 8;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void allThatIsSentByAnyTransportIsAcknowledgedAndKept() throws Exception {
        Map<Transport.Kind, Long> kept = new EnumMap<>(Transport.Kind.class);
        try (ChildServer server = ChildServer.serve(folder, "--mqtt-port", "0")) {
            steady(server.mllp(), Transport.MLLP);
            steady(server.mqtt(), Transport.mqtt("ward/load"));
            steady(web(server), Transport.WEBSOCKET);
            kept.put(Transport.Kind.MLLP, asFastAsAcknowledged(server.mllp(), Transport.MLLP));
            kept.put(Transport.Kind.MQTT, asFastAsAcknowledged(server.mqtt(), Transport.mqtt("ward/load")));
            kept.put(Transport.Kind.WEBSOCKET, asFastAsAcknowledged(web(server), Transport.WEBSOCKET));
            assertThat(server.terminate()).isZero();
        }
        try (EmbeddedHistory history = new EmbeddedHistory(Database.in(folder.resolve("data")))) {
            for (Transport.Kind kind : Transport.Kind.values()) {
                KeptLoad load = new KeptLoad(history);
                load.look(ledger(kind));
                assertThat(load.lost()).as("lost by " + kind).isEmpty();
                assertThat(load.found())
                        .as("kept by " + kind)
                        .isEqualTo((MESSAGES + kept.getOrDefault(kind, 0L)) * READINGS);
            }
        }
    }

    private void steady(InetSocketAddress server, Transport transport) throws Exception {
        LoadResult result = Load.run(plan(server, transport, MESSAGES, 64, Duration.ofSeconds(1)));
        assertThat(result.sent()).as(transport.toString()).isEqualTo(MESSAGES);
        assertAllAcknowledged(result, transport);
    }

    /** The window is smaller than what a connection would send in the time, so that it must move. */
    private long asFastAsAcknowledged(InetSocketAddress server, Transport transport) throws Exception {
        LoadResult result = Load.run(plan(server, transport, 0, 4, Duration.ofMillis(500)));
        assertThat(result.sent()).as(transport.toString()).isGreaterThan(3 * 4);
        assertAllAcknowledged(result, transport);
        return result.acknowledged();
    }

    private static void assertAllAcknowledged(LoadResult result, Transport transport) {
        assertThat(result.acknowledged()).as(transport.toString()).isEqualTo(result.sent());
        assertThat(result.latency().getTotalCount()).isEqualTo(result.sent());
        assertThat(result.refused() + result.unanswered() + result.unsent() + result.reconnects())
                .as(transport.toString())
                .isZero();
    }

    private LoadPlan plan(InetSocketAddress server, Transport transport, int rate, int window, Duration duration) {
        return LoadPlan.of(server, 10, rate, window, duration)
                .by(transport)
                .over(3)
                .into(ledger(transport.kind()));
    }

    private Path ledger(Transport.Kind kind) {
        return folder.resolve("ledger-" + kind);
    }

    private static InetSocketAddress web(ChildServer server) {
        return InetSocketAddress.createUnresolved(
                server.http().getHost(), server.http().getPort());
    }
}
