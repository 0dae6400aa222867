package io.dripwatch.app.config;

import io.dripwatch.wording.SiteUnits;
import io.dripwatch.wording.SiteUnits.Pressure;
import io.dripwatch.wording.SiteUnits.Temperature;
import org.jspecify.annotations.Nullable;

/**
 * The units in which people read and type what is measured; nothing is kept or sent to other systems in another.
 *
 * @param pressure of the blood: mmHg or kPa; mmHg where left out
 * @param etco2 at the end of a breath: mmHg or kPa; as {@code pressure} where left out
 * @param temperature C or F; C where left out
 */
record UnitSettings(
        @Nullable String pressure,
        @Nullable String etco2,
        @Nullable String temperature) {
    static final UnitSettings KEPT = new UnitSettings(null, null, null);

    /**
     * What they mean.
     *
     * @throws ConfigError naming the key and what was expected
     */
    SiteUnits site() {
        Pressure blood = pressure == null ? Pressure.MMHG : pressure("units.pressure", pressure);
        return new SiteUnits(
                blood,
                etco2 == null ? blood : pressure("units.etco2", etco2),
                temperature == null ? Temperature.C : temperature(temperature));
    }

    private static Pressure pressure(String key, String unit) {
        for (Pressure each : Pressure.values()) {
            if (each.label().equals(unit)) {
                return each;
            }
        }
        throw new ConfigError(key + ": expected mmHg or kPa, got " + unit);
    }

    private static Temperature temperature(String unit) {
        for (Temperature each : Temperature.values()) {
            if (each.name().equals(unit)) {
                return each;
            }
        }
        throw new ConfigError("units.temperature: expected C or F, got " + unit);
    }
}
