package io.dripwatch.app;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dripwatch.session.AlarmPolicy;
import io.dripwatch.session.Bound;
import io.dripwatch.session.Continuous;
import io.dripwatch.session.Criteria;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Order;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Schedule;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A protocol as a clinic writes it: YAML, held to {@code protocols/protocol.schema.json}. */
final class ProtocolFile {
    private static final String SCHEMA = "/protocols/protocol.schema.json";
    private static final String BUILT_IN = "/protocols/ketamine-mood.yaml";

    private ProtocolFile() {}

    /** The protocol that comes with the server. */
    static Protocol builtIn() {
        return parse(resource(BUILT_IN), "built-in protocol ketamine-mood");
    }

    /**
     * Reads a file.
     *
     * @throws ConfigError naming the file, the place and what was expected
     */
    static Protocol read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new ConfigError("The protocol " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static Protocol parse(String yaml, String what) {
        JsonNode tree = Yaml.tree(yaml, what);
        validate(tree, what);
        try {
            return protocol(tree);
        } catch (IllegalArgumentException e) {
            throw new ConfigError(what + ": " + e.getMessage(), e);
        }
    }

    private static void validate(JsonNode tree, String what) {
        JsonSchemaOptions options = new JsonSchemaOptions()
                .setDraft(Draft.DRAFT202012)
                .setBaseUri("https://dripwatch.example")
                .setOutputFormat(OutputFormat.Basic);
        Validator validator = Validator.create(JsonSchema.of(new JsonObject(resource(SCHEMA))), options);
        Object document = new ObjectMapper().convertValue(tree, new TypeReference<Object>() {});
        Object instance = document instanceof Map<?, ?> map ? JsonObject.mapFrom(map) : String.valueOf(document);
        OutputUnit result = validator.validate(instance);
        if (!Boolean.TRUE.equals(result.getValid())) {
            throw new ConfigError(what + ": " + deepest(result));
        }
    }

    private static String deepest(OutputUnit result) {
        List<OutputUnit> errors = result.getErrors() == null ? List.of() : result.getErrors();
        OutputUnit deepest = null;
        for (OutputUnit error : errors) {
            if (deepest == null
                    || error.getInstanceLocation().length()
                            > deepest.getInstanceLocation().length()) {
                deepest = error;
            }
        }
        return deepest == null
                ? "does not match the schema"
                : deepest.getInstanceLocation() + ": " + deepest.getError();
    }

    private static Protocol protocol(JsonNode tree) {
        List<Limit> limits = new ArrayList<>();
        tree.path("limits").forEach(rule -> rule.path("steps").forEach(step -> limits.add(limit(rule, step))));
        List<Continuous> continuous = new ArrayList<>();
        tree.path("continuous").forEach(node -> continuous.add(continuous(node)));
        List<Schedule> schedules = new ArrayList<>();
        tree.path("schedules").forEach(node -> schedules.add(schedule(node)));
        return new Protocol(
                tree.path("id").asText(),
                tree.path("version").asInt(),
                tree.path("title").asText(),
                tree.path("drug").asText(),
                null,
                new Order(
                        Order.Basis.PER_KG,
                        tree.path("dose").path("mgPerKg").asDouble(),
                        null,
                        Duration.ofMinutes(tree.path("dose").path("minutes").asLong()),
                        List.of(),
                        null,
                        Order.Delivery.PUMP,
                        5,
                        Duration.ofDays(30)),
                List.of(),
                List.of(),
                limits,
                continuous,
                schedules,
                new Criteria(
                        Duration.ofMinutes(tree.path("observationMinutes").asLong()),
                        0,
                        0,
                        0,
                        10,
                        false,
                        Duration.ofMinutes(15)),
                new AlarmPolicy(
                        Duration.ofSeconds(tree.path("reminderSeconds").asLong()),
                        Duration.ofMinutes(2),
                        false,
                        List.of(),
                        null),
                null);
    }

    private static Limit limit(JsonNode rule, JsonNode step) {
        Bound.Kind kind =
                switch (rule.path("measuredFrom").asText("zero")) {
                    case "baseline" -> Bound.Kind.FROM_BASELINE;
                    case "baselinePercent" -> Bound.Kind.PERCENT_FROM_BASELINE;
                    default -> Bound.Kind.ABSOLUTE;
                };
        return new Limit(
                Metric.ofId(rule.path("metric").asText()),
                Limit.Side.valueOf(rule.path("side").asText().toUpperCase(Locale.ROOT)),
                priority(step),
                new Bound(kind, step.path("sound").asDouble()),
                new Bound(kind, step.path("clear").asDouble()),
                Limit.Delay.of(Duration.ofSeconds(step.path("patienceSeconds").asLong())),
                rule.path("latching").asBoolean(false) ? Limit.Handling.LATCHING : Limit.Handling.PLAIN,
                stages(rule));
    }

    private static Continuous continuous(JsonNode node) {
        List<Metric> anyOf = new ArrayList<>();
        node.path("anyOf").forEach(metric -> anyOf.add(Metric.ofId(metric.asText())));
        return new Continuous(
                anyOf, Duration.ofSeconds(node.path("staleAfterSeconds").asLong()), priority(node), stages(node));
    }

    private static Schedule schedule(JsonNode node) {
        return new Schedule(
                Metric.ofId(node.path("metric").asText()),
                Duration.ofMinutes(node.path("everyMinutes").asLong()),
                node.path("atStart").asBoolean(false),
                List.of(),
                Duration.ofSeconds(node.path("graceSeconds").asLong()),
                Priority.LOW,
                stages(node));
    }

    private static Priority priority(JsonNode node) {
        return Priority.valueOf(node.path("priority").asText().toUpperCase(Locale.ROOT));
    }

    private static Set<Stage> stages(JsonNode node) {
        Set<Stage> stages = EnumSet.noneOf(Stage.class);
        node.path("stages").forEach(stage -> stages.add(Stage.ofWord(stage.asText())));
        return stages;
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ProtocolFile.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigError("The resource " + name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
