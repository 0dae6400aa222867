package io.dripwatch.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VitalsFileTest {
    private final Path folder;

    VitalsFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void emptyAndNotANumberMeanNoValue() throws IOException {
        List<VitalsFile.Row> rows = read("Time [s], HR, PULSE, RESP, SpO2\n-0,94,NaN,,97\n1.5,95,93,25,98.5\n\n");
        assertThat(rows)
                .containsExactly(
                        new VitalsFile.Row(
                                Duration.ZERO,
                                List.of(
                                        new Measured(Sign.HEART_RATE, "94", null),
                                        Measured.nothing(Sign.PULSE_RATE),
                                        Measured.nothing(Sign.RESP_RATE),
                                        new Measured(Sign.SPO2, "97", null))),
                        new VitalsFile.Row(
                                Duration.ofMillis(1500),
                                List.of(
                                        new Measured(Sign.HEART_RATE, "95", null),
                                        new Measured(Sign.PULSE_RATE, "93", null),
                                        new Measured(Sign.RESP_RATE, "25", null),
                                        new Measured(Sign.SPO2, "98.5", null))));
    }

    @Test
    void whatIsNoRecordingIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("line 1: expected Time [s]");
        assertThatThrownBy(() -> read("Time [s], HR, SHOE\n"))
                .hasMessage("line 1: expected HR, PULSE, RESP or SpO2, got SHOE");
        assertThatThrownBy(() -> read("Time [s], HR\n0,1\n1\n")).hasMessage("line 3: expected 2 cells, got 1");
        assertThatThrownBy(() -> read("Time [s], HR\n0,a\n")).hasMessage("line 2: expected a number, got a");
        assertThatThrownBy(() -> read("Time [s], HR\n1,70\n1,71\n"))
                .hasMessage("line 3: expected a later time than in the row before");
    }

    @Test
    void everyCapturedRecordingIsRead() throws IOException {
        Path captures = Path.of(System.getProperty("dripwatch.captures", "absent"), "vitals", "bidmc");
        assumeTrue(Files.isDirectory(captures), "no captured recordings on this machine");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(captures, "*_Numerics.csv")) {
            for (Path file : files) {
                assertThat(VitalsFile.read(file)).as(file.toString()).hasSizeGreaterThan(400);
            }
        }
    }

    private List<VitalsFile.Row> read(String text) throws IOException {
        return VitalsFile.read(Files.writeString(folder.resolve("recording.csv"), text));
    }
}
