package io.dripwatch.dashboard;

import io.dripwatch.flow.Chair;
import io.dripwatch.flow.Latest;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.Metric;
import org.jspecify.annotations.Nullable;

/**
 * How much of the drug is in, by the pump's own count.
 *
 * @param infusedMl volume delivered, mL; null where the pump does not tell
 * @param givenMg drug delivered, mg; null without volume or concentration
 * @param fraction of what was programmed or ordered, 0 to 1; null where neither is known
 */
record Dose(
        @Nullable Double infusedMl,
        @Nullable Double givenMg,
        @Nullable Double fraction) {

    static final Dose UNKNOWN = new Dose(null, null, null);

    static Dose of(Chair chair) {
        Double programmed = value(chair, Metric.VOLUME_TO_BE_INFUSED);
        Double remaining = value(chair, Metric.VOLUME_REMAINING);
        Double counted = value(chair, Metric.VOLUME_INFUSED);
        Double infused = counted;
        if (infused == null && programmed != null && remaining != null) {
            infused = Math.max(0, programmed - remaining);
        }
        Double concentration = value(chair, Metric.DRUG_CONCENTRATION);
        Double given = infused == null || concentration == null ? null : (Double) (infused * concentration);
        return new Dose(infused, given, fraction(chair.session(), given, infused, programmed));
    }

    private static @Nullable Double fraction(
            @Nullable Session session, @Nullable Double given, @Nullable Double infused, @Nullable Double programmed) {
        Double ordered = session == null ? null : session.orderedMg();
        if (given != null && ordered != null) {
            return Math.min(1, given / ordered);
        }
        if (infused != null && programmed != null && programmed > 0) {
            return Math.min(1, infused / programmed);
        }
        return null;
    }

    private static @Nullable Double value(Chair chair, Metric metric) {
        Latest latest = chair.value(metric);
        return latest == null ? null : (Double) latest.reading().value();
    }
}
