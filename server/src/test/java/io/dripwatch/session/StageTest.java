package io.dripwatch.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
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
                        "baseline > dosing nurse pump",
                        "baseline > closed nurse",
                        "dosing > baseline nurse",
                        "dosing > held nurse pump",
                        "dosing > observation nurse pump",
                        "dosing > closed nurse",
                        "held > dosing nurse pump",
                        "held > observation nurse pump",
                        "held > closed nurse",
                        "observation > dosing nurse pump",
                        "observation > held nurse",
                        "observation > closed nurse");
    }

    @Test
    void aWordThatIsNoStageIsNamed() {
        assertThat(Stage.ofWord("held")).isEqualTo(Stage.HELD);
        assertThatThrownBy(() -> Stage.ofWord("paused"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("paused");
    }
}
