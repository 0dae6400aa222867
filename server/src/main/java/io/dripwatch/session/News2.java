package io.dripwatch.session;

import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Scale;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The National Early Warning Score 2 (Royal College of Physicians, 2017).
 *
 * <p>Consciousness is not scored while the drug runs or is held: dissociation is what the drug does.
 *
 * @param parts the points of each part that could be scored, in the order of the form
 * @param missing what could not be scored and why, in words
 */
public record News2(Map<Part, Integer> parts, List<String> missing) {

    /** The parts of the form, in its order. */
    public enum Part {
        RESPIRATION("respiratory rate"),
        SATURATION("SpO2"),
        OXYGEN("air or oxygen"),
        PRESSURE("systolic pressure"),
        PULSE("pulse"),
        CONSCIOUSNESS("consciousness"),
        TEMPERATURE("temperature");

        private final String word;

        Part(String word) {
            this.word = word;
        }
    }

    /** Which of the two columns for saturation counts; the second is a clinician's choice. */
    public enum SaturationScale {
        /** For everybody else. */
        ONE,
        /** For hypercapnic respiratory failure with a target of 88 to 92 %. */
        TWO
    }

    /** How urgently the total asks for somebody (RCP thresholds). */
    public enum Risk {
        LOW,
        /** One part alone has three points. */
        LOW_MEDIUM,
        MEDIUM,
        HIGH
    }

    public News2 {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        missing = List.copyOf(missing);
    }

    /**
     * Scores what is known.
     *
     * @param stage where the session stands
     * @param scale which column counts for saturation
     * @param freshFor how old a value may be
     */
    public static News2 of(Evidence evidence, Stage stage, SaturationScale scale, Instant now, Duration freshFor) {
        return new Form(new Fresh(evidence, now, freshFor)).fill(stage, scale);
    }

    /** The sum of the parts that were scored; with {@link #missing} parts it is a lowest bound. */
    public int total() {
        return parts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether every part was scored. */
    public boolean complete() {
        return missing.isEmpty();
    }

    /** What the total and the parts ask for. */
    public Risk risk() {
        int total = total();
        if (total >= 7) {
            return Risk.HIGH;
        }
        if (total >= 5) {
            return Risk.MEDIUM;
        }
        return parts.containsValue(3) ? Risk.LOW_MEDIUM : Risk.LOW;
    }

    /** "NEWS2 3", or "NEWS2 at least 3, without temperature". */
    public String words() {
        return complete()
                ? "NEWS2 " + total()
                : "NEWS2 at least " + total() + ", without " + String.join(", ", missing);
    }

    /** The form being filled in. */
    private static final class Form {
        private final Fresh fresh;
        private final Map<Part, Integer> parts = new LinkedHashMap<>();
        private final List<String> missing = new ArrayList<>();

        Form(Fresh fresh) {
            this.fresh = fresh;
        }

        News2 fill(Stage stage, SaturationScale scale) {
            score(Part.RESPIRATION, fresh.of(Metric.RESP_RATE), News2::respiration);
            saturation(scale);
            score(Part.OXYGEN, fresh.of(Scale.OXYGEN), litres -> litres > 0 ? 2 : 0);
            score(Part.PRESSURE, fresh.firstOf(Metric.NIBP_SYS, Metric.ABP_SYS), News2::pressure);
            score(Part.PULSE, fresh.firstOf(Metric.HEART_RATE, Metric.PULSE_RATE, Metric.NIBP_PULSE), News2::pulse);
            if (stage == Stage.DOSING || stage == Stage.HELD) {
                missing.add(Part.CONSCIOUSNESS.word + " (not scored while the drug acts)");
            } else {
                score(Part.CONSCIOUSNESS, fresh.of(Scale.MOAAS), News2::consciousness);
            }
            score(Part.TEMPERATURE, fresh.of(Metric.TEMPERATURE), News2::temperature);
            return new News2(parts, missing);
        }

        /** On the second scale a high saturation counts only on oxygen: which it is must be known. */
        private void saturation(SaturationScale scale) {
            Double percent = fresh.of(Metric.SPO2);
            if (scale == SaturationScale.ONE) {
                score(Part.SATURATION, percent, News2::scaleOne);
                return;
            }
            Double litres = fresh.of(Scale.OXYGEN);
            if (percent != null && Math.rint(percent) >= 93 && litres == null) {
                missing.add(Part.SATURATION.word + " (air or oxygen is not known)");
                return;
            }
            score(Part.SATURATION, percent, value -> scaleTwo(value, litres != null && litres > 0));
        }

        private void score(Part part, @Nullable Double value, DoubleFunction<Integer> points) {
            if (value == null) {
                missing.add(part.word);
            } else {
                parts.put(part, Objects.requireNonNull(points.apply(value)));
            }
        }
    }

    // ---- the columns; the form counts in whole numbers, temperature in tenths ----

    private static int respiration(double value) {
        double rate = Math.rint(value);
        if (rate <= 8 || rate >= 25) {
            return 3;
        }
        if (rate <= 11) {
            return 1;
        }
        return rate <= 20 ? 0 : 2;
    }

    private static int scaleOne(double value) {
        double percent = Math.rint(value);
        if (percent <= 91) {
            return 3;
        }
        if (percent <= 93) {
            return 2;
        }
        return percent <= 95 ? 1 : 0;
    }

    private static int scaleTwo(double value, boolean onOxygen) {
        double percent = Math.rint(value);
        if (percent <= 83) {
            return 3;
        }
        if (percent <= 85) {
            return 2;
        }
        if (percent <= 87) {
            return 1;
        }
        if (percent <= 92 || !onOxygen) {
            return 0;
        }
        return percent <= 94 ? 1 : percent <= 96 ? 2 : 3;
    }

    private static int pressure(double value) {
        double systolic = Math.rint(value);
        if (systolic <= 90 || systolic >= 220) {
            return 3;
        }
        if (systolic <= 100) {
            return 2;
        }
        return systolic <= 110 ? 1 : 0;
    }

    private static int pulse(double value) {
        double rate = Math.rint(value);
        if (rate <= 40 || rate >= 131) {
            return 3;
        }
        if (rate >= 111) {
            return 2;
        }
        return rate <= 50 || rate >= 91 ? 1 : 0;
    }

    /** Awake is MOAA/S 5: the patient answers readily to the name. */
    private static int consciousness(double moaas) {
        return moaas >= Scale.MOAAS.highest() ? 0 : 3;
    }

    private static int temperature(double value) {
        long tenths = Math.round(value * 10);
        if (tenths <= 350) {
            return 3;
        }
        if (tenths >= 391) {
            return 2;
        }
        return tenths <= 360 || tenths >= 381 ? 1 : 0;
    }
}
