package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.dripwatch.sim.replay.Replay;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.DeviceName;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.Patience;
import io.dripwatch.sim.wire.PatientIdentity;
import io.dripwatch.store.Database;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PatientId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recording of a real bedside monitor through the simulator into the server: every number of the file is in the history. */
@Timeout(120)
final class ReplayIT {
    private static final Instant BEGUN = Instant.parse("2026-03-01T09:00:00Z");
    private static final Map<String, Metric> COLUMNS = Map.of(
            "HR", Metric.HEART_RATE,
            "PULSE", Metric.PULSE_RATE,
            "RESP", Metric.RESP_RATE,
            "SpO2", Metric.SPO2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"bidmc_02_Numerics.csv", "bidmc_13_Numerics.csv"})
    void everyNumberOfTheRecordingIsInTheHistory(String name) throws Exception {
        Path file = Path.of(System.getProperty("dripwatch.captures", "no-such-folder"), "vitals", "bidmc", name);
        assumeTrue(Files.isReadable(file), "no recording: set dripwatch.captures to its folder");
        List<String> expected = numbersOf(file);
        Settings settings = Settings.of(Config.DEFAULT, Path.of(""), folder).withPorts(0, 0);
        Server server = Server.start(settings);
        try {
            Header header = new Header(
                    new DeviceName("DRIPSIM_MONITOR", "02D51D0000000001"), AckMode.ENHANCED, ZoneOffset.ofHours(2));
            Bedside bedside =
                    Bedside.inInfusionRoom(header, new PatientIdentity("SYN-0077", "Synthetic", "Replay"), "1");
            Replay.Result result = Replay.run(
                    new Replay.Plan(file, bedside, BEGUN, Replay.AS_FAST_AS_ACKED),
                    InetSocketAddress.createUnresolved("127.0.0.1", server.mllpPort()),
                    Patience.ofDevice().givingUpAfter(Duration.ofSeconds(30)));
            assertThat(result.complete()).as(result.trouble()).isTrue();
            assertThat(result.readingsAcknowledged()).isEqualTo(expected.size());
            assertThat(kept()).containsExactlyInAnyOrderElementsOf(expected);
        } finally {
            server.close();
        }
    }

    /** One line for each cell that holds a number. */
    private static List<String> numbersOf(Path file) throws IOException {
        List<String> numbers = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        String[] header = lines.get(0).split(",", -1);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            for (int i = 1; i < cells.length; i++) {
                if (cells[i].strip().matches("[0-9.]+")) {
                    Metric metric = Objects.requireNonNull(COLUMNS.get(header[i].strip()));
                    long at = BEGUN.toEpochMilli() + Math.round(Double.parseDouble(cells[0]) * 1000);
                    numbers.add(metric + " " + at + " " + Double.parseDouble(cells[i]));
                }
            }
        }
        return numbers;
    }

    private List<String> kept() {
        List<String> kept = new ArrayList<>();
        try (EmbeddedHistory history = new EmbeddedHistory(Database.in(folder))) {
            for (StoredPatient patient : history.patientsBy(new PatientId("DRIPSIM", "SYN-0077"))) {
                for (Series series : history.seriesOf(patient.key(), EnumSet.allOf(Metric.class))) {
                    history.points(
                            series.key(),
                            0,
                            Long.MAX_VALUE,
                            false,
                            Integer.MAX_VALUE,
                            (at, value, standing, received) -> kept.add(series.metric() + " " + at + " " + value));
                }
            }
        }
        return kept;
    }
}
