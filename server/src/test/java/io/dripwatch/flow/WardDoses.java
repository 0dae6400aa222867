package io.dripwatch.flow;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.Order;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** More of the drug than was ordered is told, whatever the pump's counter does. */
final class WardDoses implements WardRule {
    private final Map<ChairId, Count> counts = new HashMap<>();

    /** The volume of one session, counted step by step. */
    private static final class Count {
        private String session = "";
        private boolean runs;
        private double ml;
        private @Nullable Latest last;
    }

    @Override
    public void after(WardInput input, List<RoomEvent> events, Room room) {
        for (Chair chair : room.chairs()) {
            Session session = chair.session();
            Count count = counts.computeIfAbsent(chair.id(), unused -> new Count());
            if (session != null) {
                follow(count, session, chair);
                if (!(input instanceof WardInput.Wanted)) {
                    told(count, session, chair);
                }
            }
        }
    }

    private static void follow(Count count, Session session, Chair chair) {
        if (!count.session.equals(session.id())) {
            count.session = session.id();
            count.runs = false;
            count.ml = 0;
            count.last = null;
        }
        Latest next = chair.value(Metric.VOLUME_INFUSED);
        Latest last = count.last;
        boolean drug = session.dosingSince() != null;
        if (next != null && !next.equals(last) && drug && count.runs) {
            double before = last == null ? 0 : last.reading().value();
            double now = next.reading().value();
            boolean anew = last != null
                    && now < before
                    && next.reading().at().isAfter(last.reading().at());
            count.ml += anew ? now : now - before;
        }
        if (drug && !count.runs) {
            count.runs = true;
            count.ml = 0;
        }
        count.last = next;
    }

    private static void told(Count count, Session session, Chair chair) {
        Order order = session.protocol().order();
        Latest pumps = chair.value(Metric.DRUG_CONCENTRATION);
        Double mgPerMl = pumps == null || pumps.reading().value() == 0
                ? order.mgPerMl()
                : (Double) pumps.reading().value();
        Double kg = session.weightKg();
        boolean unknown = count.last == null || mgPerMl == null || (order.basis() == Order.Basis.PER_KG && kg == null);
        if (unknown
                || !count.runs
                || order.delivery() != Order.Delivery.PUMP
                || session.stage() == Stage.SCHEDULED
                || mgPerMl == null) {
            return;
        }
        double ordered = kg != null && order.basis() == Order.Basis.PER_KG ? order.amount() * kg : order.amount();
        Double most = order.mostMg();
        double least = most == null ? ordered : Math.min(most, ordered);
        double given = count.ml * mgPerMl;
        if (given > least * (1 + order.tolerancePercent() / 100) + 1e-6) {
            WardRule.must(
                    chair.alarms().stream().anyMatch(alarm -> alarm.key().kind() == AlarmKind.OVER_ORDER),
                    "more than the order is told",
                    chair.id(),
                    given,
                    least,
                    String.valueOf(Dose.of(chair, session.startedAt())),
                    chair.pumpMeter().carriedMl());
        }
    }
}
