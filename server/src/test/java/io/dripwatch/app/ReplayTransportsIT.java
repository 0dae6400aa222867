package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.dripwatch.store.Database;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PatientId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each format of recordings by each way into the server, as the command line does it: the same values are kept. */
@Timeout(120)
final class ReplayTransportsIT {
    private static final Instant BEGUN = Instant.parse("2026-03-01T09:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void eachFormatByEachWayIsKeptAlike() throws Exception {
        Map<String, List<String>> recordings = recordings();
        Path config = Files.writeString(folder.resolve("dripwatch.yaml"), "mqtt: {port: 0}\n");
        Path data = folder.resolve("data");
        Server server =
                Server.start(Settings.of(Config.read(config), folder, data).withPorts(0, 0));
        List<String> ways;
        try {
            ways = List.of(
                    "mllp://127.0.0.1:" + server.mllpPort(),
                    "http://127.0.0.1:" + server.httpPort(),
                    "ws://127.0.0.1:" + server.httpPort(),
                    "mqtt://127.0.0.1:" + server.mqttPort() + "/ward/replay");
            for (String recording : recordings.keySet()) {
                for (String way : ways) {
                    replay(recording, way);
                }
            }
        } finally {
            server.close();
        }
        try (EmbeddedHistory history = new EmbeddedHistory(Database.in(data))) {
            recordings.forEach(
                    (recording, expected) -> ways.forEach(way -> assertThat(kept(history, patient(recording, way)))
                            .as(recording + " by " + way)
                            .containsExactlyInAnyOrderElementsOf(expected)));
        }
    }

    /** The names of the files, and what is in them: metric, seconds since the beginning, value. */
    private Map<String, List<String>> recordings() throws IOException {
        Map<String, List<String>> recordings = new LinkedHashMap<>();
        write("bidmc.csv", "Time [s], HR, PULSE, RESP, SpO2\n0,94,NaN,,97\n1.5,95,93,25,98.5\n");
        recordings.put(
                "bidmc.csv",
                List.of(
                        "HEART_RATE 0.0 94.0",
                        "SPO2 0.0 97.0",
                        "HEART_RATE 1.5 95.0",
                        "PULSE_RATE 1.5 93.0",
                        "RESP_RATE 1.5 25.0",
                        "SPO2 1.5 98.5"));
        write("hourly.psv", "HR|O2Sat|Temp|SBP|Lactate\nNaN|97|NaN|NaN|2.1\n90|98|37.4|125|NaN\n");
        recordings.put(
                "hourly.psv",
                List.of(
                        "SPO2 0.0 97.0",
                        "HEART_RATE 3600.0 90.0",
                        "SPO2 3600.0 98.0",
                        "TEMPERATURE 3600.0 37.4",
                        "NIBP_SYS 3600.0 125.0"));
        write("long.txt", "Time,Parameter,Value\n00:00,Age,35\n01:20,HR,112\n01:20,RespRate,22\n02:20,HR,113\n");
        recordings.put(
                "long.txt", List.of("HEART_RATE 4800.0 112.0", "RESP_RATE 4800.0 22.0", "HEART_RATE 8400.0 113.0"));
        write("charted.csv", """
                subject_id,icustay_id,itemid,label,charttime,valuenum
                7,1,1,Heart Rate,2126-08-21 15:00:00,88
                8,1,1,SpO2,2126-08-21 15:00:00,97
                7,1,1,SpO2,2126-08-21 16:30:00,96
                """);
        recordings.put("charted.csv", List.of("HEART_RATE 0.0 88.0", "SPO2 5400.0 96.0"));
        Files.write(folder.resolve("wave.dat"), new byte[] {(byte) 0xC6, 2, 0, (byte) 0x80, 0, 0, 120, 0});
        write("wave.hea", """
                wave 2 0.0166666666667/125 2 10:44:18
                wave.dat 16 10/bpm 16 0 0 0 0 HR
                wave.dat 16 1/mmHg 16 0 0 0 0 NBPSys
                """);
        recordings.put("wave.hea", List.of("HEART_RATE 0.0 71.0", "NIBP_SYS 60.0 120.0"));
        return recordings;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String patient(String recording, String way) {
        return "SYN-" + recording.replaceAll("\\W", "-") + "-" + way.replaceAll(":.*", "");
    }

    private void replay(String recording, String way) {
        StringWriter out = new StringWriter();
        CommandLine line = io.dripwatch.sim.Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        int exit = line.execute(
                "replay",
                folder.resolve(recording).toString(),
                "--to",
                way,
                "--patient",
                patient(recording, way),
                "--chair",
                "1",
                "--start",
                BEGUN.toString(),
                "--as-fast-as-acked");
        assertThat(exit).as(out::toString).isZero();
    }

    private static List<String> kept(EmbeddedHistory history, String patient) {
        List<String> kept = new ArrayList<>();
        for (StoredPatient stored : history.patientsBy(new PatientId("DRIPSIM", patient))) {
            for (Series series : history.seriesOf(stored.key(), EnumSet.allOf(Metric.class))) {
                history.points(
                        series.key(),
                        0,
                        Long.MAX_VALUE,
                        false,
                        Integer.MAX_VALUE,
                        (at, value, standing, received) -> kept.add(
                                series.metric().name() + " " + (at - BEGUN.toEpochMilli()) / 1e3 + " " + value));
            }
        }
        return kept;
    }
}
