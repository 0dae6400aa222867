package io.dripwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dripwatch.session.Bound;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Order;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Measure;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Scale;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProtocolFileTest {
    static final List<String> SHIPPED = ProtocolFile.SHIPPED;

    /** Every key of the schema once, each with a value that is not its default. */
    private static final String EVERY_KEY = """
            id: every-key
            version: 3
            title: Every key
            drug: water
            signedOff: {by: Dr. Sample, on: 2026-01-31}
            order:
              mgPerKg: 2
              mostMg: 100
              minutes: 30
              rateSteps: [{fromMinute: 0, mgPerHour: 10}, {fromMinute: 10, mgPerHour: 20}]
              mgPerMl: 4
              delivery: by-hand
              tolerancePercent: 7
              weightMaxAgeDays: 3
            checklist:
              eligibility: [{id: first, ask: "First?", safe: no, otherwise: block}]
              interactions: [{id: second, ask: "Second?", safe: yes, otherwise: caution}]
              consent: [{id: third, ask: "Third?", otherwise: task}]
              preparation: [{id: fourth, ask: "Fourth?", safe: yes, otherwise: task, onlyIf: third}]
            gates:
              - {metric: nibpSys, above: 140, freshMinutes: 20}
              - {metric: spo2, below: 90, freshMinutes: 5}
            limits:
              - metric: spo2
                side: low
                latching: true
                measuredFrom: baseline
                stages: [dosing, held]
                steps:
                  - priority: high
                    sound: -8
                    clear: -2
                    patienceSeconds: 10
                    atOnce: -20
                    signalDelaySeconds: 5
                    confirm: true
                    advice: Look.
                    setBetween: [-20, -5]
                    mayTurnOff: true
              - metric: heartRate
                side: high
                overSeconds: 60
                stages: [held]
                steps:
                  - {priority: low, sound: 30, clear: 20, patienceSeconds: 5}
            continuous:
              - {anyOf: [spo2, pulseRate], staleAfterSeconds: 20, priority: medium, stages: [dosing]}
            schedules:
              - what: moaas
                everyMinutes: 15
                atStart: true
                atMinutes: [5, 50]
                graceSeconds: 60
                priority: medium
                stages: [dosing]
            discharge:
              observationMinutes: 30
              aldrete: 8
              pressureWithinPercent: 25
              moaas: 4
              nauseaAtMost: 2
              escort: true
              freshMinutes: 20
            alarms:
              reminderSeconds: 90
              longestPauseSeconds: 60
              audioOff: true
              escalation: [{priority: high, afterSeconds: 30, to: charge nurse}]
              cuffHold: {metrics: [spo2], mostSeconds: 40, sameLimb: third}
            course:
              perWeek: [3, 2]
              thenEveryDays: 28
              toleranceDays: 2
              outcome: phq9
              responsePercent: 50
              reviewAfter: 2
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    // ---- what ships ----

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void whatShipsParsesUnderItsNameAndIsNotSignedOff(String id) {
        Protocol protocol = ProtocolFile.shipped(id);

        assertThat(protocol.id()).isEqualTo(id);
        assertThat(ProtocolFile.signature(protocol)).isEqualTo("not signed off");
        assertThat(protocol.checklist())
                .anyMatch(item -> item.part() == CheckItem.Part.CONSENT && item.bearing() == CheckItem.Bearing.BLOCK);
        assertThat(protocol.alarms().escalation()).hasSize(3);
        assertThat(protocol.discharge().minimum()).isPositive();
    }

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void whatShipsPassesAnIndependentValidatorOfItsSchema(String id) {
        Validator validator = Validator.create(
                JsonSchema.of(new JsonObject(resource("protocol.schema.json"))),
                new JsonSchemaOptions()
                        .setDraft(Draft.DRAFT202012)
                        .setBaseUri("https://dripwatch.example")
                        .setOutputFormat(OutputFormat.Basic));
        JsonObject document =
                new JsonObject(Yaml.tree(resource(id + ".yaml"), id).toString());

        assertThat(validator.validate(document).getErrors()).isNull();
        assertThat(validator.validate(document.copy().put("unheard", 1)).getErrors())
                .isNotEmpty();
    }

    @Test
    void theDosesAreThoseOfTheirSources() {
        Order mood = ProtocolFile.shipped("ketamine-mood").order();
        assertThat(mood.mg(70.0)).isEqualTo(35.0);
        assertThat(mood.mgPerHour(35, Duration.ZERO)).isEqualTo(52.5);
        Order pain = ProtocolFile.shipped("ketamine-pain").order();
        assertThat(pain.mgPerHour(Objects.requireNonNull(pain.mg(100.0)), Duration.ZERO))
                .isEqualTo(35.0);
        Order spray = ProtocolFile.shipped("esketamine-spray").order();
        assertThat(spray.delivery()).isEqualTo(Order.Delivery.BY_HAND);
        assertThat(spray.mg(null)).isEqualTo(56.0);
        Order iron = ProtocolFile.shipped("iron-infusion").order();
        assertThat(iron.mg(50.0)).isEqualTo(750.0);
        assertThat(iron.mg(90.0)).isEqualTo(1000.0);
    }

    /** 50 mg/h and 50 more every half hour up to 400: the ordered time is what the steps take. */
    @Test
    void theRateStepsOfTheAntibodyGiveTheWholeDoseInTheOrderedTime() {
        Order order = ProtocolFile.shipped("monoclonal-antibody").order();
        double given = 0;
        for (int minute = 0; minute < order.time().toMinutes(); minute++) {
            given += order.mgPerHour(order.amount(), Duration.ofMinutes(minute)) / 60;
        }
        assertThat(given).isCloseTo(order.amount(), Offset.offset(0.01));
        assertThat(order.mgPerHour(1000, Duration.ofMinutes(29))).isEqualTo(50);
        assertThat(order.mgPerHour(1000, Duration.ofMinutes(250))).isEqualTo(400);
    }

    @Test
    void theChecklistOfMoodAsksForTheThreeBlocksAndForAnAntiemeticOnlyWhereItMatters() {
        Protocol mood = ProtocolFile.shipped("ketamine-mood");
        for (String id : List.of("activePsychosis", "mania", "unstableHeartDisease", "consent", "escort", "fasting")) {
            assertThat(item(mood, id).bearing()).as(id).isEqualTo(CheckItem.Bearing.BLOCK);
        }
        assertThat(mood.checklist())
                .filteredOn(item -> item.part() == CheckItem.Part.INTERACTION)
                .hasSize(4)
                .allMatch(item -> item.bearing() == CheckItem.Bearing.CAUTION);
        assertThat(item(mood, "antiemetic").onlyIf()).isEqualTo("nauseaProne");
        assertThat(item(mood, "cuffOnProbeLimb").safe()).isNull();
        assertThat(Objects.requireNonNull(mood.course()).perWeek()).containsExactly(3, 2, 1, 1, 1);
    }

    @Test
    void anApnoeaAlarmsWithoutDelayAndAdviceToHoldWaitsForASecondCuffReading() {
        Protocol mood = ProtocolFile.shipped("ketamine-mood");
        assertThat(mood.limits())
                .anyMatch(limit -> limit.metric() == Metric.RESP_RATE
                        && limit.priority() == Priority.HIGH
                        && limit.delay().equals(Limit.Delay.NONE));
        for (Limit limit : mood.limits()) {
            boolean pressureHold =
                    limit.sound().equals(Bound.at(180)) || limit.sound().equals(Bound.at(110));
            assertThat(limit.handling().confirm()).as("%s", limit).isEqualTo(pressureHold);
        }
    }

    // ---- a configuration ----

    @Test
    void whatIsNamedComesFirstAndTheRestShipsBehindIt() throws IOException {
        own("own.yaml", "own", 1);
        assertThat(ProtocolFile.all(null, directory).keySet()).containsExactlyElementsOf(SHIPPED);
        assertThat(ProtocolFile.all(List.of("iron-infusion", "own.yaml"), directory)
                        .keySet())
                .containsExactly(
                        "iron-infusion",
                        "own",
                        "ketamine-mood",
                        "ketamine-pain",
                        "esketamine-spray",
                        "monoclonal-antibody");
    }

    @Test
    void aHigherVersionReplacesWhatShips() throws IOException {
        own("own.yaml", "ketamine-mood", 9);
        assertThat(Objects.requireNonNull(
                                ProtocolFile.all(List.of("own.yaml"), directory).get("ketamine-mood"))
                        .version())
                .isEqualTo(9);
        own("own.yaml", "ketamine-mood", 1);
        assertThatThrownBy(() -> ProtocolFile.all(List.of("own.yaml"), directory))
                .isInstanceOf(ConfigError.class)
                .hasMessage("protocols: expected own.yaml to have a version above 2, so that it replaces the"
                        + " ketamine-mood that ships, got 1");
    }

    @Test
    void oneIdTwiceIsRefused() throws IOException {
        own("a.yaml", "own", 1);
        own("b.yaml", "own", 2);
        assertThatThrownBy(() -> ProtocolFile.all(List.of("a.yaml", "b.yaml"), directory))
                .isInstanceOf(ConfigError.class)
                .hasMessage("protocols: two protocols have the id own");
    }

    @Test
    void whoSignedIsSaid() {
        assertThat(ProtocolFile.signature(ProtocolFile.parse(EVERY_KEY, "own.yaml")))
                .isEqualTo("signed off by Dr. Sample on 2026-01-31");
    }

    // ---- refusals ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            patienceSeconds: 10 | patienceSecs: 10 | unknown key limits[0].steps[0].patienceSecs; did you mean patienceSeconds?
            drug: water | drg: water | unknown key drg; did you mean drug?
            side: low | side: lo | limits[0].side: expected one of low, high, got lo; did you mean low?
            patienceSeconds: 10 | patienceSeconds: 900 | limits[0].steps[0].patienceSeconds: expected a whole number from 0 to 300, got 900
            patienceSeconds: 10 | patienceSeconds: ten | limits[0].steps[0].patienceSeconds: expected a whole number from 0 to 300, got ten
            stages: [dosing, held] | stages: [dosing, hold] | limits[0].stages[1]: expected one of baseline, dosing, held, observation, ready, got hold; did you mean held?
            what: moaas | what: moas | schedules[0].what: expected one of heartRate, pulseRate, spo2, nibpSys, nibpDia, nibpMean, nibpPulse, respRate, etco2, temperature, abpSys, abpDia, abpMean, moaas, cadss6, nausea, pain, aldreteActivity, aldreteRespiration, oxygen, phq9, madrs, got moas; did you mean moaas?
            metric: nibpSys | metric: nipbSys | gates[0].metric: expected one of heartRate, pulseRate, spo2, nibpSys, nibpDia, nibpMean, nibpPulse, respRate, etco2, temperature, abpSys, abpDia, abpMean, got nipbSys; did you mean nibpSys?
            outcome: phq9 | outcome: phq | course.outcome: expected one of moaas, cadss6, nausea, pain, aldreteActivity, aldreteRespiration, oxygen, phq9, madrs, got phq; did you mean phq9?
            minutes: 30 | minutes: 0 | order.minutes: expected a whole number from 1 to 1440, got 0
            minutes: 30 | minutes: 30.5 | order.minutes: expected a whole number from 1 to 1440, got 30.5
            mgPerKg: 2 | mgPerKg: 0 | order.mgPerKg: expected a number above 0 and up to 1000, got 0
            mgPerKg: 2 | mg: 2; mgPerKg: 2 | order: expected one of the keys mgPerKg, mg, got mgPerKg and mg
            mgPerKg: 2 | weightMaxAgeDays: 3 | order: expected one of the keys mgPerKg, mg, got none
            above: 140 | freshMinutes: 20 | gates[0]: expected one of the keys above, below, got none
            drug: water | drug: | drug: expected text of 1 to 80 letters, got nothing
            drug: water | drug: {a: b} | drug: expected text of 1 to 80 letters, got a group of keys
            version: 3 | version: [3] | version: expected a whole number from 1 to 1000000, got a list of 1
            on: 2026-01-31 | on: 2026-02-31 | signedOff.on: expected a day such as 2026-01-31, got 2026-02-31
            id: every-key | id: Every Key | id: expected text like ketamine-mood, got Every Key
            id: first | id: first one | checklist.eligibility[0].id: expected text like activePsychosis, got first one
            audioOff: true | audioOff: maybe | alarms.audioOff: expected true or false, got maybe
            safe: no | safe: false | checklist.eligibility[0].safe: expected one of yes, no, got false
            reminderSeconds: 90 | longestPauseSeconds: 60 | alarms.reminderSeconds: expected a whole number from 30 to 600, the key is missing
            perWeek: [3, 2] | perWeek: [] | course.perWeek: expected a list of 1 to 104 entries, got a list of 0
            anyOf: [spo2, pulseRate] | anyOf: [] | continuous[0].anyOf: expected a list of at least 1 entries, got a list of 0
            clear: -2 | clear: -9 | limits[0].steps[0]: expected the clear limit of spo2 on the safe side of -8.0, got -9.0
            setBetween: [-20, -5] | setBetween: [-5, -20] | limits[0].steps[0]: expected both ends of a range in which a limit may be set
            fromMinute: 10 | fromMinute: 0 | order: expected rate steps in the order of their minutes
            onlyIf: third | onlyIf: thirt | expected onlyIf of fourth to be an item of the checklist, got thirt
            id: second | id: first | expected each item of the checklist once, got first
            sameLimb: third | sameLimb: thirt | expected sameLimb to be an item of the checklist, got thirt
            """)
    void everySentenceNamesThePlaceAndWhatWasExpected(String before, String after, String sentence) {
        String alone = EVERY_KEY
                .replaceFirst("(?m)^ +" + Pattern.quote(after) + "\\n", "")
                .replace(before + ", " + after, before);
        String yaml = alone.replaceFirst(
                Pattern.quote(before) + "(?=[,}\\]\\s])", Matcher.quoteReplacement(after.replace("; ", "\n  ")));
        assertThat(yaml).isNotEqualTo(alone);

        assertThatThrownBy(() -> ProtocolFile.parse(yaml, "own.yaml"))
                .isInstanceOf(ConfigError.class)
                .hasMessage("own.yaml: " + sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a\n- b\n", "hello", "", "3"})
    void whatIsNoProtocolAtAllIsRefused(String yaml) {
        assertThatThrownBy(() -> ProtocolFile.parse(yaml, "own.yaml"))
                .isInstanceOf(ConfigError.class)
                .hasMessageStartingWith("own.yaml: expected a group of keys");
    }

    // ---- every key is read by somebody ----

    @Test
    void theSchemaAndTheSampleHaveTheSameKeys() {
        JsonNode schema = Yaml.tree(resource("protocol.schema.json"), "schema");
        Set<String> known = new LinkedHashSet<>();
        keys(schema, schema, "", known);
        Set<String> sampled = new LinkedHashSet<>();
        leaves(Yaml.tree(EVERY_KEY, "sample"), "", new ArrayList<>(), sampled);

        known.remove("order.mg");
        assertThat(ofAnyPart(sampled)).isEqualTo(ofAnyPart(known));
    }

    /** The parts of a checklist have the same keys. */
    private static Set<String> ofAnyPart(Set<String> paths) {
        Set<String> parts = new TreeSet<>();
        paths.forEach(path -> parts.add(path.replaceFirst("^checklist\\.\\w+\\.", "checklist.part.")));
        return parts;
    }

    @Test
    void theWordsOfTheSchemaAreThoseOfTheWard() {
        JsonNode words = Yaml.tree(resource("protocol.schema.json"), "schema").path("$defs");
        List<String> vitals = Arrays.stream(Metric.values())
                .filter(metric -> metric.kind() == Metric.Kind.VITAL)
                .map(Measure::id)
                .toList();
        List<String> scales = Arrays.stream(Scale.values()).map(Measure::id).toList();

        assertThat(entries(words.path("metric").path("enum"))).containsExactlyElementsOf(vitals);
        assertThat(entries(words.path("scale").path("enum"))).containsExactlyElementsOf(scales);
        assertThat(entries(words.path("measure").path("enum")))
                .containsExactlyElementsOf(
                        Stream.concat(vitals.stream(), scales.stream()).toList());
        assertThat(entries(words.path("priority").path("enum")))
                .containsExactlyElementsOf(
                        Arrays.stream(Priority.values()).map(Priority::word).toList());
        assertThat(entries(words.path("stages").path("items").path("enum")))
                .containsExactlyElementsOf(Arrays.stream(Stage.values())
                        .filter(Stage::watched)
                        .map(Stage::word)
                        .toList());
    }

    @Test
    void everyLeafThatChangesChangesTheProtocol() {
        JsonNode sample = Yaml.tree(EVERY_KEY, "sample");
        everyLeafMatters(sample);
        ObjectNode fixedDose = sample.deepCopy();
        ObjectNode order = (ObjectNode) fixedDose.path("order");
        order.remove("mgPerKg");
        order.put("mg", 80);
        everyLeafMatters(fixedDose);
    }

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void everyLeafOfWhatShipsMatters(String id) {
        everyLeafMatters(Yaml.tree(resource(id + ".yaml"), id));
    }

    private static void everyLeafMatters(JsonNode document) {
        Protocol before = ProtocolFile.of(document, "before");
        List<List<Object>> places = new ArrayList<>();
        leaves(document, "", places, new LinkedHashSet<>());
        for (List<Object> place : places) {
            JsonNode leaf = at(document, place);
            boolean read = false;
            for (JsonNode other : others(leaf)) {
                JsonNode changed = document.deepCopy();
                set(changed, place, other);
                try {
                    assertThat(ProtocolFile.of(changed, "after"))
                            .as("%s from %s to %s", place, leaf, other)
                            .isNotEqualTo(before);
                    read = true;
                } catch (ConfigError refused) {
                    assertThat(refused).hasMessageStartingWith("after: ");
                    boolean pastTheSchema = refused.getCause() instanceof IllegalArgumentException;
                    read = read || pastTheSchema;
                }
            }
            assertThat(read).as("%s is read", place).isTrue();
        }
    }

    /** Values of which at least one is legal wherever a leaf of this sort stands. */
    private static List<JsonNode> others(JsonNode leaf) {
        if (leaf.isBoolean()) {
            return List.of(BooleanNode.valueOf(!leaf.asBoolean()));
        }
        if (leaf.isIntegralNumber()) {
            return List.of(IntNode.valueOf(leaf.asInt() + 1), IntNode.valueOf(leaf.asInt() - 1));
        }
        if (leaf.isNumber()) {
            return List.of(DoubleNode.valueOf(leaf.asDouble() + 0.01), DoubleNode.valueOf(leaf.asDouble() - 0.01));
        }
        return Stream.of(
                        leaf.asText() + "x",
                        "yes",
                        "no",
                        "block",
                        "caution",
                        "low",
                        "high",
                        "medium",
                        "pump",
                        "by-hand",
                        "zero",
                        "baseline",
                        "held",
                        "observation",
                        "heartRate",
                        "abpMean",
                        "nausea",
                        "madrs",
                        "2026-02-01")
                .filter(word -> !word.equals(leaf.asText()))
                .<JsonNode>map(TextNode::valueOf)
                .toList();
    }

    private static void leaves(JsonNode node, String path, List<List<Object>> places, Set<String> paths) {
        walk(node, path, new ArrayList<>(), places, paths);
    }

    private static void walk(
            JsonNode node, String path, List<Object> place, List<List<Object>> places, Set<String> paths) {
        if (!path.isEmpty()) {
            paths.add(path);
        }
        if (node.isObject()) {
            node.fieldNames()
                    .forEachRemaining(key -> walk(
                            node.path(key), path.isEmpty() ? key : path + "." + key, with(place, key), places, paths));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), path, with(place, i), places, paths);
            }
        } else {
            places.add(place);
        }
    }

    private static void keys(JsonNode schema, JsonNode unresolved, String path, Set<String> known) {
        JsonNode rule = unresolved.has("$ref")
                ? schema.at(unresolved.path("$ref").asText().substring(1))
                : unresolved;
        if (!path.isEmpty()) {
            known.add(path);
        }
        rule.path("properties")
                .fieldNames()
                .forEachRemaining(key -> keys(
                        schema, rule.path("properties").path(key), path.isEmpty() ? key : path + "." + key, known));
        if (rule.has("items")) {
            keys(schema, rule.path("items"), path, known);
        }
    }

    private static List<Object> with(List<Object> place, Object step) {
        List<Object> longer = new ArrayList<>(place);
        longer.add(step);
        return longer;
    }

    private static JsonNode at(JsonNode document, List<Object> place) {
        JsonNode node = document;
        for (Object step : place) {
            node = step instanceof Integer index ? node.path(index) : node.path((String) step);
        }
        return node;
    }

    private static void set(JsonNode document, List<Object> place, JsonNode value) {
        ContainerNode<?> parent = (ContainerNode<?>) at(document, place.subList(0, place.size() - 1));
        Object last = place.get(place.size() - 1);
        if (last instanceof Integer index) {
            ((ArrayNode) parent).set(index, value);
        } else {
            ((ObjectNode) parent).set((String) last, value);
        }
    }

    private static List<String> entries(JsonNode list) {
        List<String> entries = new ArrayList<>();
        list.forEach(entry -> entries.add(entry.asText()));
        return entries;
    }

    private static CheckItem item(Protocol protocol, String id) {
        return Objects.requireNonNull(protocol.item(id), id);
    }

    private void own(String file, String id, int version) throws IOException {
        Files.writeString(
                directory.resolve(file),
                EVERY_KEY.replace("id: every-key", "id: " + id).replace("version: 3", "version: " + version));
    }

    private static String resource(String name) {
        try (var in = ProtocolFileTest.class.getResourceAsStream("/protocols/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
