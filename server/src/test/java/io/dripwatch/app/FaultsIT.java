package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.sim.fault.Faults;
import io.dripwatch.sim.fault.FaultyLine;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.MonitorEncoder;
import io.dripwatch.sim.monitor.Sign;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.ControlIds;
import io.dripwatch.sim.wire.DeviceName;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.MllpLine;
import io.dripwatch.sim.wire.Patience;
import io.dripwatch.sim.wire.PatientIdentity;
import io.dripwatch.sim.wire.PatientSender;
import io.dripwatch.sim.wire.Tally;
import io.dripwatch.store.Database;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PatientId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything goes wrong at once on the way: what was acknowledged is there, once, and alarms come. */
final class FaultsIT {
    private static final Faults ALL =
            Faults.read("drop=0.05,delay=0.1,delayMs=20,duplicate=0.1,reorder=0.1,corrupt=0.05,"
                    + "halfOpen=0.02,bytesPerSecond=2000000,driftPpm=200");
    private static final Patience HASTY = new Patience(
            Duration.ofMillis(250), 2, Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofMinutes(2));
    private static final long SEED = Long.getLong("dripwatch.seed", 20260301);
    private static final int MESSAGES = 250;
    private static final int LOW_FROM = 200;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void underAllFaultsNothingAcknowledgedIsLostOrDoubledAndAlarmsCome() throws Exception {
        Map<Long, Integer> acknowledged = new HashMap<>();
        Tally tally = new Tally();
        try (ChildServer server = ChildServer.serve(folder)) {
            Screen screen = new Screen(server.http());
            assertThat(screen.press(
                            "/api/v1/chairs/1/session",
                            "{\"by\": \"RN\", \"stage\": \"baseline\", \"protocol\": \"ketamine-mood\","
                                    + " \"patient\": {\"id\": \"SYN-0001\", \"authority\": \"DRIPSIM\"}}"))
                    .isBetween(200, 299);
            tell(server, tally, acknowledged);
            JsonNode seen = screen.await(node -> node.toString().contains("SpO2 74"));
            assertThat(seen.toString()).contains("SpO2 74");
            assertThat(server.terminate()).isZero();
        }
        assertThat(tally.counts().resent())
                .as("something went wrong, seed " + SEED)
                .isGreaterThan(10);
        assertThat(acknowledged).as("seed " + SEED).hasSize(MESSAGES);
        Map<Long, Integer> kept = kept();
        assertThat(kept.keySet()).as("seed " + SEED).containsAll(acknowledged.keySet());
        assertThat(kept.values()).as("doubled, seed " + SEED).containsOnly(1);
    }

    private static void tell(ChildServer server, Tally tally, Map<Long, Integer> acknowledged) {
        Header header =
                new Header(new DeviceName("DRIPSIM_MONITOR", "02D51A0000000001"), AckMode.ENHANCED, ZoneOffset.UTC);
        MonitorEncoder encoder = new MonitorEncoder(Bedside.inInfusionRoom(header, PatientIdentity.synthetic(1), "1"));
        ControlIds ids = new ControlIds(Instant.now());
        FaultyLine line = new FaultyLine(new MllpLine(server.mllp()), ALL, SEED);
        try (PatientSender sender = new PatientSender(line, HASTY, tally)) {
            for (int i = 0; i < MESSAGES; i++) {
                Instant at = Instant.ofEpochMilli(System.currentTimeMillis());
                double percent = i < LOW_FROM ? 97 : 74;
                Answer answer =
                        sender.deliver(encoder.encode(ids.next(), at, at, List.of(Measured.of(Sign.SPO2, percent))));
                if (answer == Answer.ACCEPTED) {
                    acknowledged.merge(at.toEpochMilli(), 1, Integer::sum);
                }
            }
        }
    }

    /** How often each moment of the patient's saturation is kept. */
    private Map<Long, Integer> kept() throws Exception {
        Map<Long, Integer> moments = new HashMap<>();
        try (EmbeddedHistory history = new EmbeddedHistory(Database.in(folder.resolve("data")))) {
            for (StoredPatient stored : history.patientsBy(new PatientId("DRIPSIM", "SYN-0001"))) {
                for (Series series : history.seriesOf(stored.key(), EnumSet.of(Metric.SPO2))) {
                    history.points(
                            series.key(),
                            0,
                            Long.MAX_VALUE,
                            false,
                            Integer.MAX_VALUE,
                            (at, value, standing, received) -> moments.merge(at, 1, Integer::sum));
                }
            }
        }
        return moments;
    }
}
