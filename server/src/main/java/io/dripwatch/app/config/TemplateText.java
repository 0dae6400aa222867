package io.dripwatch.app.config;

import io.dripwatch.device.json.JsonPlace;
import io.dripwatch.device.json.Template;
import io.dripwatch.device.json.Term;
import io.dripwatch.device.json.TopicFilter;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.vitals.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A template as it stands in YAML, key by key; {@code template.schema.json} says what each means and has been checked
 * before. What is left out has its default here.
 */
record TemplateText(
        String id,
        String title,
        List<String> topics,
        @Nullable String each,
        String device,
        @Nullable String place,
        @Nullable List<Location> places,
        @Nullable Patient patient,
        @Nullable String sentAt,
        @Nullable String at,
        @Nullable String seq,
        @Nullable String numbersAre,
        @Nullable String zone,
        List<Row> readings,
        @Nullable List<Code> codes,
        @Nullable List<ProfileText.UnitWord> units,
        @Nullable Set<Double> sentinels) {

    record Location(String sent, String chair) {}

    record Patient(
            String id,
            @Nullable String authority,
            @Nullable String family,
            @Nullable String given) {
        Template.Named named() {
            return new Template.Named(
                    Term.of(id), Default.of(authority, ""), Term.ofNullable(family), Term.ofNullable(given));
        }
    }

    record Row(
            @Nullable String each,
            String metric,
            String value,
            @Nullable String unit,
            @Nullable String at) {
        Template.Row row() {
            return new Template.Row(
                    each == null ? null : JsonPlace.of(each),
                    Term.of(metric),
                    Term.of(value),
                    Term.ofNullable(unit),
                    Term.ofNullable(at));
        }
    }

    record Code(
            String sent, @Nullable String metric, @Nullable String unit) {
        Template.Code code() {
            return new Template.Code(
                    metric == null ? null : Metric.ofId(metric), unit == null ? null : ProfileText.conversion(unit));
        }
    }

    /**
     * The template.
     *
     * @throws IllegalArgumentException naming the place and what was expected
     */
    Template template(RoomPlan room) {
        return new Template(
                id,
                title,
                Place.each("topics", topics, TopicFilter::of),
                each == null ? null : Place.at("each", () -> JsonPlace.of(each)),
                new Template.Who(
                        Place.at("device", () -> Term.of(device)),
                        term("place", place),
                        chairs(room),
                        patient == null ? null : Place.at("patient", patient::named)),
                new Template.When(
                        term("sentAt", sentAt),
                        term("at", at),
                        term("seq", seq),
                        "seconds".equals(numbersAre),
                        zone == null ? null : ProfileText.zoneId(zone)),
                Place.each("readings", readings, Row::row),
                new Template.Words(codesByWord(), ProfileText.unitWords(units), Default.of(sentinels, Set.of())));
    }

    private static @Nullable Term term(String key, @Nullable String written) {
        return written == null ? null : Place.at(key, () -> Term.of(written));
    }

    private Map<String, Template.Code> codesByWord() {
        Map<String, Template.Code> known = new HashMap<>();
        Place.each("codes", codes, code -> {
            if (known.put(code.sent(), code.code()) != null) {
                throw new IllegalArgumentException(code.sent() + " stands there twice");
            }
            return code;
        });
        return known;
    }

    private Map<String, io.dripwatch.vitals.Place> chairs(RoomPlan room) {
        Map<String, io.dripwatch.vitals.Place> meant = new HashMap<>();
        for (Location location : Default.of(places, List.<Location>of())) {
            if (meant.put(location.sent(), ProfileText.chair(location.chair(), room)) != null) {
                throw new IllegalArgumentException("places: " + location.sent() + " stands there twice");
            }
        }
        return meant;
    }
}
