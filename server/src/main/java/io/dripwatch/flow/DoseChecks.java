package io.dripwatch.flow;

import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.alarm.Condition;
import io.dripwatch.session.Continuous;
import io.dripwatch.session.Order;
import io.dripwatch.session.Schedule;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.session.StartGate;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Said;
import io.dripwatch.vitals.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What can be wrong between the order, the pump and the stage, one check for each. */
final class DoseChecks {
    /** A pump that has just changed its rate is given this long to say so. */
    private static final Duration RATE_PATIENCE = Duration.ofSeconds(15);

    /** The drug may run this long before monitoring must have begun. */
    private static final Duration UNWATCHED_PATIENCE = Duration.ofSeconds(60);

    /** What may still flow after a stop: the set, and the trickle that keeps the vein open. */
    private static final double AFTER_STOP_ML = 1;

    private static final double KEEP_OPEN_ML_PER_HOUR = 5;

    private DoseChecks() {}

    /** The drug runs although something held the start. */
    static void cleared(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        Session session = session(chair);
        List<String> against = session.checkIn().startedAgainst();
        if (against.isEmpty()) {
            return;
        }
        List<StartGate.Finding> open = StartGate.holding(session, chair, now).stream()
                .filter(finding -> against.contains(finding.id()))
                .toList();
        if (!open.isEmpty()) {
            Sentence first = open.get(0).text();
            int more = open.size() - 1;
            found.put(
                    AlarmKey.of(AlarmKind.NOT_CLEARED),
                    more == 0
                            ? Condition.technical(Priority.MEDIUM, "Drug started, not cleared: {}", first)
                            : Condition.technical(
                                    Priority.MEDIUM, "Drug started, not cleared: {} and {} more", first, more));
        }
    }

    /** The pump's numbers against the order. */
    static void order(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        Session session = session(chair);
        Order order = session.protocol().order();
        if (!chair.pumpMeter().told() || order.delivery() != Order.Delivery.PUMP) {
            return;
        }
        double tolerance = order.tolerancePercent();
        Dose dose = Dose.of(chair, now);
        mismatch(chair, Metric.DRUG_CONCENTRATION, "Pump concentration", order.mgPerMl(), tolerance, found);
        mismatch(chair, Metric.PUMP_WEIGHT, "Pump weight", session.weightKg(), tolerance, found);
        mismatch(chair, Metric.VOLUME_TO_BE_INFUSED, "Pump volume", dose.plannedMl(), tolerance, found);
        rate(chair, session, dose, tolerance, now, found);
        over(dose, tolerance, found);
    }

    private static void mismatch(
            Chair chair,
            Metric metric,
            String what,
            @Nullable Double ordered,
            double tolerance,
            Map<AlarmKey, Condition> found) {
        Double told = chair.number(metric);
        if (told != null && told > 0 && ordered != null && off(told, ordered, tolerance)) {
            found.put(AlarmKey.of(AlarmKind.DOSE_MISMATCH, metric), differs(what, told, ordered, metric));
        }
    }

    private static void rate(
            Chair chair, Session session, Dose dose, double tolerance, Instant now, Map<AlarmKey, Condition> found) {
        PumpState pump = chair.pump();
        Double planned = dose.plannedMlPerHour();
        if (pump == null || !pump.infusing() || session.stage() != Stage.DOSING || planned == null) {
            return;
        }
        Latest told = chair.value(Metric.PUMP_RATE);
        boolean newer = told != null && !told.liveAt().isBefore(pump.since());
        Double rate = newer ? chair.number(Metric.PUMP_RATE) : pump.rateMlPerHour();
        if (rate != null
                && off(rate, planned, tolerance)
                && !now.isBefore(pump.since().plus(RATE_PATIENCE))) {
            found.put(
                    AlarmKey.of(AlarmKind.DOSE_MISMATCH, Metric.PUMP_RATE),
                    differs("Pump rate", rate, planned, Metric.PUMP_RATE));
        }
    }

    private static void over(Dose dose, double tolerance, Map<AlarmKey, Condition> found) {
        Double given = dose.givenMg();
        Double ordered = dose.orderedMg();
        if (given != null && ordered != null && given > ordered * (1 + tolerance / 100)) {
            found.put(
                    AlarmKey.of(AlarmKind.OVER_ORDER),
                    Condition.technical(Priority.HIGH, "Given {} mg, ordered {} mg", given, ordered));
        }
    }

    /** Volume that goes in after the pump said it had stopped. */
    static void bolus(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        PumpState pump = chair.pump();
        Double since = chair.pumpMeter().since(chair.number(Metric.VOLUME_INFUSED));
        if (pump == null || pump.infusing() || since == null) {
            return;
        }
        double hours = Duration.between(pump.since(), now).toMillis() / 3_600_000.0;
        if (since > AFTER_STOP_ML + KEEP_OPEN_ML_PER_HOUR * hours) {
            found.put(
                    AlarmKey.of(AlarmKind.BOLUS_AFTER_STOP),
                    Condition.technical(Priority.HIGH, "Pump stopped, yet {} mL went in", since));
        }
    }

    /** The drug runs and nobody measures what the protocol wants measured while it does. */
    static void unwatched(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found) {
        PumpState pump = chair.pump();
        if (pump == null || !pump.infusing() || now.isBefore(pump.since().plus(UNWATCHED_PATIENCE))) {
            return;
        }
        for (Continuous stream : session(chair).protocol().continuous()) {
            if (stream.stages().contains(Stage.DOSING)
                    && !chair.signs().anyFresh(stream.anyOf(), UNWATCHED_PATIENCE, now)) {
                unwatched(stream.anyOf().get(0), found);
            }
        }
        for (Schedule schedule : session(chair).protocol().schedules()) {
            if (schedule.stages().contains(Stage.DOSING)
                    && schedule.what() instanceof Metric metric
                    && chair.measured(metric) == null) {
                unwatched(metric, found);
            }
        }
    }

    private static void unwatched(Metric metric, Map<AlarmKey, Condition> found) {
        found.put(
                AlarmKey.of(AlarmKind.UNWATCHED, metric),
                Condition.technical(Priority.HIGH, "Infusing without {}", metric));
    }

    private static Condition differs(String what, double told, double ordered, Metric metric) {
        return Condition.technical(
                Priority.MEDIUM,
                "{} {}, order {} {}",
                Sentence.of(what),
                Said.of(metric, told),
                Said.of(metric, ordered),
                new Said.UnitOf(metric));
    }

    private static boolean off(double told, double ordered, double tolerancePercent) {
        return Math.abs(told - ordered) > ordered * tolerancePercent / 100;
    }

    private static Session session(Chair chair) {
        return Objects.requireNonNull(chair.session(), "only chairs with a session are looked at");
    }
}
