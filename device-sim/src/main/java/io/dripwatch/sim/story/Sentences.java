package io.dripwatch.sim.story;

import io.dripwatch.sim.patient.Vital;
import io.dripwatch.sim.story.Happening.Machine;
import io.dripwatch.sim.story.Happening.Sensor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences in which a story is told, each with an example for people. */
final class Sentences {
    private static final String TIME = "((?:\\d+(?:\\.\\d+)? ?(?:h|min|s) ?)+)";
    private static final String NUMBER = "(\\d+(?:\\.\\d+)?)";
    private static final String MACHINE = "(monitor|pump)";
    private static final Pattern PART = Pattern.compile(NUMBER + " ?(h|min|s)");
    private static final Map<String, Vital> VITALS = vitals();

    /** How the parts of a sentence become what happens. */
    private interface Reading {
        Happening of(Matcher told);
    }

    private record Sentence(String example, Pattern pattern, Reading reading) {}

    private static final List<Sentence> ALL = List.of(
            sentence(
                    "SpO2 falls to 84 over 30 s, back over 1 min after 2 min",
                    "(.+) (?:falls|rises|goes) to (?:(\\d+)/(\\d+)|" + NUMBER + ") over " + TIME + "(?:, back(?: over "
                            + TIME + ")? after " + TIME + ")?",
                    Sentences::drift),
            sentence("probe off for 90 s", "probe off for " + TIME, told -> lacking(Sensor.PROBE, told)),
            sentence(
                    "electrodes off for 2 min", "electrodes off for " + TIME, told -> lacking(Sensor.ELECTRODES, told)),
            sentence("cuff fails for 15 min", "cuff fails for " + TIME, told -> lacking(Sensor.CUFF, told)),
            sentence("cuff measures", "cuff measures", told -> new Happening.Pressed()),
            sentence("hand moves for 1 min", "hand moves for " + TIME, told -> new Happening.Motion(time(told, 1))),
            sentence(
                    "nurse holds the pump for 4 min",
                    "nurse holds the pump for " + TIME,
                    told -> new Happening.Held(time(told, 1))),
            sentence("nurse stops the pump", "nurse stops the pump", told -> new Happening.Ended()),
            sentence(
                    "pump stops, occlusion, for 3 min",
                    "pump stops, (.+), for " + TIME,
                    told -> new Happening.Stopped(alert(told.group(1)), time(told, 2))),
            sentence(
                    "rate changes to 60 mL/h",
                    "rate changes to " + NUMBER + " mL/h",
                    told -> new Happening.Rate(number(told, 1))),
            sentence(
                    "bolus of 5 mL over 1 min",
                    "bolus of " + NUMBER + " mL over " + TIME,
                    told -> new Happening.Bolus(number(told, 1), time(told, 2))),
            sentence(
                    "pump alarms, near end, for 3 min",
                    MACHINE + " alarms, (.+), for " + TIME,
                    told -> new Happening.Alarmed(machine(told), alert(told.group(2)), time(told, 3))),
            sentence(
                    "monitor link down for 2 min",
                    MACHINE + " link down for " + TIME,
                    told -> new Happening.Broken(machine(told), Happening.Break.DOWN, time(told, 2))),
            sentence(
                    "monitor link flaps for 5 min",
                    MACHINE + " link flaps for " + TIME,
                    told -> new Happening.Broken(machine(told), Happening.Break.FLAPS, time(told, 2))),
            sentence(
                    "monitor buffers for 5 min",
                    MACHINE + " buffers for " + TIME,
                    told -> new Happening.Broken(machine(told), Happening.Break.BUFFERS, time(told, 2))),
            sentence("pump goes off", MACHINE + " goes off", told -> new Happening.Off(machine(told))),
            sentence(
                    "monitor clock jumps ahead by 1 h",
                    MACHINE + " clock jumps (ahead|back) by " + TIME,
                    told -> new Happening.ClockJump(
                            machine(told),
                            told.group(2).equals("back") ? time(told, 3).negated() : time(told, 3))),
            sentence(
                    "monitor names another patient for 3 min",
                    "monitor names another patient for " + TIME,
                    told -> new Happening.OtherPatient(time(told, 1))),
            sentence(
                    "second monitor for 10 min",
                    "second monitor for " + TIME,
                    told -> new Happening.SecondMonitor(time(told, 1))));

