package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.sim.load.Destination;
import io.dripwatch.sim.load.Load;
import io.dripwatch.sim.load.LoadPlan;
import io.dripwatch.sim.load.LoadResult;
import io.dripwatch.sim.load.Transport;
import io.dripwatch.store.Database;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The load generator against the real server, by every transport it knows. */
@Timeout(120)
final class LoadTransportsIT {
    private static final int MESSAGES = 400;
    private static final int READINGS = 8;
    private static final String MIX = "mix";
    private static final InetSocketAddress NOWHERE = InetSocketAddress.createUnresolved("localhost", 1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void allThatIsSentByAnyTransportIsAcknowledgedAndKept() throws Exception {
        Map<Destination, Long> kept = new LinkedHashMap<>();
        LoadResult mixed;
        try (ChildServer server = ChildServer.serve(folder, "--mqtt-port", "0")) {
            List<Destination> all = List.of(
                    new Destination(server.mllp(), Transport.MLLP),
                    new Destination(server.mqtt(), Transport.mqtt("ward/load")),
                    new Destination(web(server), Transport.WEBSOCKET));
            for (Destination one : all) {
                kept.put(one, steady(one) + asFastAsAcknowledged(one));
            }
            mixed = mixed(all);
            assertThat(server.terminate()).isZero();
        }
        try (EmbeddedHistory history = new EmbeddedHistory(Database.in(folder.resolve("data")))) {
            for (Map.Entry<Destination, Long> one : kept.entrySet()) {
                assertKept(history, one.getKey().transport().toString(), one.getValue());
            }
            assertKept(history, MIX, mixed.acknowledged());
        }
    }

    private long steady(Destination to) throws Exception {
        String name = to.transport().toString();
        LoadResult result =
                Load.run(plan(name, MESSAGES, 64, Duration.ofSeconds(1)).to(to));
        assertThat(result.sent()).as(name).isEqualTo(MESSAGES);
        assertAllAcknowledged(result, name);
        return result.acknowledged();
    }

    /** The window is smaller than what a connection would send in the time, so that it must move. */
    private long asFastAsAcknowledged(Destination to) throws Exception {
        String name = to.transport().toString();
        LoadResult result = Load.run(plan(name, 0, 4, Duration.ofMillis(500)).to(to));
        assertThat(result.sent()).as(name).isGreaterThan(3 * 4);
        assertAllAcknowledged(result, name);
        return result.acknowledged();
    }

    /** All at once, each with two of six monitors. */
    private LoadResult mixed(List<Destination> all) throws Exception {
        LoadResult result =
                Load.run(plan(MIX, MESSAGES, 64, Duration.ofSeconds(1)).to(all.toArray(Destination[]::new)));
        assertThat(result.sent()).isEqualTo(MESSAGES);
        assertAllAcknowledged(result, MIX);
        assertThat(result.parts()).extracting(LoadResult.Part::destination).isEqualTo(all);
        for (LoadResult.Part part : result.parts()) {
            assertThat(part.result().sent()).isBetween(MESSAGES / 3L, MESSAGES / 3L + 2);
            assertAllAcknowledged(
                    part.result(), "the share of " + part.destination().transport());
        }
        return result;
    }

    private void assertKept(EmbeddedHistory history, String name, long messages) throws IOException {
        KeptLoad load = new KeptLoad(history);
        load.look(ledger(name));
        assertThat(load.lost()).as("lost by " + name).isEmpty();
        assertThat(load.found()).as("kept by " + name).isEqualTo(messages * READINGS);
    }

    private static void assertAllAcknowledged(LoadResult result, String name) {
        assertThat(result.acknowledged()).as(name).isEqualTo(result.sent());
        assertThat(result.latency().getTotalCount()).isEqualTo(result.sent());
        assertThat(result.refused() + result.unanswered() + result.unsent() + result.reconnects())
                .as(name)
                .isZero();
    }

    private LoadPlan plan(String name, int rate, int window, Duration duration) {
        return LoadPlan.of(NOWHERE, 6, rate, window, duration).over(3).into(ledger(name));
    }

    private Path ledger(String name) {
        return folder.resolve("ledger-" + name);
    }

    private static InetSocketAddress web(ChildServer server) {
        return InetSocketAddress.createUnresolved(
                server.http().getHost(), server.http().getPort());
    }
}
