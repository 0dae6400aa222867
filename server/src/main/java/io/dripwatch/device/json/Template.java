package io.dripwatch.device.json;

import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.MetricCodes;
import io.dripwatch.vitals.Place;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How JSON of somebody else's making becomes reports: where in a message the values stand, what they measure, in which
 * unit, and whose they are. Written as YAML.
 *
 * @param id unique on a server
 * @param title as biomed engineers call the devices
 * @param topics whose messages it reads; at least one
 * @param each the parts of a message that are a report each; null where the message is one
 * @param who whose readings they are
 * @param when how its times are to be taken
 * @param readings where the values stand; at least one
 * @param words what its own words mean
 */
public record Template(
        String id,
        String title,
        List<TopicFilter> topics,
        @Nullable JsonPlace each,
        Who who,
        When when,
        List<Row> readings,
        Words words) {

    /**
     * Whose readings they are.
     *
     * @param device the name of the device
     * @param place where it stands, as {@code unit^room^bed} or one of {@code places}; null where it does not say
     * @param places what its own words for places mean
     * @param patient whom it measured; null where it does not say
     */
    public record Who(
            Term device,
            @Nullable Term place,
            Map<String, Place> places,
            @Nullable Named patient) {
        public Who {
            places = Map.copyOf(places);
        }
    }

    /**
     * A patient.
     *
     * @param id nobody is named where nothing stands there
     * @param authority who gave the id
     * @param family null where it is not told
     * @param given null where it is not told
     */
    public record Named(
            Term id,
            String authority,
            @Nullable Term family,
            @Nullable Term given) {}

    /**
     * Its times.
     *
     * @param sentAt when the message was made; null where it does not say
     * @param at when its readings were measured, unless they say so themselves; null where it does not say
     * @param seq the number of the message; null where it has none
     * @param inSeconds whether a number counts seconds since 1970, not milliseconds
     * @param zone of times without an offset; null where they are refused
     */
    public record When(
            @Nullable Term sentAt,
            @Nullable Term at,
            @Nullable Term seq,
            boolean inSeconds,
            @Nullable ZoneId zone) {}

    /**
     * A value, or all values of a list.
     *
     * @param each where the list stands; null for a single value, which is there or not
     * @param metric what it measures: a metric's id or code, or where the word for it stands
     * @param value where the number stands
     * @param unit in UCUM, or where it stands; null where the words say it
     * @param at when it was measured; null for the time of its report
     */
    public record Row(
            @Nullable JsonPlace each,
            Term metric,
            Term value,
            @Nullable Term unit,
            @Nullable Term at) {}

    /**
     * What a word for a metric means.
     *
     * @param metric ours; null where it is known and not kept
     * @param unit of its numbers; null where the row says so
     */
    public record Code(@Nullable Metric metric, @Nullable Conversion unit) {
        public Code {
            if (unit != null) {
                check("", metric, unit);
            }
        }

        void check(String where, Conversion sent) {
            check(where, metric, sent);
        }

        private static void check(String where, @Nullable Metric metric, Conversion sent) {
            if (metric != null && sent.to() != metric.unit()) {
                throw new IllegalArgumentException(where + "expected a unit of " + metric.id() + ", got one of "
                        + sent.to().ucum());
            }
        }
    }

    /**
     * Its own words.
     *
     * @param codes for metrics
     * @param units for units
     * @param sentinels numbers that mean "no value"
     */
    public record Words(Map<String, Code> codes, Map<String, Conversion> units, Set<Double> sentinels) {
        public Words {
            codes = Map.copyOf(codes);
            units = Map.copyOf(units);
            sentinels = Set.copyOf(sentinels);
        }

        /** Null where nobody knows the word. */
        @Nullable
        Code code(String word) {
            Code own = codes.get(word);
            return own == null ? publicCode(word) : own;
        }

        private static @Nullable Code publicCode(String word) {
            Metric metric = Stream.of(MetricWords.metric(word), MetricCodes.ofMdcName(word), MetricCodes.ofLoinc(word))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            return metric == null ? null : new Code(metric, null);
        }
    }

    public Template {
        topics = List.copyOf(topics);
        readings = List.copyOf(readings);
        if (topics.isEmpty() || readings.isEmpty()) {
            throw new IllegalArgumentException("expected at least one topic and one reading");
        }
        for (int i = 0; i < readings.size(); i++) {
            check("readings[" + i + "]: ", readings.get(i), words);
        }
        for (TopicFilter topic : topics) {
            terms(who, when, readings)
                    .filter(term -> !topic.names().containsAll(term.names()))
                    .findFirst()
                    .ifPresent(term -> {
                        throw new IllegalArgumentException(
                                "expected names of levels of the topic " + topic + ", got " + term);
                    });
        }
    }

    /** What can be known before a message comes must fit. */
    private static void check(String where, Row row, Words words) {
        String word = row.metric().constant();
        Code code = word == null ? null : words.code(word);
        if (word != null && code == null) {
            throw new IllegalArgumentException(where + "expected a metric such as spo2, got " + word);
        }
        String unit = row.unit() == null ? null : row.unit().constant();
        if (unit != null) {
            Conversion known = MappedRows.conversion(unit, words);
            if (known == null) {
                throw new IllegalArgumentException(where + "expected a unit that becomes one of ours, got " + unit);
            }
            if (code != null) {
                code.check(where, known);
            }
        }
        boolean unitless = row.unit() == null
                && (code == null
                        ? words.codes().values().stream().anyMatch(own -> own.metric() != null && own.unit() == null)
                        : code.metric() != null && code.unit() == null);
        if (unitless) {
            throw new IllegalArgumentException(
                    where + "expected a unit for " + row.value() + ", for none is guessed, got none here nor in codes");
        }
    }

    private static Stream<Term> terms(Who who, When when, List<Row> readings) {
        Named patient = who.patient();
        Stream<@Nullable Term> ofReport = Stream.of(
                who.device(),
                who.place(),
                patient == null ? null : patient.id(),
                patient == null ? null : patient.family(),
                patient == null ? null : patient.given(),
                when.sentAt(),
                when.at(),
                when.seq());
        Stream<@Nullable Term> ofRows =
                readings.stream().flatMap(row -> Stream.of(row.metric(), row.value(), row.unit(), row.at()));
        return Stream.concat(ofReport, ofRows).filter(Objects::nonNull).map(Objects::requireNonNull);
    }

    /** The named levels of a topic; null where it reads none of its messages. */
    @Nullable
    Map<String, String> levels(String topic) {
        for (TopicFilter filter : topics) {
            Map<String, String> levels = filter.match(topic);
            if (levels != null) {
                return levels;
            }
        }
        return null;
    }

    /** The levels of a topic that is written as the template writes it. */
    Map<String, String> sampleLevels() {
        Map<String, String> levels = new HashMap<>();
        topics.forEach(topic -> topic.names().forEach(name -> levels.put(name, "{" + name + "}")));
        return levels;
    }
}
