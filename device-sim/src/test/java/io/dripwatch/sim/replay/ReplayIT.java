package io.dripwatch.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.sim.wire.Acceptor;
import io.dripwatch.sim.wire.Acceptor.Reaction;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.DeviceName;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.Patience;
import io.dripwatch.sim.wire.PatientIdentity;
import io.dripwatch.sim.wire.Segments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplayIT {
    private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");
    private static final Patience QUICK =
            new Patience(Duration.ofSeconds(2), 3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(20));

    private final Path folder;

    ReplayIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everyRowIsSentWithItsOwnTimeAndMissingValuesAreRowsWithoutValue() throws Exception {
        try (Acceptor acceptor = Acceptor.keeping()) {
            Replay.Result result = Replay.run(plan(recording()), acceptor.address(), QUICK);
            assertThat(result).isEqualTo(new Replay.Result(3, 3, 9, 3, 9, 0, "", List.of()));
            assertThat(result.complete()).isTrue();
            List<String> kept = acceptor.kept();
            assertThat(kept.stream().map(text -> Segments.field(text, "OBR", 7)))
                    .containsExactly("20260102120000.000+0000", "20260102120001.000+0000", "20260102120002.500+0000");
            assertThat(Segments.obx(kept.get(1), "MDC_PULS_OXIM_SAT_O2", 11)).containsExactly("X");
            assertThat(Segments.obx(kept.get(2), "MDC_RESP_RATE", 5)).containsExactly("26");
            assertThat(Segments.field(kept.get(0), "PV1", 3)).isEqualTo("INFUSION^^7");
        }
    }

    @Test
    void badConnectionsLoseNoRowAndCountNoneTwice() throws Exception {
        try (Acceptor acceptor = new Acceptor((before, connection) -> switch (before) {
            case 0 -> Reaction.DROP;
            case 2 -> Reaction.KEEP_BUT_DROP_BEFORE_THE_ACK;
            case 3 -> Reaction.ERROR;
            default -> Reaction.KEEP;
        })) {
            Replay.Result result = Replay.run(plan(recording()), acceptor.address(), QUICK);
            assertThat(result.messagesSent()).isEqualTo(3);
            assertThat(result.messagesAcknowledged()).isEqualTo(3);
            assertThat(result.readingsAcknowledged()).isEqualTo(9);
            assertThat(acceptor.kept().stream()
                            .map(text -> Segments.field(text, "MSH", 10))
                            .distinct())
                    .hasSize(3);
        }
    }

    @Test
    void refusedRowsAreCounted() throws Exception {
        try (Acceptor acceptor = new Acceptor((before, connection) -> before == 1 ? Reaction.REJECT : Reaction.KEEP)) {
            Replay.Result result = Replay.run(plan(recording()), acceptor.address(), QUICK);
            assertThat(result.messagesRefused()).isEqualTo(1);
            assertThat(result.messagesAcknowledged()).isEqualTo(2);
            assertThat(result.complete()).isFalse();
        }
    }

    @Test
    void aWholeCapturedRecordingArrives() throws Exception {
        Path file =
                Path.of(System.getProperty("dripwatch.captures", "absent"), "vitals", "bidmc", "bidmc_01_Numerics.csv");
        assumeTrue(Files.isReadable(file), "no captured recordings on this machine");
        try (Acceptor acceptor = Acceptor.keeping()) {
            Replay.Result result = Replay.run(plan(file), acceptor.address(), QUICK);
            assertThat(result.messagesAcknowledged()).isEqualTo(481);
            List<String> lines = Files.readAllLines(file);
            long values = lines.stream()
                    .skip(1)
                    .mapToLong(line -> List.of(line.split(",", -1)).stream()
                                    .filter(cell -> !cell.equals("NaN"))
                                    .count()
                            - 1)
                    .sum();
            assertThat(result.readingsAcknowledged()).isEqualTo(values);
        }
    }

    private Path recording() throws IOException {
        return Files.writeString(
                folder.resolve("recording.csv"),
                "Time [s], HR, PULSE, RESP, SpO2\n0,94,93,25,97\n1,94,NaN,25,NaN\n2.5,92,,26,97\n");
    }

    private static Replay.Plan plan(Path file) {
        Header header =
                new Header(new DeviceName("DRIPSIM_MONITOR", "02D51D0000000001"), AckMode.ENHANCED, ZoneOffset.UTC);
        Bedside bedside = Bedside.inInfusionRoom(header, PatientIdentity.synthetic(7), "7");
        return new Replay.Plan(file, bedside, START, Replay.AS_FAST_AS_ACKED);
    }
}
