package io.dripwatch.vitals;

import static io.dripwatch.vitals.Unit.CELSIUS;
import static io.dripwatch.vitals.Unit.KILOGRAM;
import static io.dripwatch.vitals.Unit.MG_PER_ML;
import static io.dripwatch.vitals.Unit.MILLILITRE;
import static io.dripwatch.vitals.Unit.ML_PER_HOUR;
import static io.dripwatch.vitals.Unit.MMHG;
import static io.dripwatch.vitals.Unit.PERCENT;
import static io.dripwatch.vitals.Unit.PER_MINUTE;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The units in which devices send, and how each becomes one of ours: IEEE 11073-10101, UCUM, and the words of wards.
 */
public final class UnitCodes {
    private static final double MMHG_PER_KPA = 7.500616827;
    private static final double KG_PER_LB = 0.45359237;
    private static final Conversion FAHRENHEIT = new Conversion(CELSIUS, 5 / 9.0, -160 / 9.0);

    private static final Map<String, Conversion> BY_MDC_NAME = new HashMap<>();
    private static final Map<Integer, Conversion> BY_MDC_CODE = new HashMap<>();
    private static final Map<String, Conversion> BY_TEXT = new HashMap<>();

    static {
        mdc(264864, "MDC_DIM_BEAT_PER_MIN", Conversion.none(PER_MINUTE));
        mdc(264928, "MDC_DIM_RESP_PER_MIN", Conversion.none(PER_MINUTE));
        mdc(264672, "MDC_DIM_PER_MIN", Conversion.none(PER_MINUTE));
        mdc(262688, "MDC_DIM_PERCENT", Conversion.none(PERCENT));
        mdc(266016, "MDC_DIM_MMHG", Conversion.none(MMHG));
        mdc(265987, "MDC_DIM_KILO_PASCAL", new Conversion(MMHG, MMHG_PER_KPA, 0));
        mdc(268192, "MDC_DIM_DEGC", Conversion.none(CELSIUS));
        mdc(266560, "MDC_DIM_FAHR", FAHRENHEIT);
        // Its number differs between makers, so only the name counts.
        BY_MDC_NAME.put("MDC_DIM_DEGF", FAHRENHEIT);
        mdc(265266, "MDC_DIM_MILLI_L_PER_HR", Conversion.none(ML_PER_HOUR));
        mdc(265234, "MDC_DIM_MILLI_L_PER_MIN", new Conversion(ML_PER_HOUR, 60, 0));
        mdc(263762, "MDC_DIM_MILLI_L", Conversion.none(MILLILITRE));
        mdc(263744, "MDC_DIM_L", new Conversion(MILLILITRE, 1000, 0));
        mdc(264306, "MDC_DIM_MILLI_G_PER_ML", Conversion.none(MG_PER_ML));
        mdc(264307, "MDC_DIM_MICRO_G_PER_ML", new Conversion(MG_PER_ML, 0.001, 0));
        mdc(263875, "MDC_DIM_KILO_G", Conversion.none(KILOGRAM));
        mdc(263872, "MDC_DIM_G", new Conversion(KILOGRAM, 0.001, 0));
        BY_MDC_NAME.put("MDC_DIM_LB", new Conversion(KILOGRAM, KG_PER_LB, 0));

        text(Conversion.none(PER_MINUTE), "/min", "1/min", "min-1", "bpm", "rpm", "brpm", "beats/min", "breaths/min");
        text(Conversion.none(PER_MINUTE), "{beat}/min", "{beats}/min", "{breath}/min", "{breaths}/min", "{resp}/min");
        text(Conversion.none(PER_MINUTE), "resp/min", "beats per minute", "breaths per minute");
        text(Conversion.none(PERCENT), "%", "percent", "pct");
        text(Conversion.none(MMHG), "mm[hg]", "mmhg", "mm hg", "mm(hg)");
        text(new Conversion(MMHG, MMHG_PER_KPA, 0), "kpa");
        text(Conversion.none(CELSIUS), "cel", "degc", "deg c", "°c", "c", "celsius");
        text(FAHRENHEIT, "[degf]", "degf", "deg f", "°f", "f", "fahrenheit");
        text(Conversion.none(ML_PER_HOUR), "ml/h", "ml/hr", "cc/h", "cc/hr");
        text(new Conversion(ML_PER_HOUR, 60, 0), "ml/min");
        text(new Conversion(ML_PER_HOUR, 1000, 0), "l/h", "l/hr");
        text(Conversion.none(MILLILITRE), "ml", "cc");
        text(new Conversion(MILLILITRE, 1000, 0), "l");
        text(Conversion.none(MG_PER_ML), "mg/ml", "g/l");
        text(new Conversion(MG_PER_ML, 0.001, 0), "ug/ml", "mcg/ml", "mg/l");
        text(Conversion.none(KILOGRAM), "kg");
        text(new Conversion(KILOGRAM, 0.001, 0), "g");
        text(new Conversion(KILOGRAM, KG_PER_LB, 0), "[lb_av]", "lb", "lbs");
    }

    private UnitCodes() {}

    private static void mdc(int code, String name, Conversion conversion) {
        BY_MDC_CODE.put(code, conversion);
        BY_MDC_NAME.put(name, conversion);
    }

    private static void text(Conversion conversion, String... words) {
        for (String word : words) {
            BY_TEXT.put(word, conversion);
        }
    }

    /** The unit of an IEEE 11073-10101 reference identifier such as "MDC_DIM_MMHG"; null where we cannot convert it. */
    public static @Nullable Conversion ofMdcName(String refId) {
        return BY_MDC_NAME.get(refId);
    }

    /** The unit of an IEEE 11073-10101 context-free code such as 266016; null where we cannot convert it. */
    public static @Nullable Conversion ofMdcCode(int code) {
        return BY_MDC_CODE.get(code);
    }

    /**
     * The unit that a UCUM code or a ward's word means; capitals do not matter, for none of our units differs from
     * another by them. Null where we cannot convert it: an unknown unit is never guessed.
     */
    public static @Nullable Conversion ofText(String text) {
        return BY_TEXT.get(text.toLowerCase(Locale.ROOT));
    }
}
