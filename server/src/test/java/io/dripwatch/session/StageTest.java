package io.dripwatch.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class StageTest {
    @Test
    void theTableOfLegalMovesIsThisAndNoOther() {
        List<String> legal = new ArrayList<>();
        for (Stage from : Stage.values()) {
            for (Stage to : Stage.values()) {
                boolean nurse = from.mayMoveTo(to, Stage.Mover.NURSE);
                boolean pump = from.mayMoveTo(to, Stage.Mover.PUMP);
                if (nurse || pump) {
                    legal.add(from.word() + " > " + to.word() + (nurse ? " nurse" : "") + (pump ? " pump" : ""));
                }
            }
        }

        assertThat(legal)
                .containsExactlyInAnyOrder(
                        "scheduled > check-in nurse",
                        "scheduled > aborted nurse",
                        "check-in > baseline nurse",
                        "check-in > dosing nurse pump",
                        "check-in > aborted nurse",
                        "check-in > transferred nurse",
                        "baseline > check-in nurse",
                        "baseline > dosing nurse pump",
                        "baseline > aborted nurse",
                        "baseline > transferred nurse",
                        "dosing > baseline nurse",
                        "dosing > held nurse pump",
                        "dosing > observation nurse pump",
                        "dosing > transferred nurse",
                        "held > dosing nurse pump",
                        "held > observation nurse pump",
                        "held > transferred nurse",
                        "observation > dosing nurse pump",
                        "observation > held nurse",
                        "observation > ready nurse",
                        "observation > transferred nurse",
                        "ready > dosing nurse pump",
                        "ready > observation nurse",
                        "ready > closed nurse",
                        "ready > transferred nurse");
    }

    @Test
    void theManualShowsTheSameTable() throws IOException {
        List<String> manual = Files.readAllLines(Path.of("docs", "sessions.md"));
        for (Stage from : Stage.values()) {
            if (!from.over()) {
                assertThat(manual)
                        .contains("| " + from.word() + " | " + reach(from, Stage.Mover.NURSE) + " | "
                                + reach(from, Stage.Mover.PUMP) + "|");
            }
        }
    }

    private static String reach(Stage from, Stage.Mover mover) {
        String words = Arrays.stream(Stage.values())
                .filter(to -> from.mayMoveTo(to, mover))
                .map(Stage::word)
                .collect(Collectors.joining(", "));
        return mover == Stage.Mover.PUMP && !words.isEmpty() ? words + " " : words;
    }

    @Test
    void aRefusalSaysWhyAndWhatToDoInstead() {
        assertThat(refusal(Stage.OBSERVATION, Stage.CLOSED, Stage.Mover.NURSE))
                .isEqualTo("A session in observation cannot go to closed: the drug was given,"
                        + " so the discharge is signed first.");
        assertThat(refusal(Stage.DOSING, Stage.ABORTED, Stage.Mover.NURSE))
                .contains("observe the patient, or transfer");
        assertThat(refusal(Stage.CLOSED, Stage.DOSING, Stage.Mover.NURSE)).contains("over for good");
        assertThat(refusal(Stage.DOSING, Stage.BASELINE, Stage.Mover.PUMP)).contains("A pump does not move");
    }

    private static String refusal(Stage from, Stage to, Stage.Mover mover) {
        return Objects.requireNonNull(from.refusal(to, mover)).english();
    }

    @Test
    void aWordThatIsNoStageIsNamed() {
        for (Stage stage : Stage.values()) {
            assertThat(Stage.ofWord(stage.word())).isEqualTo(stage);
        }
        assertThatThrownBy(() -> Stage.ofWord("paused"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("paused");
    }
}
