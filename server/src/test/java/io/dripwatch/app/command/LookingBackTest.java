package io.dripwatch.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.RoomStory;
import io.dripwatch.review.Days;
import io.dripwatch.review.KeptStory;
import io.dripwatch.review.Svg;
import io.dripwatch.store.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that look back, on a real data directory. */
final class LookingBackTest {
    private static final String FROM = "2026-03-01T00:00:00Z";
    private static final String TO = "2026-03-02T00:00:00Z";
    private static final String YAML = """
            id: test
            version: 2
            title: Test protocol
            drug: ketamine
            order: {mgPerKg: 0.5, minutes: 40}
            limits:
              - metric: spo2
                side: low
                steps: [{priority: high, sound: 80, clear: 81, patienceSeconds: 10}]
            discharge: {observationMinutes: 60}
            alarms: {reminderSeconds: 180}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path data = Path.of("");
    private Path protocol = Path.of("");
    private String out = "";
    private String err = "";

    @SuppressWarnings("NullAway.Init")
    LookingBackTest() {}

    @BeforeEach
    void aDayIsKept() throws IOException {
        data = folder.resolve("data");
        protocol = Files.writeString(folder.resolve("lower.yaml"), YAML);
        try (KeptStory kept = new KeptStory(data)) {
            kept.keep(Days.eventful());
        }
    }

    @Test
    void aReplaySaysWhatComesAndGoesByLimit() throws Exception {
        Path plot = folder.resolve("plot.svg");
        assertThat(replay("--plot", plot.toString())).isZero();

        assertThat(err).isEmpty();
        assertThat(out).contains("1 sessions", "recorded under test version 1; tried: test version 2");
        assertThat(numbers("SpO2 low")).startsWith("2", "0", "0", "2", "0");
        assertThat(numbers("NIBP sys high")).startsWith("2", "0", "0", "2", "0");
        assertThat(numbers("link lost")).startsWith("2", "2", "0", "0", "0");
        assertThat(out).contains("not reproduced: 0 (of ");
        assertThat(Svg.texts(Files.readString(plot)))
                .contains("NIBP sys high")
                .anyMatch(text -> text.contains("test version 2"));
    }

    @Test
    void theBurdenIsToldByChairStageAndLimit() {
        assertThat(run("burden", "--data", data.toString())).isZero();

        assertThat(err).isEmpty();
        assertThat(out.lines()
                        .filter(line -> line.contains("NIBP sys high"))
                        .map(line -> line.strip().split(" +"))
                        .map(List::of))
                .singleElement()
                .satisfies(row -> assertThat(row).startsWith("1", "dosing").contains("high", "50", "%", "65"));
        assertThat(out).contains("per bed-hour");
    }

    @Test
    void bothWorkWhileAServerWrites() {
        try (KeptStory server = new KeptStory(data)) {
            server.keep(RoomStory.dosing());
            assertThat(replay()).isZero();
            assertThat(out).contains("2 sessions");
            assertThat(run("burden", "--data", data.toString(), "--from", FROM, "--to", TO))
                    .isZero();
            assertThat(out).contains("2 sessions");
        }
    }

    @Test
    void outsideOfTheRangeThereIsNothing() {
        assertThat(run("burden", "--data", data.toString(), "--from", TO)).isZero();
        assertThat(out).contains("0 sessions, 0.00 bed-hours");
    }

    @Test
    void aDirectoryWithoutDataIsToldAndNotMade() throws IOException {
        Path none = folder.resolve("none");
        assertThat(run("burden", "--data", none.toString())).isEqualTo(1);
        assertThat(err.lines()).singleElement().asString().contains("no file dripwatch.db", "none");
        assertThat(none).doesNotExist();

        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("dripwatch.db"), "This is no database, and long enough to be seen as none.");
        assertThat(run("burden", "--data", other.toString())).isEqualTo(1);
        assertThat(err.lines()).singleElement().asString().contains("cannot be opened");
        try (Stream<Path> files = Files.list(other)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aDatabaseWithoutAJournalIsToldInOneSentence() throws Exception {
        Path empty = folder.resolve("empty");
        Database.in(empty);
        assertThat(run("burden", "--data", empty.toString())).isEqualTo(1);
        assertThat(err.lines()).singleElement().asString().contains("cannot be read");
    }

    @Test
    void wrongUsageAndWrongProtocolsEndWithTwo() throws IOException {
        assertThat(run("replay", "--protocol", protocol.toString(), "--from", TO, "--to", FROM))
                .isEqualTo(2);
        assertThat(err.lines()).singleElement().asString().contains("--from: expected a moment before");

        assertThat(run("replay", "--protocol", protocol.toString(), "--from", "yesterday", "--to", TO))
                .isEqualTo(2);
        assertThat(err).contains("--from", "yesterday");

        Path bad = Files.writeString(folder.resolve("bad.yaml"), "{id: test}");
        assertThat(run("replay", "--protocol", bad.toString(), "--from", FROM, "--to", TO, "--data", data.toString()))
                .isEqualTo(2);
        assertThat(err.lines()).singleElement().asString().contains("bad.yaml");
    }

    @Test
    void aPlotThatCannotBeWrittenIsTold() {
        Path nowhere = folder.resolve("no-such-folder").resolve("plot.svg");
        assertThat(replay("--plot", nowhere.toString())).isEqualTo(1);
        assertThat(err.lines()).singleElement().asString().contains("cannot be written", "plot.svg");
    }

    private int replay(String... more) {
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "replay",
                                "--protocol",
                                protocol.toString(),
                                "--from",
                                FROM,
                                "--to",
                                TO,
                                "--data",
                                data.toString()),
                        Stream.of(more))
                .toList();
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        StringWriter printed = new StringWriter();
        StringWriter complained = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(complained, true));
        int exit = line.execute(arguments);
        out = printed.toString();
        err = complained.toString();
        return exit;
    }

    private List<String> numbers(String limit) {
        String row =
                out.lines().filter(line -> line.startsWith(limit)).findFirst().orElseThrow();
        return List.of(row.substring(limit.length()).strip().split(" +"));
    }
}
