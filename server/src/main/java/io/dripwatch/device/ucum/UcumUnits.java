package io.dripwatch.device.ucum;

import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.Unit;
import io.dripwatch.vitals.UnitCodes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.jspecify.annotations.Nullable;

/**
 * How a unit of UCUM becomes one of ours. Each code is worked out once; what is asked for every reading is a
 * multiplication. The tables of {@link UnitCodes} come first, for wards write "C" and mean no coulomb.
 */
public final class UcumUnits {
    private static final Pattern LONG_NUMBER = Pattern.compile("(?!10[*^])[0-9]{2}");
    private static final double ZERO_CELSIUS_KELVIN = -273.15;
    private static final int LONGEST_CODE = 24;
    private static final int MOST_REMEMBERED = 1000;
    private static final Map<String, Optional<Conversion>> KNOWN = new ConcurrentHashMap<>();

    private UcumUnits() {}

    /** Loaded when the first code comes that no table has. */
    private static final class Library {
        static final UcumEssenceService UCUM = load();

        private static UcumEssenceService load() {
            try (InputStream essence = Objects.requireNonNull(
                    UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml"), "ucum-essence.xml")) {
                return new UcumEssenceService(essence);
            } catch (IOException | UcumException e) {
                throw new IllegalStateException("the units of UCUM cannot be loaded", e);
            }
        }
    }

    /** How numbers of this unit become ours; null where the unit is unknown or measures something else. */
    public static @Nullable Conversion of(String code) {
        Conversion ours = UnitCodes.ofText(code);
        if (ours != null || code.length() > LONGEST_CODE || !isUnit(code)) {
            return ours;
        }
        Optional<Conversion> known = KNOWN.get(code);
        if (known == null) {
            known = Optional.ofNullable(find(code));
            if (KNOWN.size() < MOST_REMEMBERED) {
                KNOWN.put(code, known);
            }
        }
        return known.orElse(null);
    }

    /**
     * To UCUM a mere number is a unit, too; to devices it is a code. A power of more than one digit is none that a
     * device means, and the library multiplies it out, for minutes.
     */
    private static boolean isUnit(String code) {
        return code.chars().anyMatch(c -> Character.isLetter(c) || c == '%')
                && !LONG_NUMBER.matcher(code).find();
    }

    private static @Nullable Conversion find(String code) {
        for (Unit unit : Unit.values()) {
            Conversion conversion = conversion(code, unit);
            if (conversion != null) {
                return conversion;
            }
        }
        return null;
    }

    /** Two points make a line; a unit that does not lie on it (a logarithm) is none for us. */
    private static @Nullable Conversion conversion(String code, Unit unit) {
        try {
            double zero = converted("0", code, unit);
            double slope = (converted("1000", code, unit) - zero) / 1000;
            double third = converted("300", code, unit);
            boolean line = Math.abs(zero + 300 * slope - third) <= 1e-9 * Math.max(1, Math.abs(third));
            return line && slope > 0 && Double.isFinite(slope) ? new Conversion(unit, slope, zero) : null;
        } catch (UcumException | RuntimeException notThisKind) {
            // The library says so of codes that it cannot read, too, and not always with its own exception.
            return null;
        }
    }

    private static double converted(String number, String code, Unit unit) throws UcumException {
        // The library converts no scale that begins elsewhere than at nothing; Celsius is kelvin moved.
        boolean celsius = unit == Unit.CELSIUS;
        Decimal value = Library.UCUM.convert(new Decimal(number, 24), code, celsius ? "K" : unit.ucum());
        return Double.parseDouble(value.asScientific()) + (celsius ? ZERO_CELSIUS_KELVIN : 0);
    }
}
