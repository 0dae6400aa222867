package io.dripwatch.flow;

import io.dripwatch.session.AlarmPolicy;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.CheckItem.Answer;
import io.dripwatch.session.CheckItem.Bearing;
import io.dripwatch.session.CheckItem.Part;
import io.dripwatch.session.Continuous;
import io.dripwatch.session.Criteria;
import io.dripwatch.session.Discharge;
import io.dripwatch.session.Gate;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Order;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Schedule;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Scale;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A clinic with a checklist, gates, an order and criteria for going home; small numbers, not those of any clinic. */
final class Clinic {
    static final Set<Stage> WATCHED =
            EnumSet.of(Stage.BASELINE, Stage.DOSING, Stage.HELD, Stage.OBSERVATION, Stage.READY);
    static final Set<Stage> DRUG = EnumSet.of(Stage.DOSING, Stage.HELD, Stage.OBSERVATION, Stage.READY);

    private Clinic() {}

    static Protocol protocol() {
        Protocol simple = RoomStory.protocol();
        return new Protocol(
                simple.id(),
                3,
                simple.title(),
                simple.drug(),
                null,
                simple.order(),
                List.of(
                        item("psychosis", Part.ELIGIBILITY, Answer.NO, Bearing.BLOCK, null),
                        item("consent", Part.CONSENT, Answer.YES, Bearing.BLOCK, null),
                        item("benzodiazepine", Part.INTERACTION, Answer.NO, Bearing.CAUTION, null),
                        item("nauseaProne", Part.PREPARATION, null, Bearing.TASK, null),
                        item("antiemetic", Part.PREPARATION, Answer.YES, Bearing.TASK, "nauseaProne")),
                List.of(new Gate(Metric.NIBP_SYS, Limit.Side.HIGH, 140, Duration.ofMinutes(30))),
                simple.limits(),
                List.of(new Continuous(List.of(Metric.SPO2), Duration.ofSeconds(15), Priority.MEDIUM, DRUG)),
                List.of(
                        new Schedule(
                                Metric.NIBP_SYS,
                                Duration.ofMinutes(10),
                                true,
                                List.of(Duration.ofMinutes(40)),
                                Duration.ofMinutes(2),
                                Priority.LOW,
                                EnumSet.of(Stage.DOSING, Stage.HELD)),
                        new Schedule(
                                Scale.MOAAS,
                                Duration.ofMinutes(15),
                                false,
                                List.of(),
                                Duration.ofMinutes(5),
                                Priority.LOW,
                                DRUG)),
                new Criteria(Duration.ofMinutes(60), 9, 20, 5, 3, true, Duration.ofMinutes(15)),
                new AlarmPolicy(Duration.ofSeconds(180), Duration.ofMinutes(2), false, List.of(), null),
                null);
    }

    private static CheckItem item(
            String id, Part part, @Nullable Answer safe, Bearing bearing, @Nullable String onlyIf) {
        return new CheckItem(id, "Is there " + id + "?", part, safe, bearing, onlyIf);
    }

    static RoomStory story() {
        return story(protocol());
    }

    static RoomStory story(Protocol protocol) {
        RoomPlan plan = RoomStory.plan(true);
        return new RoomStory(new RoomPlan(plan.rooms(), Map.of(protocol.id(), protocol), true, null));
    }

    /** A patient in the chair, checked in, weighed and measured: everything says go. */
    static RoomStory cleared() {
        return clear(story());
    }

    static RoomStory clear(RoomStory story) {
        arrive(story);
        answer(story, "psychosis", Answer.NO);
        answer(story, "consent", Answer.YES);
        answer(story, "nauseaProne", Answer.NO);
        return story.move(Stage.BASELINE).monitor(Metric.NIBP_SYS, 120).pass(Duration.ofSeconds(1), Metric.SPO2, 98);
    }

    /** The drug runs in a patient who was cleared. */
    static RoomStory dosing() {
        return cleared().pump(PumpEvent.Change.STARTED);
    }

    /** The dose is in, and the patient is watched. */
    static RoomStory observed() {
        RoomStory story = dosing().pass(Duration.ofMinutes(5), Metric.SPO2, 98);
        return story.pump(PumpEvent.Change.COMPLETED);
    }

    /** Everything that must be so before the patient goes is charted, except the time. */
    static RoomStory well(RoomStory story) {
        story.monitor(Metric.NIBP_SYS, 124).monitor(Metric.SPO2, 98);
        score(story, Scale.MOAAS, 5);
        score(story, Scale.NAUSEA, 1);
        score(story, Scale.ALDRETE_ACTIVITY, 2);
        score(story, Scale.ALDRETE_RESPIRATION, 2);
        score(story, Scale.OXYGEN, 0);
        answer(story, Discharge.ESCORT_HERE, Answer.YES);
        return story;
    }

    static RoomStory arrive(RoomStory story) {
        return story.command(new Command.OpenSession(
                "RN", RoomStory.CHAIR, "test", RoomStory.SAM, Weight.of(70, "kg", story.now), Stage.CHECK_IN));
    }

    static RoomStory answer(RoomStory story, String item, Answer answer) {
        return story.command(new Command.AnswerCheck("RN", RoomStory.CHAIR, item, answer));
    }

    static RoomStory score(RoomStory story, Scale scale, double value) {
        return story.command(new Command.Chart(
                "RN", RoomStory.CHAIR, ChartEntry.Kind.SCORE, null, "", scale, value, null, null, false));
    }

    static RoomStory override(RoomStory story, String block) {
        return story.command(
                new Command.OverrideBlock("RN", RoomStory.CHAIR, block, "Dr Synthetic", "discussed with the patient"));
    }

    static RoomStory sign(RoomStory story, String reason) {
        return story.command(new Command.SignDischarge("RN", RoomStory.CHAIR, reason));
    }

    /** The pump tells its numbers. */
    static RoomStory pumpTells(RoomStory story, Metric metric, double value) {
        return story.hear(new DeviceReport(
                RoomStory.PUMP,
                RoomStory.BED,
                RoomStory.SAM,
                story.now,
                story.now,
                List.of(Reading.of(metric, value, story.now)),
                List.of(),
                List.of(),
                List.of()));
    }

    /** The same order in the steps of a rising rate: 25 mg/h, from minute 20 on 80 mg/h. */
    static Protocol rising() {
        Protocol clinic = protocol();
        Order order = clinic.order();
        List<Order.RateStep> steps =
                List.of(new Order.RateStep(Duration.ZERO, 25), new Order.RateStep(Duration.ofMinutes(20), 80));
        return new Protocol(
                clinic.id(),
                clinic.version(),
                clinic.title(),
                clinic.drug(),
                clinic.signedOff(),
                new Order(
                        order.basis(),
                        order.amount(),
                        order.mostMg(),
                        order.time(),
                        steps,
                        order.mgPerMl(),
                        order.delivery(),
                        order.tolerancePercent(),
                        order.weightMaxAge()),
                clinic.checklist(),
                clinic.gates(),
                clinic.limits(),
                clinic.continuous(),
                clinic.schedules(),
                clinic.discharge(),
                clinic.alarms(),
                clinic.course());
    }
}
