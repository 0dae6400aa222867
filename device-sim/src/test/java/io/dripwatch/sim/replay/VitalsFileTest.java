package io.dripwatch.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    void hourlyPipesBecomeARowAnHourAndTheLaboratoryIsLeftOut() throws IOException {
        VitalsFile.Recording recording =
                recording("r.psv", "HR|O2Sat|Temp|SBP|Lactate|Age\nNaN|97|NaN|NaN|2.1|50\n90|98|37.4|125|NaN|50\n");
        assertThat(recording.leftOut()).containsExactly("column Lactate", "column Age");
        assertThat(recording.rows()).hasSize(2);
        assertThat(recording.rows().get(1).at()).isEqualTo(Duration.ofHours(1));
        assertThat(recording.rows().get(1).measured())
                .containsExactly(
                        new Measured(Sign.HEART_RATE, "90", null),
                        new Measured(Sign.SPO2, "98", null),
                        new Measured(Sign.TEMPERATURE, "37.4", null),
                        new Measured(Sign.NIBP_SYS, "125", null));
        assertThatThrownBy(() -> recording("r.psv", "HR|Shoe\n1|2\n")).hasMessageContaining("got Shoe");
    }

    @Test
    void aLongTableIsGatheredByItsMoments() throws IOException {
        VitalsFile.Recording recording = recording(
                "r.txt", "Time,Parameter,Value\n00:00,Age,35\n01:20,HR,112\n01:20,RespRate,22\n02:20,HR,113\n");
        assertThat(recording.leftOut()).containsExactly("Age");
        assertThat(recording.rows())
                .containsExactly(
                        new VitalsFile.Row(
                                Duration.ofMinutes(80),
                                List.of(
                                        new Measured(Sign.HEART_RATE, "112", null),
                                        new Measured(Sign.RESP_RATE, "22", null))),
                        new VitalsFile.Row(
                                Duration.ofMinutes(140), List.of(new Measured(Sign.HEART_RATE, "113", null))));
        assertThatThrownBy(() -> recording("r.txt", "Time,Parameter,Value\n1:2,HR,1\n"))
                .hasMessage("line 2: expected hh:mm, got 1:2");
        assertThatThrownBy(() -> recording("r.txt", "Time,Parameter,Value\n01:20,HR\n"))
                .hasMessage("line 2: expected 3 cells, got 2");
    }

    @Test
    void chartedVitalsAreThoseOfTheFirstPatient() throws IOException {
        VitalsFile.Recording recording = recording("r.csv", """
                subject_id,icustay_id,itemid,label,charttime,valuenum
                7,1,1,Heart Rate,2126-08-21 15:00:00,88
                7,1,1,CVP,2126-08-21 15:00:00,9
                8,1,1,SpO2,2126-08-21 15:00:00,97
                7,1,1,SpO2,2126-08-21 16:30:00,96
                """);
        assertThat(recording.leftOut()).containsExactly("1 values of other patients than 7", "CVP");
        assertThat(recording.rows().get(1))
                .isEqualTo(new VitalsFile.Row(Duration.ofMinutes(90), List.of(new Measured(Sign.SPO2, "96", null))));
    }

    @Test
    void waveformNumericsAreReadWithTheirGain() throws IOException {
        Files.write(folder.resolve("r.dat"), new byte[] {(byte) 0xC6, 2, 0, (byte) 0x80, 0, 0, 120, 0});
        Files.writeString(
                folder.resolve("r.hea"),
                "r 2 0.0166666666667/125 2 10:44:18\nr.dat 16 10/bpm 16 0 0 0 0 HR\nr.dat 16 1/mmHg 16 0 0 0 0 NBPSys\n");
        assertThat(VitalsFile.read(folder.resolve("r.hea")).rows())
                .containsExactly(
                        new VitalsFile.Row(
                                Duration.ZERO,
                                List.of(new Measured(Sign.HEART_RATE, "71.0", null), Measured.nothing(Sign.NIBP_SYS))),
                        new VitalsFile.Row(
                                Duration.ofMinutes(1),
                                List.of(
                                        Measured.nothing(Sign.HEART_RATE),
                                        new Measured(Sign.NIBP_SYS, "120.0", null))));
        Files.write(folder.resolve("r.dat"), new byte[] {1});
        assertThatThrownBy(() -> VitalsFile.read(folder.resolve("r.hea"))).hasMessage("r.dat: expected 8 bytes, got 1");
    }

    @Test
    void everyCapturedRecordingIsRead() throws IOException {
        Path captures = Path.of(System.getProperty("dripwatch.captures", "absent"), "vitals");
        assumeTrue(Files.isDirectory(captures), "no captured recordings on this machine");
        Map<String, Integer> readable = new TreeMap<>();
        try (Stream<Path> files = Files.walk(captures)) {
            for (Path file : files.filter(path -> path.toString()
                            .matches(".*(_Numerics\\.csv|\\.psv|132\\d+\\.txt|vitals_and_alarm_limits\\.csv|\\.hea)"))
                    .toList()) {
                VitalsFile.Recording recording = VitalsFile.read(file);
                assertThat(recording.rows().size() + recording.leftOut().size())
                        .as(file.toString())
                        .isPositive();
                readable.merge(captures.relativize(file).getName(0).toString(), 1, Integer::sum);
            }
        }
        assertThat(readable).hasSize(5);
    }

    private VitalsFile.Recording recording(String name, String text) throws IOException {
        return VitalsFile.read(Files.writeString(folder.resolve(name), text));
    }

    private List<VitalsFile.Row> read(String text) throws IOException {
        return VitalsFile.read(Files.writeString(folder.resolve("recording.csv"), text))
                .rows();
    }
}
