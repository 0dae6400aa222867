package io.dripwatch.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.sim.wire.Acceptor;
import io.dripwatch.sim.wire.Acceptor.Reaction;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Patience;
import io.dripwatch.sim.wire.Segments;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SimulationIT {
    @Test
    void everyChairSendsFromItsOwnMonitorAndPumpOverTheirOwnConnections() throws Exception {
        List<ChairPlan> chairs = List.of(
                ChairPlan.numbered(1, "quiet-session", Duration.ZERO),
                ChairPlan.numbered(2, "hypertensive-response", Duration.ofMinutes(20)));
        try (Acceptor acceptor = Acceptor.keeping();
                Simulation simulation = Simulation.start(
                        acceptor.address().getHostString(), acceptor.address().getPort(), chairs, 1, 42)) {
            Set<String> senders = new HashSet<>();
            while (senders.size() < 4) {
                String message = acceptor.nextKept();
                senders.add(Segments.field(message, "MSH", 3).split("\\^", -1)[0]
                        + Segments.field(message, "PV1", 3)
                        + Segments.field(message, "PID", 3));
            }
            assertThat(senders)
                    .containsExactlyInAnyOrder(
                            "DRIPSIM_MONITORINFUSION^^1SYN-0001^^^DRIPSIM^MR",
                            "DRIPSIM_PUMPINFUSION^^1SYN-0001^^^DRIPSIM^MR",
                            "DRIPSIM_MONITORINFUSION^^2SYN-0002^^^DRIPSIM^MR",
                            "DRIPSIM_PUMPINFUSION^^2SYN-0002^^^DRIPSIM^MR");
            assertThat(acceptor.connections()).isEqualTo(4);
            assertThat(simulation.longest()).isEqualTo(Duration.ofMinutes(105));
        }
    }

    @Test
    void aWholeStoryPassesInSecondsAtSpeed() throws Exception {
        List<ChairPlan> chairs = List.of(ChairPlan.numbered(1, "hypertensive-response", Duration.ZERO));
        Simulation.Settings quick =
                new Simulation.Settings(AckMode.ORIGINAL, Duration.ofMillis(20), Patience.ofDevice());
        try (Acceptor acceptor = Acceptor.keeping();
                Simulation simulation =
                        Simulation.start(acceptor.address(), new Simulation.Room(chairs, 2000, 42), quick)) {
            String hold = next(acceptor, text -> text.contains("DELIV_STOP"));
            assertThat(hold).contains("pump-stopped-by-clinician");
            next(acceptor, text -> text.contains("pump-delivery-status-kvo"));
            assertThat(simulation.counts().refused()).isZero();
        }
    }

    @Test
    void anOutageLosesNoEventAndNoCuffMeasurement() throws Exception {
        List<ChairPlan> chairs = List.of(ChairPlan.numbered(1, "quiet-session", Duration.ZERO));
        Patience quick = new Patience(
                Duration.ofMillis(300), 3, Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofHours(1));
        Simulation.Settings settings = new Simulation.Settings(AckMode.ENHANCED, Duration.ofMillis(20), quick);
        try (Acceptor acceptor = new Acceptor((before, connection) ->
                        before % 3 == 1 ? Reaction.DROP : before % 7 == 2 ? Reaction.ERROR : Reaction.KEEP);
                Simulation simulation =
                        Simulation.start(acceptor.address(), new Simulation.Room(chairs, 4000, 42), settings)) {
            Set<String> cuffs = new HashSet<>();
            Set<String> events = new HashSet<>();
            while (cuffs.size() < 11 || events.size() < 4) {
                String message = acceptor.nextKept();
                cuffs.addAll(Segments.obx(message, "MDC_PRESS_BLD_NONINV_SYS", 14));
                if (message.contains("ORU^R42")) {
                    events.add(Segments.field(message, "OBR", 7));
                }
            }
            assertThat(simulation.counts().connections()).isGreaterThan(2);
        }
    }

    @Test
    void anUnknownStoryStartsNothing() {
        List<ChairPlan> chairs = List.of(ChairPlan.numbered(1, "no-such-story", Duration.ZERO));
        assertThatThrownBy(() -> Simulation.start(
                        InetSocketAddress.createUnresolved("localhost", 1),
                        new Simulation.Room(chairs, 1, 1),
                        Simulation.Settings.usual()))
                .hasMessageContaining("no-such-story");
    }

    private static String next(Acceptor acceptor, Predicate<String> wanted) throws InterruptedException {
        String message = acceptor.nextKept();
        while (!wanted.test(message)) {
            message = acceptor.nextKept();
        }
        return message;
    }
}
