package io.dripwatch.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.app.CapturedJson;
import io.dripwatch.app.config.ShippedProfiles;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.hl7.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DeviceTryTest {
    private static final String MESSAGE = "MSH|^~\\&|ACME|W|||20260301100000+0000||ORU^R01|1|P|2.6\r"
            + "PID|||SYN-9^^^S||Sample^Sam\rPV1||I|INFUSION^^3\rOBR|1\r"
            + "OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC||97|%|||||R|||||||MONITOR-9\r"
            + "OBX|2|NM|150344^MDC_TEMP^MDC||310.15|K|||||R\r";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private record Ran(int exit, String out, String err) {}

    private static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Ran(line.execute(arguments), out.toString(), err.toString());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void aMessageIsShownWithWhatItBecomesAndWithoutIdentities() throws IOException {
        Ran ran = run("device", "try", "any", file("m.hl7", MESSAGE));
        assertThat(ran.exit).isZero();
        assertThat(ran.out)
                .contains("message 1: usual, answered AA")
                .contains("spo2 97 %  2026-03-01T10:00:00Z")
                .contains("temperature 37 Cel")
                .contains("chair (masked)")
                .doesNotContain("SYN-9", "Sample", "MONITOR-9", "INFUSION");
    }

    @Test
    void identitiesAreShownWhenAsked() throws IOException {
        Ran ran = run("device", "try", "--identities", "any", file("m.hl7", "\u000b" + MESSAGE + "\u001c\r" + MESSAGE));
        assertThat(ran.out)
                .contains("device MONITOR-9, place INFUSION^^3, chair 3, patient SYN-9 Sample, Sam")
                .contains("message 2");
    }

    @Test
    void whatTheSenderShouldMendIsNamedAndTheExitCodeIsOne() throws IOException {
        String bad = MESSAGE.replace("|310.15|K|", "|37|furlong|").replace("|97|%|", "|-100|%|");
        Ran ran = run("device", "try", "any", file("m.hl7", bad));
        assertThat(ran.exit).isEqualTo(1);
        assertThat(ran.out)
                .contains("refused OBX[2]-6: unknown unit, expected a unit of temperature, got furlong")
                .contains("left out OBX[1]-5: sentinel")
                .contains("spo2 none: unavailable");
    }

    @Test
    void aProfileFileIsTried() throws IOException {
        String own =
                file("own.yaml", "id: own\ntitle: Own\nrecognise: {sender: [X]}\nunits: [{sent: K, means: Cel}]\n");
        Ran ran = run("device", "try", own, file("m.hl7", MESSAGE));
        assertThat(ran.out).contains("message 1: own").contains("refused OBX[2]-5: implausible");
    }

    @Test
    void aTemplateIsTriedOnJsonOneMessageInEachLine() throws IOException {
        String own = file("own.yaml", """
                id: own
                title: Own
                topics: ["own/{bed}/{band}"]
                device: "{band}"
                place: "INFUSION^^{bed}"
                readings: [{value: "$.t", metric: temperature, unit: K}]
                """);
        String lines = file("m.json", "{\"t\":310.15}\n\n{\"t\":\"warm\"}\n");
        Ran ran = run("device", "try", "--identities", "--topic", "own/3/B7", own, lines);
        assertThat(ran.exit).isEqualTo(1);
        assertThat(ran.out)
                .contains("message 1: own\n  device B7, place INFUSION^^3, chair 3, patient not named")
                .contains("temperature 37 Cel  on arrival")
                .contains("message 2: own")
                .contains("refused $.t: not numeric, expected a number for temperature");
        assertThat(run("device", "try", own, lines).out).doesNotContain("INFUSION");
        Ran foreign = run("device", "try", "--topic", "own/3", own, lines);
        assertThat(foreign.exit).isEqualTo(2);
        assertThat(foreign.err).contains("--topic: expected a topic of the template, got own/3");
    }

    @Test
    void wrongUsageIsTwoWithOneSentence() throws IOException {
        String message = file("m.hl7", MESSAGE);
        Ran unknown = run("device", "try", "mindray-pdz", message);
        assertThat(unknown.exit).isEqualTo(2);
        assertThat(unknown.err).contains("no profile mindray-pdz; did you mean mindray-pds?");
        assertThat(run("device", "try", "any", folder.resolve("none").toString()).exit)
                .isEqualTo(2);
        assertThat(run("device", "try", "any", file("empty.hl7", "\r\n")).exit).isEqualTo(2);
        assertThat(run("device").exit).isEqualTo(2);
    }

    @Test
    void theTableOfEveryCapture() throws IOException {
        Path captures = Path.of(System.getProperty("dripwatch.captures", "no-such-folder"));
        assumeTrue(Files.isDirectory(captures.resolve("hl7")), "no captured HL7 traffic at " + captures);
        List<String> lines =
                new ArrayList<>(List.of("| file | profile | answer | read | left out |", "|---|---|---|---|---|"));
        int files = 0;
        for (String name : List.of("hl7", "hl7_robustness")) {
            try (Stream<Path> list = Files.list(captures.resolve(name))) {
                for (Path file : list.sorted().toList()) {
                    files++;
                    List<Trial> trials =
                            Trial.of(Files.readAllBytes(file), ShippedProfiles.at(ZoneOffset.UTC), null, Instant.EPOCH);
                    assertThat(trials).as(file.toString()).isNotEmpty();
                    trials.forEach(trial -> lines.add("| " + file.getFileName() + " | " + row(trial) + " |"));
                    Ran ran = run("device", "try", "any", file.toString());
                    assertThat(ran.exit).as(file + ran.err).isIn(0, 1);
                }
            }
        }
        lines.addAll(CapturedJson.rows(captures.resolve("device_json")));
        Files.write(Path.of("target", "captures.md"), lines);
        assertThat(files).isGreaterThan(80);
        assertThat(lines).anyMatch(line -> line.contains("| nihon-kohden |"));
        assertThat(lines).anyMatch(line -> line.contains("| mindray-pds |") && line.contains("heartRate=60"));
    }

    private static String row(Trial trial) {
        List<Refusal> refusals = trial.decoded() instanceof Decoded.Rejected rejected
                ? List.of(rejected.refusal())
                : ((Decoded.Read) trial.decoded()).refusals();
        String read = trial.decoded() instanceof Decoded.Read good
                ? good.reports().stream()
                        .flatMap(report -> Stream.concat(
                                report.readings().stream()
                                        .map(reading -> reading.metric().id() + "=" + reading.value()),
                                Stream.concat(
                                        report.pumpEvents().stream().map(event -> "pump " + event.change()),
                                        report.alarms().stream().map(alarm -> "alarm " + alarm.code()))))
                        .collect(Collectors.joining(" "))
                : "";
        String left = refusals.stream()
                .map(refusal -> refusal.where() + " " + refusal.reason() + ": " + refusal.detail())
                .distinct()
                .collect(Collectors.joining("<br>"));
        return trial.profile().id() + " | " + String.join("+", trial.answers()) + " | " + read + " | "
                + left.replace("|", "\\|");
    }
}
