package io.dripwatch.wording;

import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Unit;
import io.dripwatch.vitals.UnitCodes;
import java.util.Objects;
import java.util.Set;

/**
 * The units in which people of a site read and type. Everything is kept, decided and told to other systems in the
 * metric's own unit; here, and nowhere else, it becomes what a person sees.
 *
 * @param pressure of the blood
 * @param etco2 of the breath, which sites may count otherwise
 * @param temperature of the body
 */
public record SiteUnits(Pressure pressure, Pressure etco2, Temperature temperature) {
    /** As everything is kept. */
    public static final SiteUnits KEPT = new SiteUnits(Pressure.MMHG, Pressure.MMHG, Temperature.C);

    private static final Set<Metric> IN_TENTHS = Set.of(Metric.TEMPERATURE, Metric.PUMP_RATE, Metric.VOLUME_INFUSED);
    private static final int FINEST = 3;

    /** Of a gas or a liquid. */
    public enum Pressure {
        MMHG("mmHg"),
        KPA("kPa");

        private final String label;

        Pressure(String label) {
            this.label = label;
        }

        /** As people write it. */
        public String label() {
            return label;
        }
    }

    /** Celsius or Fahrenheit. */
    public enum Temperature {
        C("°C"),
        F("°F");

        private final String label;

        Temperature(String label) {
            this.label = label;
        }
    }

    /** What stands beside a number of this metric. */
    public String label(Metric metric) {
        return switch (metric.unit()) {
            case MMHG -> pressureOf(metric).label;
            case CELSIUS -> temperature.label;
            case PER_MINUTE, PERCENT, ML_PER_HOUR, MILLILITRE, MG_PER_ML, KILOGRAM ->
                metric.unit().label();
        };
    }

    /** Whether it is read in another unit than it is kept in. */
    public boolean converts(Metric metric) {
        return !label(metric).equals(metric.unit().label());
    }

    /** How many digits after the point a number of this metric deserves. */
    public int decimals(Metric metric) {
        return converts(metric) || IN_TENTHS.contains(metric) ? 1 : 0;
    }

    /** A kept value as it is read: in tenths where it is converted, and as it is where not. */
    public double shown(Metric metric, double kept) {
        return converts(metric) ? tenths(conversion(metric).undo(kept)) : kept;
    }

    /** The same for the difference of two values. */
    public double shownChange(Metric metric, double kept) {
        return converts(metric) ? tenths(conversion(metric).undoChange(kept)) : kept;
    }

    /** What a person typed as it is kept: the roundest value that is shown as it was typed. */
    public double kept(Metric metric, double typed) {
        if (!converts(metric)) {
            return typed;
        }
        double exact = conversion(metric).apply(typed);
        for (int decimals = 0; decimals < FINEST; decimals++) {
            double steps = Math.pow(10, decimals);
            double round = Math.rint(exact * steps) / steps;
            if (shown(metric, round) == tenths(typed)) {
                return round;
            }
        }
        return exact;
    }

    private Pressure pressureOf(Metric metric) {
        return metric == Metric.ETCO2 ? etco2 : pressure;
    }

    private Conversion conversion(Metric metric) {
        String unit = metric.unit() == Unit.MMHG ? pressureOf(metric).label : temperature.label;
        return Objects.requireNonNull(UnitCodes.ofText(unit), "every unit of a site is one of a device");
    }

    private static double tenths(double value) {
        return Math.rint(value * 10) / 10;
    }
}
