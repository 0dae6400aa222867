package io.dripwatch.session;

import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Scale;
import io.dripwatch.vitals.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The modified Aldrete score of recovery, 0 to 10, with circulation in percent of the patient's own pressure (tables in
 * mmHg are another variant). Activity and respiration are scored by a person.
 *
 * @param parts 0 to 2 points of each part that could be scored, in the order of the form
 * @param missing what could not be scored, and why
 */
public record Aldrete(Map<Part, Integer> parts, List<Sentence> missing) {

    /** The parts of the form, in its order. */
    public enum Part {
        ACTIVITY("activity"),
        RESPIRATION("respiration"),
        CIRCULATION("circulation"),
        CONSCIOUSNESS("consciousness"),
        OXYGEN("oxygen");

        private final String word;

        Part(String word) {
            this.word = word;
        }
    }

    public Aldrete {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        missing = List.copyOf(missing);
    }

    /**
     * Scores what is known.
     *
     * @param baseline this patient's values before the drug
     * @param freshFor how old a value may be
     */
    public static Aldrete of(Evidence evidence, Baseline baseline, Instant now, Duration freshFor) {
        Fresh fresh = new Fresh(evidence, now, freshFor);
        Map<Part, Integer> parts = new LinkedHashMap<>();
        List<Sentence> missing = new ArrayList<>();
        put(parts, missing, Part.ACTIVITY, "not scored", whole(fresh.of(Scale.ALDRETE_ACTIVITY)));
        put(parts, missing, Part.RESPIRATION, "not scored", whole(fresh.of(Scale.ALDRETE_RESPIRATION)));
        Double own = baseline.of(Metric.NIBP_SYS);
        put(
                parts,
                missing,
                Part.CIRCULATION,
                own == null ? "no baseline of the systolic pressure" : "no recent systolic pressure",
                circulation(fresh.of(Metric.NIBP_SYS), own));
        put(parts, missing, Part.CONSCIOUSNESS, "no recent MOAA/S", consciousness(fresh.of(Scale.MOAAS)));
        Double percent = fresh.of(Metric.SPO2);
        put(
                parts,
                missing,
                Part.OXYGEN,
                percent == null ? "no recent SpO2" : "air or oxygen is not known",
                oxygen(percent, fresh.of(Scale.OXYGEN)));
        return new Aldrete(parts, missing);
    }

    /** The score; null while a part is missing. */
    public @Nullable Integer total() {
        return missing.isEmpty()
                ? (Integer) parts.values().stream().mapToInt(Integer::intValue).sum()
                : null;
    }

    private static void put(
            Map<Part, Integer> parts, List<Sentence> missing, Part part, String why, @Nullable Integer points) {
        if (points == null) {
            missing.add(Sentence.of("{} ({})", Sentence.of(part.word), Sentence.of(why)));
        } else {
            parts.put(part, points);
        }
    }

    private static @Nullable Integer whole(@Nullable Double points) {
        return points == null ? null : (Integer) points.intValue();
    }

    /** Within 20 % of the patient's own 2, within 50 % 1, beyond 0. */
    private static @Nullable Integer circulation(@Nullable Double systolic, @Nullable Double own) {
        if (systolic == null || own == null) {
            return null;
        }
        double hundredfold = Math.abs(systolic - own) * 100;
        return hundredfold <= 20 * own ? 2 : hundredfold <= 50 * own ? 1 : 0;
    }

    /** Awake 2, arousable 1, unresponsive 0. */
    private static @Nullable Integer consciousness(@Nullable Double moaas) {
        if (moaas == null) {
            return null;
        }
        return moaas >= Scale.MOAAS.highest() ? 2 : moaas >= 1 ? 1 : 0;
    }

    /**
     * Above 92 % on air 2; above 90 %, or above 92 % with oxygen, 1; else 0. The tables leave 90 % itself open: 0 is
     * the safer reading.
     */
    private static @Nullable Integer oxygen(@Nullable Double saturation, @Nullable Double litres) {
        if (saturation == null) {
            return null;
        }
        double percent = Math.rint(saturation);
        if (percent <= 92) {
            return percent > 90 ? 1 : 0;
        }
        return litres == null ? null : litres > 0 ? (Integer) 1 : (Integer) 2;
    }
}