    private Sentences() {}

    /** One example of each sentence. */
    static List<String> examples() {
        return ALL.stream().map(Sentence::example).toList();
    }

    /**
     * What a sentence tells.
     *
     * @throws IllegalArgumentException where it is none of these, with the nearest one
     */
    static Happening read(String text) {
        for (Sentence sentence : ALL) {
            Matcher told = sentence.pattern().matcher(text.strip());
            if (told.matches()) {
                return sentence.reading().of(told);
            }
        }
        throw new IllegalArgumentException(
                "expected a sentence such as \"" + Nearest.to(text, examples()) + "\", got \"" + text + "\"");
    }

    /**
     * "12 min" or "1 min 30 s" as time.
     *
     * @throws IllegalArgumentException where it is none
     */
    static Duration time(String text) {
        if (!text.strip().matches(TIME)) {
            throw new IllegalArgumentException("expected a time such as 12 min or 1 min 30 s, got \"" + text + "\"");
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            double seconds = Double.parseDouble(part.group(1))
                    * switch (part.group(2)) {
                        case "h" -> 3600;
                        case "min" -> 60;
                        default -> 1;
                    };
            sum = sum.plusMillis(Math.round(seconds * 1000));
        }
        return sum;
    }

    private static Sentence sentence(String example, String pattern, Reading reading) {
        return new Sentence(example, Pattern.compile(pattern), reading);
    }

    private static Happening drift(Matcher told) {
        String what = told.group(1).toLowerCase(Locale.ROOT);
        Map<Vital, Double> reach = new LinkedHashMap<>();
        if (told.group(2) != null) {
            if (!what.equals("pressure")) {
                throw new IllegalArgumentException(
                        "expected only a pressure to have two numbers, got " + told.group(1));
            }
            reach.put(Vital.SYSTOLIC, number(told, 2));
            reach.put(Vital.DIASTOLIC, number(told, 3));
        } else {
            Vital vital = VITALS.get(what);
            if (vital == null) {
                throw new IllegalArgumentException(
                        "expected one of pressure, " + String.join(", ", VITALS.keySet()) + ", got " + told.group(1));
            }
            reach.put(vital, number(told, 4));
        }
        Duration leave = time(told, 5);
        boolean returns = told.group(7) != null;
        Duration back = told.group(6) == null ? leave : time(told, 6);
        return new Happening.Drift(reach, leave, returns ? time(told, 7) : Happening.FOR_GOOD, back);
    }

    private static Happening lacking(Sensor sensor, Matcher told) {
        return new Happening.Lacking(sensor, time(told, 1));
    }

    private static Machine machine(Matcher told) {
        return Machine.valueOf(told.group(1).toUpperCase(Locale.ROOT));
    }

    private static Alert alert(String word) {
        for (Alert alert : Alert.values()) {
            if (alert.word().equals(word)) {
                return alert;
            }
        }
        List<String> words = List.of(Alert.values()).stream().map(Alert::word).toList();
        throw new IllegalArgumentException("expected one of " + String.join(", ", words) + ", got " + word);
    }

    private static double number(Matcher told, int group) {
        return Double.parseDouble(told.group(group));
    }

    private static Duration time(Matcher told, int group) {
        return time(told.group(group));
    }

    private static Map<String, Vital> vitals() {
        Map<String, Vital> words = new LinkedHashMap<>();
        words.put("heart rate", Vital.HEART_RATE);
        words.put("systolic", Vital.SYSTOLIC);
        words.put("diastolic", Vital.DIASTOLIC);
        words.put("spo2", Vital.SPO2);
        words.put("breathing", Vital.RESP_RATE);
        words.put("etco2", Vital.ETCO2);
        words.put("temperature", Vital.TEMPERATURE);
        return words;
    }
}
