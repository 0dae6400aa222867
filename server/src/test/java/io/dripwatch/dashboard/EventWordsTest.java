package io.dripwatch.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Sentence;
import io.dripwatch.wording.Language;
import io.dripwatch.wording.SiteUnits;
import io.dripwatch.wording.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EventWordsTest {
    private static final String ADA = "Ada Example, charge nurse";
    private static final ChairId CHAIR = RoomStory.CHAIR;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void whoDidWhatIsSaidInSpanishWithTheRoleBehindTheName() {
        RoomStory story = RoomStory.dosing().command(new Command.ConfirmStage(ADA, CHAIR));
        story.command(
                new Command.Chart(ADA, CHAIR, ChartEntry.Kind.NOTE, story.now, "calm", null, null, null, null, false));
        story.monitor(Metric.NIBP_SYS, 190);
        String alarm = story.theAlarm(AlarmKind.HIGH).id();
        story.command(new Command.Accept(ADA, CHAIR, alarm));
        story.command(new Command.Acknowledge(ADA, CHAIR, alarm, "Physician called"));
        story.command(new Command.PauseAudio(ADA, CHAIR, MINUTE));
        story.command(new Command.MoveStage(ADA, CHAIR, Stage.OBSERVATION, "enough"));
        story.command(new Command.SignDischarge(ADA, CHAIR, "goes with two adults"));

        List<String> signed =
                said(story).filter(text -> text.contains("Ada Example")).toList();
        assertThat(signed).hasSize(8).allSatisfy(text -> assertThat(text)
                .contains("Ada Example, supervisión de enfermería")
                .doesNotContain("charge nurse"));
    }

    @Test
    void whatHeldTheStartIsNamedInWords() {
        RoomStory story = new RoomStory()
                .command(new Command.OpenSession(ADA, CHAIR, "test", null, null, Stage.BASELINE))
                .pump(PumpEvent.Change.STARTED)
                .command(new Command.OverrideBlock(ADA, CHAIR, "weight", "Dr Synthetic", "cannot stand up"));

        assertThat(said(story))
                .contains(
                        "Empezó sin estar listo: Peso corporal",
                        "Peso corporal decidido por Dr Synthetic: cannot stand up");
    }

    private static Stream<String> said(RoomStory story) {
        Wording spanish = new Wording(Language.ES, SiteUnits.KEPT);
        Protocol protocol = Objects.requireNonNull(story.chair().session()).protocol();
        return story.events.stream()
                .map(event -> EventWords.of(event, protocol))
                .filter(Objects::nonNull)
                .map((Sentence text) -> spanish.say(text));
    }
}
