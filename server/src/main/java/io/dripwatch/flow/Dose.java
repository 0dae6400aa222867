package io.dripwatch.flow;

import io.dripwatch.session.Order;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.Metric;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of the drug is in, by the pump's own count, against what was ordered.
 *
 * @param infusedMl volume delivered in this session, mL, counted on over resets of the pump; null where it does not
 *     tell
 * @param mgPerMl concentration, as the pump says, or else as the protocol orders; null where neither does
 * @param givenMg drug delivered, mg; null without volume or concentration
 * @param givenMgPerKg the same per kg body weight; null without a weight
 * @param orderedMg null where it hangs on a weight that was not taken
 * @param plannedMl the volume of the ordered dose; null without dose or concentration
 * @param plannedMlPerHour the rate that should run now; null without dose or concentration
 * @param fraction of what was ordered, or else programmed, 0 to 1; null where neither is known
 */
public record Dose(
        @Nullable Double infusedMl,
        @Nullable Double mgPerMl,
        @Nullable Double givenMg,
        @Nullable Double givenMgPerKg,
        @Nullable Double orderedMg,
        @Nullable Double plannedMl,
        @Nullable Double plannedMlPerHour,
        @Nullable Double fraction) {

    /** Nothing is known. */
    public static final Dose UNKNOWN = new Dose(null, null, null, null, null, null, null, null);

    /** The dose in a chair, as of now. */
    public static Dose of(Chair chair, Instant now) {
        Session session = chair.session();
        if (session == null) {
            return UNKNOWN;
        }
        Order order = session.protocol().order();
        Double programmed = chair.number(Metric.VOLUME_TO_BE_INFUSED);
        Double infused = infused(chair, programmed);
        Double pumps = chair.number(Metric.DRUG_CONCENTRATION);
        Double mgPerMl = pumps == null || pumps == 0 ? order.mgPerMl() : pumps;
        Double given = infused == null || mgPerMl == null ? null : (Double) (infused * mgPerMl);
        Double kg = session.weightKg();
        Double ordered = session.orderedMg();
        return new Dose(
                infused,
                mgPerMl,
                given,
                given == null || kg == null ? null : (Double) (given / kg),
                ordered,
                ordered == null || mgPerMl == null ? null : (Double) (ordered / mgPerMl),
                ordered == null || mgPerMl == null
                        ? null
                        : (Double) (order.mgPerHour(ordered, session.dosingTime(now)) / mgPerMl),
                fraction(given, ordered, infused, programmed));
    }

    private static @Nullable Double infused(Chair chair, @Nullable Double programmed) {
        Double counted = chair.number(Metric.VOLUME_INFUSED);
        if (counted != null) {
            return Math.max(0, chair.pumpMeter().carriedMl() + counted);
        }
        Double remaining = chair.number(Metric.VOLUME_REMAINING);
        return programmed == null || remaining == null ? null : (Double) Math.max(0, programmed - remaining);
    }

    private static @Nullable Double fraction(
            @Nullable Double given, @Nullable Double ordered, @Nullable Double infused, @Nullable Double programmed) {
        if (given != null && ordered != null) {
            return Math.min(1, given / ordered);
        }
        return infused == null || programmed == null || programmed <= 0
                ? null
                : (Double) Math.min(1, infused / programmed);
    }
}
