package io.dripwatch.session;

import io.dripwatch.session.CheckItem.Bearing;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Said;
import io.dripwatch.vitals.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands against starting the drug, or should be known or done before. */
public final class StartGate {
    /** The block of a session in which nobody says who the patient is. */
    static final String PATIENT = "patient";

    /** The block of a dose per kg without a body weight that is recent enough. */
    static final String WEIGHT = "weight";

    private StartGate() {}

    /**
     * One thing that is not as it should be.
     *
     * @param id of the item, the gate, "patient" or "weight"
     * @param text what it is
     * @param bearing what it means for the start
     * @param waived who decided to go on all the same; null where nobody has
     */
    public record Finding(String id, Sentence text, Bearing bearing, CheckIn.@Nullable Waiver waived) {
        /** Whether it holds the start now. */
        public boolean holds() {
            return bearing == Bearing.BLOCK && waived == null;
        }
    }

    /** All findings, blocks that hold or are waived among them, in the order of the checklist. */
    public static List<Finding> findings(Session session, Evidence evidence, Instant now) {
        List<Finding> findings = new ArrayList<>();
        if (session.patient() == null) {
            findings.add(block(session, PATIENT, Sentence.of("Patient not identified")));
        }
        weight(session, now, findings);
        for (CheckItem item : session.protocol().checklist()) {
            item(session, item, findings);
        }
        for (Gate gate : session.protocol().gates()) {
            gate(session, gate, evidence.last(gate.metric()), now, findings);
        }
        return findings;
    }

    /** The findings that hold the start. */
    public static List<Finding> holding(Session session, Evidence evidence, Instant now) {
        return findings(session, evidence, now).stream().filter(Finding::holds).toList();
    }

    /** What a block is about, by its id: the question, what had to be measured, who the patient is, or their weight. */
    public static Sentence about(Protocol protocol, String block) {
        for (CheckItem item : protocol.checklist()) {
            if (item.id().equals(block)) {
                return item.asked();
            }
        }
        for (Gate gate : protocol.gates()) {
            if (gate.id().equals(block)) {
                return Sentence.of("{} before the drug", gate.metric());
            }
        }
        return Sentence.of(block.equals(PATIENT) ? "Who the patient is" : "Body weight");
    }

    private static void weight(Session session, Instant now, List<Finding> findings) {
        Order order = session.protocol().order();
        if (order.basis() != Order.Basis.PER_KG) {
            return;
        }
        Weight weight = session.checkIn().weight();
        if (weight == null) {
            findings.add(block(session, WEIGHT, Sentence.of("No body weight")));
        } else if (weight.measuredAt().plus(order.weightMaxAge()).isBefore(now)) {
            long days = Duration.between(weight.measuredAt(), now).toDays();
            findings.add(block(session, WEIGHT, Sentence.of("Body weight is {} days old", days)));
        }
    }

    private static void item(Session session, CheckItem item, List<Finding> findings) {
        CheckIn checkIn = session.checkIn();
        if (item.onlyIf() != null && !checkIn.yes(item.onlyIf())) {
            return;
        }
        CheckIn.Answered answered = checkIn.answers().get(item.id());
        if (answered == null && item.bearing() != Bearing.CAUTION) {
            findings.add(finding(session, item, Sentence.of("Not answered: {}", item.asked())));
        } else if (answered != null && item.safe() != null && answered.answer() != item.safe()) {
            String pattern = answered.answer() == CheckItem.Answer.YES ? "Yes: {}" : "No: {}";
            findings.add(finding(session, item, Sentence.of(pattern, item.asked())));
        }
    }

    /** A waiver of a gate stands for what had been measured when it was given, not for what comes later. */
    private static void gate(
            Session session, Gate gate, Evidence.@Nullable Taken taken, Instant now, List<Finding> findings) {
        String id = gate.id();
        Metric metric = gate.metric();
        CheckIn.Waiver waiver = session.checkIn().overrides().get(id);
        if (taken == null || taken.at().plus(gate.freshFor()).isBefore(now)) {
            String pattern = taken == null ? "{} not measured" : "{} measured too long ago";
            findings.add(new Finding(id, Sentence.of(pattern, metric), Bearing.BLOCK, waiver));
        } else if (gate.holds(taken.value())) {
            String pattern = gate.side() == Limit.Side.LOW ? "{} {} < {}" : "{} {} > {}";
            Sentence text =
                    Sentence.of(pattern, metric, Said.of(metric, taken.value()), Said.of(metric, gate.beyond()));
            boolean stands = waiver != null && !waiver.at().isBefore(taken.at());
            findings.add(new Finding(id, text, Bearing.BLOCK, stands ? waiver : null));
        }
    }

    private static Finding block(Session session, String id, Sentence text) {
        return new Finding(
                id, text, Bearing.BLOCK, session.checkIn().overrides().get(id));
    }

    private static Finding finding(Session session, CheckItem item, Sentence text) {
        return new Finding(
                item.id(), text, item.bearing(), session.checkIn().overrides().get(item.id()));
    }
}
