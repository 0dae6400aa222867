package io.dripwatch.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"--help", "run --help", "replay --help", "load --help"})
    void helpIsNotAnError(String words) {
        assertThat(execute(words)).isZero();
        assertThat(out.toString()).contains("Usage: device-sim");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theHelpOfRunNamesTheStories() {
        execute("run --help");
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("quiet-session, hypertensive-response, desaturation-probe-off");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "walk",
                "run",
                "run quiet-session",
                "run quiet-session --mllp nowhere",
                "run quiet-session --mllp localhost:99999",
                "run quiet-session --mllp localhost:1 --speed 0",
                "run quiet-session --mllp localhost:1 --chairs 0",
                "run quiet-session --mllp localhost:1 --duration soon",
                "run no-such-story --mllp localhost:1",
                "replay file.csv --mllp localhost:1 --patient P",
                "replay file.csv --mllp localhost:1 --patient P --chair 1 --speed 2 --as-fast-as-acked",
                "replay file.csv --mllp localhost:1 --patient P --chair 1 --eui64 x",
                "load --mllp localhost:1 --monitors 0 --rate 1 --seconds 1",
                "load --mllp localhost:1 --monitors 1 --rate 1 --seconds -1",
                "load --monitors 1 --rate 1 --seconds 1",
                "load --to http://localhost:1 --monitors 1 --rate 1 --seconds 1",
                "load --to mqtt://localhost:1/a/%23 --monitors 1 --rate 1 --seconds 1",
                "load --to ws://localhost:1 --mllp localhost:1 --monitors 1 --rate 1 --seconds 1"
            })
    void wrongUsageIsTwoWithOneSentence(String words) {
        assertThat(execute(words)).isEqualTo(2);
        assertThat(err.toString()).startsWith("device-sim: ").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aMissingRecordingIsOneWithOneSentence() {
        assertThat(execute("replay no-such.csv --mllp localhost:1 --patient P --chair 1"))
                .isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("device-sim: the recording no-such.csv cannot be read");
    }

    private int execute(String words) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(words.isEmpty() ? new String[0] : words.split(" ", -1));
    }
}
