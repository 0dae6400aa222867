package io.dripwatch.app.config;

import io.dripwatch.session.AlarmPolicy;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.CourseTemplate;
import io.dripwatch.session.Criteria;
import io.dripwatch.session.Escalation;
import io.dripwatch.session.Order;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.SignOff;
import io.dripwatch.vitals.Scale;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A protocol as it stands in YAML, key by key; {@code protocol.schema.json} says what each means and has been checked
 * before. What is left out has its default here.
 */
record ProtocolText(
        String id,
        int version,
        String title,
        String drug,
        @Nullable SignedOff signedOff,
        OrderText order,
        @Nullable Checklist checklist,
        @Nullable List<WatchText.Gates> gates,
        List<WatchText.Limits> limits,
        @Nullable List<WatchText.Streams> continuous,
        @Nullable List<WatchText.Schedules> schedules,
        Discharge discharge,
        Alarms alarms,
        @Nullable Course course) {

    /**
     * The protocol.
     *
     * @throws IllegalArgumentException naming the place and what was expected
     */
    Protocol protocol() {
        return new Protocol(
                id,
                version,
                title,
                drug,
                signedOff == null ? null : signedOff.signOff(),
                Place.at("order", order::order),
                checklist == null ? List.of() : checklist.items(),
                Place.each("gates", gates, WatchText.Gates::gate),
                WatchText.limits(limits),
                Place.each("continuous", continuous, WatchText.Streams::continuous),
                Place.each("schedules", schedules, WatchText.Schedules::schedule),
                discharge.criteria(),
                Place.at("alarms", alarms::policy),
                course == null ? null : Place.at("course", course::template));
    }

    /** {@code signedOff: {by: ..., on: 2026-01-31}}. */
    record SignedOff(String by, String on) {
        SignOff signOff() {
            return new SignOff(by, LocalDate.parse(on));
        }
    }

    record OrderText(
            @Nullable Double mgPerKg,
            @Nullable Double mg,
            @Nullable Double mostMg,
            int minutes,
            @Nullable List<RateStep> rateSteps,
            @Nullable Double mgPerMl,
            @Nullable String delivery,
            @Nullable Double tolerancePercent,
            @Nullable Integer weightMaxAgeDays) {

        record RateStep(int fromMinute, double mgPerHour) {}

        Order order() {
            List<Order.RateStep> steps = Place.each(
                    "rateSteps",
                    rateSteps,
                    step -> new Order.RateStep(Duration.ofMinutes(step.fromMinute()), step.mgPerHour()));
            return new Order(
                    mgPerKg == null ? Order.Basis.FIXED : Order.Basis.PER_KG,
                    mgPerKg == null ? Default.of(mg, 0.0) : mgPerKg,
                    mostMg,
                    Duration.ofMinutes(minutes),
                    steps,
                    mgPerMl,
                    "by-hand".equals(delivery) ? Order.Delivery.BY_HAND : Order.Delivery.PUMP,
                    Default.of(tolerancePercent, 5.0),
                    Duration.ofDays(Default.of(weightMaxAgeDays, 30)));
        }
    }

    record Checklist(
            @Nullable List<Question> eligibility,
            @Nullable List<Question> interactions,
            @Nullable List<Question> consent,
            @Nullable List<Question> preparation) {

        List<CheckItem> items() {
            List<CheckItem> items = new ArrayList<>();
            add(items, eligibility, CheckItem.Part.ELIGIBILITY);
            add(items, interactions, CheckItem.Part.INTERACTION);
            add(items, consent, CheckItem.Part.CONSENT);
            add(items, preparation, CheckItem.Part.PREPARATION);
            return items;
        }

        private static void add(List<CheckItem> items, @Nullable List<Question> questions, CheckItem.Part part) {
            if (questions != null) {
                questions.forEach(question -> items.add(question.item(part)));
            }
        }
    }

    record Question(
            String id,
            String ask,
            @Nullable String safe,
            String otherwise,
            @Nullable String onlyIf) {
        CheckItem item(CheckItem.Part part) {
            CheckItem.Answer answer = safe == null ? null : CheckItem.Answer.valueOf(safe.toUpperCase(Locale.ROOT));
            CheckItem.Bearing bearing = CheckItem.Bearing.valueOf(otherwise.toUpperCase(Locale.ROOT));
            return new CheckItem(id, ask, part, answer, bearing, onlyIf);
        }
    }

    record Discharge(
            int observationMinutes,
            @Nullable Integer aldrete,
            @Nullable Double pressureWithinPercent,
            @Nullable Integer moaas,
            @Nullable Integer nauseaAtMost,
            @Nullable Boolean escort,
            @Nullable Integer freshMinutes) {

        Criteria criteria() {
            return new Criteria(
                    Duration.ofMinutes(observationMinutes),
                    Default.of(aldrete, 0),
                    Default.of(pressureWithinPercent, 0.0),
                    Default.of(moaas, 0),
                    Default.of(nauseaAtMost, Scale.NAUSEA.highest()),
                    Default.of(escort, false),
                    Duration.ofMinutes(Default.of(freshMinutes, 15)));
        }
    }

    record Alarms(
            int reminderSeconds,
            @Nullable Integer longestPauseSeconds,
            @Nullable Boolean audioOff,
            @Nullable List<Told> escalation,
            @Nullable CuffHold cuffHold) {

        record Told(String priority, int afterSeconds, String to) {
            Escalation escalation() {
                return new Escalation(WatchText.priorityOf(priority), Duration.ofSeconds(afterSeconds), to);
            }
        }

        record CuffHold(List<String> metrics, int mostSeconds, String sameLimb) {
            AlarmPolicy.CuffHold hold() {
                return new AlarmPolicy.CuffHold(
                        WatchText.metricsOf(metrics), Duration.ofSeconds(mostSeconds), sameLimb);
            }
        }

        AlarmPolicy policy() {
            List<Escalation> soonestFirst = Place.each("escalation", escalation, Told::escalation).stream()
                    .sorted(Comparator.comparing(Escalation::after))
                    .toList();
            return new AlarmPolicy(
                    Duration.ofSeconds(reminderSeconds),
                    Duration.ofSeconds(Default.of(longestPauseSeconds, 120)),
                    Default.of(audioOff, false),
                    soonestFirst,
                    cuffHold == null ? null : cuffHold.hold());
        }
    }

    record Course(
            List<Integer> perWeek,
            @Nullable Integer thenEveryDays,
            @Nullable Integer toleranceDays,
            String outcome,
            double responsePercent,
            @Nullable Integer reviewAfter) {

        CourseTemplate template() {
            return new CourseTemplate(
                    perWeek,
                    Default.of(thenEveryDays, 0),
                    Default.of(toleranceDays, 1),
                    Scale.ofId(outcome),
                    responsePercent,
                    Default.of(reviewAfter, 0));
        }
    }
}
