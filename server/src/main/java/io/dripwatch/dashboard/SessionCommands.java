package io.dripwatch.dashboard;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.Command;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Scale;
import io.dripwatch.wording.SiteUnits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Reads the commands that lead a session along and fill its chart. */
final class SessionCommands {
    private static final int LONGEST_SET_MINUTES = 12 * 60;

    private final InstantSource clock;
    private final SiteUnits units;

    SessionCommands(InstantSource clock, SiteUnits units) {
        this.clock = clock;
        this.units = units;
    }

    Command open(ChairId chair, CommandBody body) {
        String stage = body.optional("stage");
        Double kg = body.numberOrNull("weightKg");
        return new Command.OpenSession(
                body.by(),
                chair,
                body.text("protocol"),
                body.has("patient") ? body.within("patient").patient() : null,
                kg == null ? null : Weight.of(kg, "kg", clock.instant()),
                stage.isEmpty() ? Stage.CHECK_IN : Stage.ofWord(stage));
    }

    Command weigh(ChairId chair, CommandBody body) {
        Instant now = clock.instant();
        Instant measuredAt = body.timeOrNull("measuredAt");
        if (measuredAt != null && measuredAt.isAfter(now)) {
            throw new IllegalArgumentException("expected a weight that was measured already");
        }
        Weight weight = Weight.of(body.number("weight"), body.text("unit"), measuredAt == null ? now : measuredAt);
        return new Command.Weigh(body.by(), chair, weight, body.flag("checked"));
    }

    static Command answer(ChairId chair, CommandBody body) {
        return new Command.AnswerCheck(
                body.by(), chair, body.text("item"), body.word("answer", CheckItem.Answer.class));
    }

    static Command override(ChairId chair, CommandBody body) {
        return new Command.OverrideBlock(
                body.by(), chair, body.text("block"), body.name("clinician"), body.reason("reason"));
    }

    static Command move(ChairId chair, CommandBody body) {
        return new Command.MoveStage(body.by(), chair, Stage.ofWord(body.text("to")), body.reason("reason"));
    }

    static Command sign(ChairId chair, CommandBody body) {
        return new Command.SignDischarge(body.by(), chair, body.reason("overrideReason"));
    }

    /** The checks of an entry are made here, too: whoever wrote it is told in a sentence. */
    static Command chart(ChairId chair, CommandBody body) {
        String scale = body.optional("scale");
        String amends = body.optional("amends");
        Command.Chart chart = new Command.Chart(
                body.by(),
                chair,
                body.word("kind", ChartEntry.Kind.class),
                body.timeOrNull("at"),
                body.optional("text"),
                scale.isEmpty() ? null : Scale.ofId(scale),
                body.numberOrNull("value"),
                body.timeOrNull("until"),
                amends.isEmpty() ? null : amends,
                body.flag("withdrawn"));
        if (chart.withdrawn() && chart.amends() == null) {
            throw new IllegalArgumentException("expected the entry that is withdrawn in amends");
        }
        if (chart.until() != null && chart.at() == null) {
            throw new IllegalArgumentException("expected the onset in at where there is an end in until");
        }
        Instant onset = chart.at() == null ? Instant.EPOCH : chart.at();
        new ChartEntry(
                "unwritten",
                chart.what(),
                onset,
                onset,
                chart.by(),
                chart.text(),
                chart.scale(),
                chart.value(),
                chart.until(),
                chart.amends(),
                chart.withdrawn());
        return chart;
    }

    Command setLimit(ChairId chair, CommandBody body) {
        Metric metric = Metric.ofId(body.text("metric"));
        return new Command.SetLimit(
                body.by(),
                chair,
                metric,
                body.word("side", Limit.Side.class),
                body.word("priority", Priority.class),
                units.kept(metric, body.number("sound")),
                body.reason("reason"),
                clock.instant().plus(Duration.ofMinutes(body.whole("untilMinutes", 1, LONGEST_SET_MINUTES))));
    }

    static Command clearLimit(ChairId chair, CommandBody body) {
        return new Command.ClearLimit(body.by(), chair, limit(body));
    }

    static Command turnOff(ChairId chair, CommandBody body) {
        return new Command.TurnOff(body.by(), chair, step(body), body.reason("reason"));
    }

    static Command turnOn(ChairId chair, CommandBody body) {
        return new Command.TurnOn(body.by(), chair, step(body));
    }

    /** The limit that is meant; null for the tones of the chair. */
    private static Command.@Nullable LimitStep step(CommandBody body) {
        return body.optional("metric").isEmpty() ? null : limit(body);
    }

    private static Command.LimitStep limit(CommandBody body) {
        return new Command.LimitStep(
                body.word("kind", AlarmKind.class),
                Metric.ofId(body.text("metric")),
                body.word("priority", Priority.class));
    }
}
