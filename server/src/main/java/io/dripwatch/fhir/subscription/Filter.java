package io.dripwatch.fhir.subscription;

import io.dripwatch.fhir.news.Item;
import io.dripwatch.fhir.rest.PatientIds;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.fhir.rest.Token;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which of a topic's items are wanted, as written in {@code backport-filter-criteria}: {@code
 * Observation?patient=Patient/12&code=8867-4,59408-5}. All conditions must hold; of values with commas one.
 */
record Filter(List<Condition> conditions) {
    private static final String PATIENT = "patient";
    private static final String CODE = "code";
    private static final String SEVERITY = "severity";
    private static final Set<String> SEVERITIES = Set.of("high", "medium", "low");

    /** One parameter and the values of which one must match. */
    private record Condition(String name, List<String> values) {}

    /**
     * Reads a filter.
     *
     * @throws Problem where nobody could follow it
     */
    static Filter parse(Topic topic, String text) {
        int question = text.indexOf('?');
        if (question < 0 || !text.substring(0, question).equals(topic.type())) {
            throw bad(text, topic.type() + "?patient=... and other conditions");
        }
        List<Condition> conditions = new ArrayList<>();
        for (String part : text.substring(question + 1).split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw bad(text, "conditions such as patient=Patient/12");
            }
            String value = URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
            conditions.add(condition(topic, part.substring(0, equals), List.of(value.split(",", -1))));
        }
        return new Filter(List.copyOf(conditions));
    }

    private static Condition condition(Topic topic, String name, List<String> values) {
        String meant = name.equals("subject") ? PATIENT : name.equals(ofEncounter(topic)) ? "encounter" : name;
        boolean fits =
                switch (meant) {
                    case PATIENT, "encounter" -> values.stream().allMatch(value -> key(value) > 0);
                    case CODE -> topic == Topic.VITALS && values.stream().noneMatch(String::isEmpty);
                    case SEVERITY -> topic.type().equals("DetectedIssue") && SEVERITIES.containsAll(values);
                    default -> false;
                };
        if (!fits) {
            throw bad(
                    name + "=" + String.join(",", values),
                    "patient, " + ofEncounter(topic)
                            + ", code of Observations, severity (high, medium, low) of alarms");
        }
        return new Condition(meant, values);
    }

    private static String ofEncounter(Topic topic) {
        return switch (topic) {
            case VITALS -> "encounter";
            case ALARM_RAISED, ALARM_ENDED -> "implicated";
            case STAGE_CHANGED -> "_id";
        };
    }

    private static Problem bad(String text, String expected) {
        String quoted = text.length() > 100 ? text.substring(0, 100) + "..." : text;
        return new Problem(
                422, Issue.INVALID, "Subscription.criteria filter: expected " + expected + ", got " + quoted);
    }

    /** The number at the end of a reference; 0 where there is none. */
    private static long key(String reference) {
        Long key = PatientIds.key(reference.substring(reference.lastIndexOf('/') + 1));
        return key == null ? 0 : key;
    }

    boolean matches(Item item) {
        return conditions.stream().allMatch(condition -> condition.values.stream()
                .anyMatch(value -> matches(condition.name, value, item)));
    }

    private static boolean matches(String name, String value, Item item) {
        return switch (name) {
            case PATIENT -> item.patient() == key(value);
            case CODE -> item.observed() != null && item.observed().carries(Token.parse(value));
            case SEVERITY ->
                item.alarm() != null
                        && item.alarm()
                                .alarm()
                                .priority()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .equals(value);
            default -> item.encounter() != null && item.encounter() == key(value);
        };
    }
}
