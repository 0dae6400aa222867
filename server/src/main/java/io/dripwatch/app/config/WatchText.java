package io.dripwatch.app.config;

import io.dripwatch.session.Bound;
import io.dripwatch.session.Continuous;
import io.dripwatch.session.Gate;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Schedule;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Measure;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The parts of a protocol in YAML that say what is watched: gates, limits, streams and schedules. */
final class WatchText {
    private static final int DEFAULT_GATE_MINUTES = 30;

    private WatchText() {}

    record Gates(
            String metric,
            @Nullable Double above,
            @Nullable Double below,
            @Nullable Integer freshMinutes) {

        Gate gate() {
            Duration freshFor = Duration.ofMinutes(Default.of(freshMinutes, DEFAULT_GATE_MINUTES));
            return above != null
                    ? new Gate(Metric.ofId(metric), Limit.Side.HIGH, above, freshFor)
                    : new Gate(Metric.ofId(metric), Limit.Side.LOW, Objects.requireNonNull(below), freshFor);
        }
    }

    /** One metric and side with its steps of concern. */
    record Limits(
            String metric,
            String side,
            @Nullable Boolean latching,
            @Nullable String measuredFrom,
            @Nullable Integer overSeconds,
            @Nullable List<String> stages,
            List<Step> steps) {

        Limit limit(Step step) {
            Bound.Kind kind =
                    switch (Default.of(measuredFrom, "zero")) {
                        case "baseline" -> Bound.Kind.FROM_BASELINE;
                        case "baselinePercent" -> Bound.Kind.PERCENT_FROM_BASELINE;
                        default -> Bound.Kind.ABSOLUTE;
                    };
            return new Limit(
                    Metric.ofId(metric),
                    Limit.Side.valueOf(side.toUpperCase(Locale.ROOT)),
                    priorityOf(step.priority()),
                    new Bound(kind, step.sound()),
                    new Bound(kind, step.clear()),
                    step.delay(Duration.ofSeconds(Default.of(overSeconds, 0))),
                    step.handling(Default.of(latching, false)),
                    stages == null ? watched() : stagesOf(stages));
        }
    }

    record Step(
            String priority,
            double sound,
            double clear,
            @Nullable Integer patienceSeconds,
            @Nullable Double atOnce,
            @Nullable Integer signalDelaySeconds,
            @Nullable Boolean confirm,
            @Nullable String advice,
            @Nullable List<Double> setBetween,
            @Nullable Boolean mayTurnOff) {

        private Limit.Delay delay(Duration over) {
            return new Limit.Delay(
                    Duration.ofSeconds(Default.of(patienceSeconds, 0)),
                    Duration.ofSeconds(Default.of(signalDelaySeconds, 0)),
                    atOnce,
                    over);
        }

        private Limit.Handling handling(boolean latching) {
            return new Limit.Handling(
                    latching,
                    Default.of(confirm, false),
                    Default.of(advice, ""),
                    setBetween == null ? null : setBetween.get(0),
                    setBetween == null ? null : setBetween.get(1),
                    Default.of(mayTurnOff, false));
        }
    }

    record Streams(List<String> anyOf, int staleAfterSeconds, String priority, List<String> stages) {
        Continuous continuous() {
            return new Continuous(
                    anyOf.stream().map(Metric::ofId).toList(),
                    Duration.ofSeconds(staleAfterSeconds),
                    priorityOf(priority),
                    stagesOf(stages));
        }
    }

    record Schedules(
            String what,
            @Nullable Integer everyMinutes,
            @Nullable Boolean atStart,
            @Nullable List<Integer> atMinutes,
            int graceSeconds,
            @Nullable String priority,
            List<String> stages) {

        Schedule schedule() {
            List<Integer> minutes = atMinutes == null ? List.of() : atMinutes;
            return new Schedule(
                    Measure.ofId(what),
                    everyMinutes == null ? null : Duration.ofMinutes(everyMinutes),
                    Default.of(atStart, false),
                    minutes.stream().map(Duration::ofMinutes).toList(),
                    Duration.ofSeconds(graceSeconds),
                    priorityOf(Default.of(priority, Priority.LOW.word())),
                    stagesOf(stages));
        }
    }

    /** Every step of every rule, in their order. */
    static List<Limit> limits(List<Limits> rules) {
        List<Limit> limits = new ArrayList<>();
        IntStream.range(0, rules.size()).forEach(i -> {
            Limits rule = rules.get(i);
            limits.addAll(Place.each("limits[" + i + "].steps", rule.steps(), rule::limit));
        });
        return limits;
    }

    static Priority priorityOf(String word) {
        return Priority.valueOf(word.toUpperCase(Locale.ROOT));
    }

    static Set<Metric> metricsOf(List<String> ids) {
        Set<Metric> metrics = EnumSet.noneOf(Metric.class);
        ids.forEach(id -> metrics.add(Metric.ofId(id)));
        return metrics;
    }

    private static Set<Stage> stagesOf(List<String> words) {
        Set<Stage> stages = EnumSet.noneOf(Stage.class);
        words.forEach(word -> stages.add(Stage.ofWord(word)));
        return stages;
    }

    private static Set<Stage> watched() {
        Set<Stage> stages = EnumSet.allOf(Stage.class);
        stages.removeIf(stage -> !stage.watched());
        return stages;
    }
}
