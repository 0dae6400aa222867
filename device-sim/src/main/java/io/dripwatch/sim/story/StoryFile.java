package io.dripwatch.sim.story;

import io.dripwatch.sim.patient.Vital;
import io.dripwatch.sim.story.Story.Desk;
import io.dripwatch.sim.story.Story.Order;
import io.dripwatch.sim.story.Story.Part;
import io.dripwatch.sim.story.Story.Person;
import io.dripwatch.sim.story.Story.Stage;
import io.dripwatch.sim.story.Story.Stages;
import io.dripwatch.sim.story.Story.Timed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A story as it stands in its file: what is left out is usual. Moments are keys such as {@code dosing 12 min}.
 *
 * @param title one line for people
 * @param see what a nurse should see
 * @param chair null for any
 * @param patient null for an ordinary adult
 * @param order null for 0.5 mg/kg
 * @param stages null for 5, 40 and 60 minutes
 * @param desk "checked in", "arriving" or "nobody"; null for the first
 * @param happens sentences by moment
 * @param alarms what should come, by moment
 */
record StoryFile(
        String title,
        String see,
        @Nullable String chair,
        @Nullable Patient patient,
        @Nullable OrderText order,
        @Nullable StagesText stages,
        @Nullable String desk,
        @Nullable List<Map<String, String>> happens,
        @Nullable List<Map<String, String>> alarms) {
    private static final Pattern MOMENT = Pattern.compile("(baseline|dosing|observation) (.+)");
    private static final Map<Vital, Double> ADULT = Map.of(
            Vital.HEART_RATE, 70.0,
            Vital.SYSTOLIC, 118.0,
            Vital.DIASTOLIC, 73.0,
            Vital.SPO2, 98.0,
            Vital.RESP_RATE, 14.0,
            Vital.ETCO2, 38.0,
            Vital.TEMPERATURE, 36.6);
    private static final Map<Vital, Double> USUAL_ANSWER =
            Map.of(Vital.HEART_RATE, 5.0, Vital.SYSTOLIC, 10.0, Vital.DIASTOLIC, 7.0, Vital.RESP_RATE, 0.5);

    /** A patient; every part may be left out. */
    record Patient(
            @Nullable String id,
            @Nullable Double weightKg,
            @Nullable Boolean cuffOnProbeArm,
            @Nullable Map<Vital, Double> resting,
            @Nullable Map<Vital, Double> endOfDose) {
        static final Patient USUAL = new Patient(null, null, null, null, null);

        Person read() {
            Map<Vital, Double> rests = new EnumMap<>(ADULT);
            rests.putAll(or(resting, Map.of()));
            return new Person(
                    or(id, ""), or(weightKg, 70.0), or(cuffOnProbeArm, false), rests, or(endOfDose, USUAL_ANSWER));
        }
    }

    /** An order; every part may be left out. */
    record OrderText(
            @Nullable String drug,
            @Nullable Double mgPerKg,
            @Nullable Double mgPerMl,
            @Nullable Double keepOpenMlPerHour,
            @Nullable Double keepOpenMinutes) {
        static final OrderText USUAL = new OrderText(null, null, null, null, null);

        Order read() {
            return new Order(
                    or(drug, "Ketamine"),
                    or(mgPerKg, 0.5),
                    or(mgPerMl, 1.0),
                    or(keepOpenMlPerHour, 2.0),
                    or(keepOpenMinutes, 5.0));
        }
    }

    /** The stages; each may be left out. */
    record StagesText(
            @Nullable Part baseline,
            @Nullable Part dosing,
            @Nullable Part observation) {
        static final StagesText USUAL = new StagesText(null, null, null);

        Stages read() {
            return new Stages(
                    or(baseline, new Part(5, List.of(1.0, 4.0))),
                    or(dosing, new Part(40, List.of(0.0, 10.0, 20.0, 30.0, 40.0))),
                    or(observation, new Part(60, List.of(15.0, 30.0, 45.0, 60.0))));
        }
    }

    /** The story with everything filled in. */
    Story read() {
        return new Story(
                title,
                see.strip(),
                or(chair, ""),
                or(patient, Patient.USUAL).read(),
                or(order, OrderText.USUAL).read(),
                or(stages, StagesText.USUAL).read(),
                desk(or(desk, "checked in")),
                timed("happens", happens, Sentences::read),
                timed("alarms", alarms, Function.identity()));
    }

    private static Desk desk(String word) {
        for (Desk desk : Desk.values()) {
            if (desk.name().toLowerCase(Locale.ROOT).replace('_', ' ').equals(word)) {
                return desk;
            }
        }
        throw new IllegalArgumentException("desk: expected checked in, arriving or nobody, got " + word);
    }

    private static <T> List<Timed<T>> timed(
            String key, @Nullable List<Map<String, String>> list, Function<String, T> reading) {
        List<Timed<T>> all = new ArrayList<>();
        List<Map<String, String>> entries = list == null ? List.of() : list;
        for (int i = 0; i < entries.size(); i++) {
            for (Map.Entry<String, String> entry : entries.get(i).entrySet()) {
                try {
                    Matcher moment = MOMENT.matcher(entry.getKey().strip());
                    if (!moment.matches()) {
                        throw new IllegalArgumentException(
                                "expected a moment such as dosing 12 min, got \"" + entry.getKey() + "\"");
                    }
                    Stage stage = Stage.valueOf(moment.group(1).toUpperCase(Locale.ROOT));
                    Duration into = Sentences.time(moment.group(2));
                    all.add(new Timed<>(stage, into, reading.apply(entry.getValue())));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(key + "[" + i + "]: " + e.getMessage(), e);
                }
            }
        }
        return all;
    }

    private static <T> T or(@Nullable T written, T usual) {
        return written == null ? usual : written;
    }
}
