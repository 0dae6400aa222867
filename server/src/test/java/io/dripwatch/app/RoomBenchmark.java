package io.dripwatch.app;

import io.dripwatch.app.config.ProtocolFile;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.Room;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.Place;
import io.dripwatch.vitals.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What deciding costs, one thread, nothing stored: 200 chairs in the dosing stage under the built-in protocol, each with a
 * monitor that reports eight readings once a second. Run as {@code server/docs/operating.md} tells.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(3)
public class RoomBenchmark {
    private static final int CHAIRS = 200;
    private static final int READINGS = 8;
    private static final int TICKS_A_SECOND = 4;

    private Room room = new Room(plan());
    private Instant now = RoomStory.START;
    private int second;

    /** Opens the sessions, takes a baseline, starts the doses. */
    @Setup
    public void dosing() {
        room = new Room(plan());
        now = RoomStory.START;
        String protocol = room.plan().protocols().keySet().iterator().next();
        for (int chair = 1; chair <= CHAIRS; chair++) {
            room.command(
                    new Command.OpenSession(
                            "RN", id(chair), protocol, patient(chair), Weight.of(70, "kg", now), Stage.BASELINE),
                    now);
        }
        for (int chair = 1; chair <= CHAIRS; chair++) {
            room.report(report(chair));
            String session = Objects.requireNonNull(
                            Objects.requireNonNull(room.chair(id(chair))).session())
                    .id();
            room.restore(new RoomEvent.StageMoved(
                    now, "RN", id(chair), session, Stage.BASELINE, Stage.DOSING, "cleared elsewhere"));
        }
    }

    /** One second of the room's reports; counted in readings. */
    @Benchmark
    @OperationsPerInvocation(CHAIRS * READINGS)
    public void report(Blackhole decided) {
        nextSecond();
        for (int chair = 1; chair <= CHAIRS; chair++) {
            decided.consume(room.report(report(chair)));
        }
    }

    /** The same second without the room: what the benchmark itself costs, to be taken off. */
    @Benchmark
    @OperationsPerInvocation(CHAIRS * READINGS)
    public void makingTheReports(Blackhole made) {
        nextSecond();
        for (int chair = 1; chair <= CHAIRS; chair++) {
            made.consume(report(chair));
        }
    }

    /** One second of the room, ticks and all; counted in readings. */
    @Benchmark
    @OperationsPerInvocation(CHAIRS * READINGS)
    public void reportAndTick(Blackhole decided) {
        report(decided);
        for (int i = 1; i <= TICKS_A_SECOND; i++) {
            decided.consume(room.tick(now.plusMillis(250L * i)));
        }
    }

    private void nextSecond() {
        second++;
        now = now.plusSeconds(1);
    }

    private DeviceReport report(int chair) {
        int wobble = (second + chair) % 3;
        List<Reading> readings = new ArrayList<>(READINGS);
        readings.add(Reading.of(Metric.HEART_RATE, 72 + wobble, now));
        readings.add(Reading.of(Metric.PULSE_RATE, 72 + wobble, now));
        readings.add(Reading.of(Metric.SPO2, 96 + wobble, now));
        readings.add(Reading.of(Metric.RESP_RATE, 14 + wobble, now));
        readings.add(Reading.of(Metric.ETCO2, 38 + wobble, now));
        readings.add(Reading.of(Metric.NIBP_SYS, 121 + wobble, now));
        readings.add(Reading.of(Metric.NIBP_DIA, 78 + wobble, now));
        readings.add(Reading.of(Metric.NIBP_MEAN, 92 + wobble, now));
        return new DeviceReport(
                device(chair), place(chair), patient(chair), now, now, readings, List.of(), List.of(), List.of());
    }

    private static RoomPlan plan() {
        Protocol protocol = ProtocolFile.shipped("ketamine-mood");
        List<ChairId> chairs =
                IntStream.rangeClosed(1, CHAIRS).mapToObj(RoomBenchmark::id).toList();
        return new RoomPlan("Infusion room", "INFUSION", chairs, Map.of(protocol.id(), protocol), true);
    }

    private static ChairId id(int chair) {
        return new ChairId(Integer.toString(chair));
    }

    private static DeviceId device(int chair) {
        return new DeviceId("MONITOR-" + chair);
    }

    private static Place place(int chair) {
        return new Place("INFUSION", "", Integer.toString(chair));
    }

    private static Patient patient(int chair) {
        return RoomStory.patient("SYN-" + chair);
    }
}
