package io.dripwatch.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds a document to a JSON Schema and says what is wrong in the words of whoever wrote it.
 *
 * <p>Knows the words of JSON Schema 2020-12 that our schemas use: type, enum, pattern, format date, the lengths and
 * bounds, items, properties, required, additionalProperties, $ref into $defs, and oneOf as a choice between keys.
 */
final class SchemaCheck {
    private final JsonNode schema;

    SchemaCheck(JsonNode schema) {
        this.schema = schema;
    }

    /** The first thing that is wrong, as "limits[2].side: expected ..."; null where all is well. */
    @Nullable
    String problem(JsonNode document) {
        return problem(document, schema, "");
    }

    private @Nullable String problem(JsonNode value, JsonNode unresolved, String path) {
        JsonNode rule = resolve(unresolved);
        String mismatch = mismatch(value, rule);
        if (mismatch != null) {
            return (path.isEmpty() ? "" : path + ": ") + mismatch;
        }
        if (value.isObject()) {
            return keys(value, rule, path);
        }
        if (value.isArray()) {
            return items(value, rule, path);
        }
        return null;
    }

    private JsonNode resolve(JsonNode rule) {
        JsonNode reference = rule.path("$ref");
        return reference.isTextual() ? schema.at(reference.asText().substring(1)) : rule;
    }

    // ---- groups and lists ----

    private @Nullable String keys(JsonNode value, JsonNode rule, String path) {
        List<String> known = names(rule.path("properties"));
        for (String key : names(value)) {
            if (!known.contains(key)) {
                return "unknown key " + below(path, key) + "; did you mean " + Words.nearest(key, known) + "?";
            }
        }
        for (JsonNode key : rule.path("required")) {
            if (!value.has(key.asText())) {
                return below(path, key.asText()) + ": expected "
                        + words(resolve(rule.path("properties").path(key.asText()))) + ", the key is missing";
            }
        }
        String choice = choice(value, rule, path);
        if (choice != null) {
            return choice;
        }
        for (String key : names(value)) {
            String problem = problem(value.path(key), rule.path("properties").path(key), below(path, key));
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable String choice(JsonNode value, JsonNode rule, String path) {
        List<String> choices = new ArrayList<>();
        List<String> made = new ArrayList<>();
        for (JsonNode alternative : rule.path("oneOf")) {
            String key = alternative.path("required").path(0).asText();
            choices.add(key);
            if (value.has(key)) {
                made.add(key);
            }
        }
        return choices.isEmpty() || made.size() == 1
                ? null
                : path + ": expected one of the keys " + String.join(", ", choices) + ", got "
                        + (made.isEmpty() ? "none" : String.join(" and ", made));
    }

    private @Nullable String items(JsonNode value, JsonNode rule, String path) {
        for (int i = 0; i < value.size(); i++) {
            String problem = problem(value.get(i), rule.path("items"), path + "[" + i + "]");
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static List<String> names(JsonNode group) {
        List<String> names = new ArrayList<>();
        Iterator<String> fields = group.fieldNames();
        fields.forEachRemaining(names::add);
        return names;
    }

    private static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    // ---- single values ----

    private static @Nullable String mismatch(JsonNode value, JsonNode rule) {
        if (fits(value, rule)) {
            return null;
        }
        String nearest = "";
        if (rule.has("enum") && value.isTextual()) {
            nearest = "; did you mean " + Words.nearest(value.asText(), entries(rule.path("enum"))) + "?";
        }
        return "expected " + words(rule) + ", got " + shown(value) + nearest;
    }

    private static boolean fits(JsonNode value, JsonNode rule) {
        if (rule.has("enum")) {
            return value.isTextual() && entries(rule.path("enum")).contains(value.asText());
        }
        return switch (rule.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray() && within(value.size(), rule, "minItems", "maxItems");
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber() && within(value.asDouble(), rule, "minimum", "maximum");
            case "number" -> value.isNumber() && number(value.asDouble(), rule);
            case "string" -> value.isTextual() && text(value.asText(), rule);
            default -> throw new IllegalStateException("a rule of the schema has no type: " + rule);
        };
    }

    private static boolean number(double value, JsonNode rule) {
        boolean positive = !rule.has("exclusiveMinimum")
                || value > rule.path("exclusiveMinimum").asDouble();
        return Double.isFinite(value) && positive && within(value, rule, "minimum", "maximum");
    }

    private static boolean text(String value, JsonNode rule) {
        if (rule.path("format").asText().equals("date")) {
            return isDay(value);
        }
        return within(value.strip().length(), rule, "minLength", "maxLength")
                && (!rule.has("pattern")
                        || Pattern.compile(rule.path("pattern").asText())
                                .matcher(value)
                                .find());
    }

    private static boolean isDay(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException notADay) {
            return false;
        }
    }

    private static boolean within(double value, JsonNode rule, String least, String most) {
        return value >= rule.path(least).asDouble(Double.NEGATIVE_INFINITY)
                && value <= rule.path(most).asDouble(Double.POSITIVE_INFINITY);
    }

    // ---- words ----

    /** What a rule expects, for a person. */
    private static String words(JsonNode rule) {
        if (rule.has("enum")) {
            return "one of " + String.join(", ", entries(rule.path("enum")));
        }
        return switch (rule.path("type").asText()) {
            case "object" -> "a group of keys";
            case "array" -> "a list" + range(rule, "minItems", "maxItems", " of ", " entries");
            case "boolean" -> "true or false";
            case "integer" -> "a whole number" + range(rule, "minimum", "maximum", " from ", "");
            case "number" -> "a number" + range(rule, "minimum", "maximum", " from ", "") + above(rule);
            case "string" -> textWords(rule);
            default -> "something else";
        };
    }

    private static String textWords(JsonNode rule) {
        if (rule.path("format").asText().equals("date")) {
            return "a day such as 2026-01-31";
        }
        return rule.has("pattern")
                ? "text like " + rule.path("examples").path(0).asText()
                : "text" + range(rule, "minLength", "maxLength", " of ", " letters");
    }

    private static String above(JsonNode rule) {
        return rule.has("exclusiveMinimum")
                ? " above " + rule.path("exclusiveMinimum").asText() + upTo(rule)
                : "";
    }

    private static String upTo(JsonNode rule) {
        return rule.has("maximum") ? " and up to " + rule.path("maximum").asText() : "";
    }

    private static String range(JsonNode rule, String least, String most, String before, String after) {
        if (rule.has(least) && rule.has(most)) {
            return before + rule.path(least).asText() + " to " + rule.path(most).asText() + after;
        }
        return rule.has(least) ? before + "at least " + rule.path(least).asText() + after : "";
    }

    private static List<String> entries(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static String shown(JsonNode value) {
        if (value.isNull()
                || value.isMissingNode()
                || (value.isTextual() && value.asText().isBlank())) {
            return "nothing";
        }
        return value.isObject() ? "a group of keys" : value.isArray() ? "a list of " + value.size() : value.asText();
    }
}
