package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.device.Intake;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.Keeper;
import io.dripwatch.flow.Room;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reach;
import io.dripwatch.vitals.Reading;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever happens to one input of the room, nobody is left without an answer. */
final class RoomLoopTest {
    private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");
    private static final DeviceId BAND = new DeviceId("BAND-7");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicInteger faults = new AtomicInteger();
    private final Keeper keeper = (decision, done) -> {
        if (broken.get()) {
            faults.incrementAndGet();
            throw new IllegalStateException("a planted fault");
        }
        done.done(null);
    };
    private final RoomLoop loop =
            new RoomLoop(vertx.getOrCreateContext(), new Room(RoomStory.plan(true)), keeper, InstantSource.fixed(AT));

    @AfterEach
    void close() throws Exception {
        settled(vertx.close());
    }

    @Test
    void aFaultInOneReportIsToldToItsDeviceAndTheNextOneIsKept() throws Exception {
        broken.set(true);
        assertThatThrownBy(() -> settled(loop.offer(report(AT)))).hasCauseInstanceOf(Intake.NotKept.class);

        broken.set(false);
        settled(loop.offer(report(AT.plusSeconds(1))));
    }

    @Test
    void aFaultWhileALinkIsLostLeavesNobodyElseWithoutAnAnswer() throws Exception {
        Command.OpenSession opens = new Command.OpenSession(
                "RN", RoomStory.CHAIR, "test", RoomStory.SAM, Weight.of(70, "kg", AT), Stage.BASELINE);
        settled(loop.command(opens, Reach.EVERYWHERE));
        settled(loop.offer(report(AT)));
        broken.set(true);
        loop.linkLost(BAND);
        assertThatThrownBy(() -> settled(loop.offer(report(AT.plusSeconds(1)))))
                .hasCauseInstanceOf(Intake.NotKept.class);
        assertThat(faults.get()).isEqualTo(2);
    }

    private static DeviceReport report(Instant at) {
        List<Reading> readings = List.of(Reading.of(Metric.SPO2, 97, at));
        return new DeviceReport(BAND, RoomStory.BED, null, at, at, readings, List.of(), List.of(), List.of());
    }

    private static void settled(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
