package io.dripwatch.dashboard;

import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.review.Burden;
import io.dripwatch.review.Comparison;
import io.dripwatch.review.Course;
import io.dripwatch.review.Episode;
import io.dripwatch.review.Links;
import io.dripwatch.review.Outcome;
import io.dripwatch.review.Summary;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Protocol;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the page of reviews shows, in the shapes of {@code server/docs/screens.md}. */
final class ReviewView {
    private ReviewView() {}

    /** What an alarm is about, for the screen to name. */
    record About(
            String kind,
            @Nullable String metric,
            @Nullable String device,
            @Nullable String item) {
        static About of(AlarmKey key) {
            return new About(
                    CommandBody.wordOf(key.kind()),
                    key.metric() == null ? null : key.metric().id(),
                    key.device() == null ? null : key.device().value(),
                    key.item());
        }

        /** The same for all devices. */
        static About ofAny(AlarmKey key) {
            return of(new AlarmKey(key.kind(), key.metric(), null, key.item()));
        }
    }

    record Day(String day, double bedHours, int high, int medium, int low) {}

    record Row(
            String chair,
            String stage,
            About about,
            String priority,
            double bedHours,
            int alarms,
            int actedOn,
            @Nullable Long medianSeconds,
            @Nullable Long p90Seconds,
            int repeats) {}

    record AlarmBurden(int sessions, int omitted, double bedHours, List<Day> days, List<Row> rows) {}

    /** @param omitted how many older sessions were too many to be counted */
    static AlarmBurden burden(List<List<RoomEvent>> sessions, int omitted, Instant now, ZoneId zone) {
        Map<LocalDate, List<List<RoomEvent>>> byDay = new TreeMap<>();
        for (List<RoomEvent> session : sessions) {
            LocalDate day = session.get(0).at().atZone(zone).toLocalDate();
            byDay.computeIfAbsent(day, unused -> new ArrayList<>()).add(session);
        }
        List<Day> days = new ArrayList<>();
        byDay.forEach((day, its) -> days.add(day(day, Burden.of(its, now))));
        Burden all = Burden.of(sessions, now);
        return new AlarmBurden(
                sessions.size(),
                omitted,
                all.bedHours(),
                days,
                all.rows().stream().map(ReviewView::row).toList());
    }

    private static Day day(LocalDate day, Burden burden) {
        return new Day(
                day.toString(),
                burden.bedHours(),
                burden.alarms(Priority.HIGH),
                burden.alarms(Priority.MEDIUM),
                burden.alarms(Priority.LOW));
    }

    private static Row row(Burden.Row row) {
        return new Row(
                row.place().chair().value(),
                row.place().stage().word(),
                About.of(row.key()),
                row.priority().word(),
                row.bedHours(),
                row.alarms(),
                row.actedOn(),
                seconds(row.medianToAct()),
                seconds(row.p90ToAct()),
                row.repeats());
    }

    record Visit(String chair, String session, Instant from, Instant to) {}

    record Outage(String chair, About about, Instant from, Instant to) {}

    record Device(
            String device,
            List<String> chairs,
            int timesLost,
            long lostSeconds,
            @Nullable Long offsetMs,
            @Nullable Long furthestMs) {}

    record LinkHistory(int omitted, List<Visit> visits, List<Outage> outages, List<Device> devices) {}

    static LinkHistory links(Links links, int omitted) {
        return new LinkHistory(
                omitted,
                links.visits().stream()
                        .map(each -> new Visit(each.chair().value(), each.session(), each.from(), each.to()))
                        .toList(),
                links.outages().stream()
                        .map(each -> new Outage(each.chair().value(), About.of(each.key()), each.from(), each.to()))
                        .toList(),
                links.devices().stream().map(ReviewView::device).toList());
    }

    private static Device device(Links.Device device) {
        return new Device(
                device.device().value(),
                device.chairs().stream().map(chair -> chair.value()).toList(),
                device.timesLost(),
                device.lost().toSeconds(),
                device.offset() == null ? null : (Long) device.offset().toMillis(),
                device.furthest() == null ? null : (Long) device.furthest().toMillis());
    }

    /** @param from {@code value} where the amount is the limit, {@code baseline} or {@code percent-of-baseline} */
    record Settable(
            String kind,
            String metric,
            String unit,
            String priority,
            String from,
            double amount,
            long delaySeconds,
            List<String> stages) {
        static Settable of(Limit limit) {
            Metric metric = limit.metric();
            String from =
                    switch (limit.sound().kind()) {
                        case ABSOLUTE -> "value";
                        case FROM_BASELINE -> "baseline";
                        case PERCENT_FROM_BASELINE -> "percent-of-baseline";
                    };
            return new Settable(
                    CommandBody.wordOf(AlarmKind.of(limit)),
                    metric.id(),
                    metric.unit().label(),
                    limit.priority().word(),
                    from,
                    limit.sound().amount(),
                    limit.delay().condition().toSeconds(),
                    limit.stages().stream().map(stage -> stage.word()).toList());
        }
    }

    record Limits(String protocol, int version, String title, List<Settable> limits) {
        static Limits of(Protocol protocol, Wording words) {
            return new Limits(
                    protocol.id(),
                    protocol.version(),
                    words.say(protocol.title()),
                    protocol.limits().stream().map(Settable::of).toList());
        }
    }

    /** @param fate {@code stays}, {@code vanishes}, {@code appears} or {@code changes} its priority */
    record Alarm(About about, String priority, Instant from, Instant to, String fate) {}

    record Stretch(String stage, Instant from, Instant to) {}

    record Strip(
            String session,
            String chair,
            Instant from,
            Instant to,
            List<Stretch> stages,
            List<Alarm> before,
            List<Alarm> after,
            int doubts) {}

    record Change(About about, int before, int after, int appearing, int vanishing, int changing) {}

    record WhatIf(
            int sessions,
            int omitted,
            double bedHours,
            int recorded,
            int doubts,
            List<Change> limits,
            List<Strip> strips) {}

    /** @param omitted how many sessions were too many, or have another version of the protocol without such a limit */
    static WhatIf whatIf(List<Outcome> outcomes, int omitted) {
        Summary summary = Summary.of(outcomes);
        return new WhatIf(
                outcomes.size(),
                omitted,
                summary.bedHours(),
                summary.recorded(),
                summary.lost() + summary.added() + summary.otherPriority(),
                changes(outcomes),
                outcomes.stream().map(ReviewView::strip).toList());
    }

    private static List<Change> changes(List<Outcome> outcomes) {
        Map<About, int[]> counts = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            outcome.before().forEach(each -> counted(counts, each)[0]++);
            outcome.after().forEach(each -> counted(counts, each)[1]++);
            Comparison change = outcome.change();
            change.appearing().forEach(each -> counted(counts, each)[2]++);
            change.vanishing().forEach(each -> counted(counts, each)[3]++);
            change.staying().stream()
                    .filter(Comparison.Pair::changesPriority)
                    .forEach(pair -> counted(counts, pair.before())[4]++);
        }
        return counts.entrySet().stream()
                .map(entry -> change(entry.getKey(), entry.getValue()))
                .sorted((one, other) -> Integer.compare(other.before(), one.before()))
                .toList();
    }

    private static int[] counted(Map<About, int[]> counts, Episode episode) {
        return counts.computeIfAbsent(About.ofAny(episode.key()), unused -> new int[5]);
    }

    private static Change change(About about, int[] counts) {
        return new Change(about, counts[0], counts[1], counts[2], counts[3], counts[4]);
    }

    private static Strip strip(Outcome outcome) {
        Map<Episode, String> fates = new LinkedHashMap<>();
        Comparison change = outcome.change();
        change.vanishing().forEach(each -> fates.put(each, "vanishes"));
        change.appearing().forEach(each -> fates.put(each, "appears"));
        change.staying().stream()
                .filter(Comparison.Pair::changesPriority)
                .forEach(pair -> fates.put(pair.after(), "changes"));
        return new Strip(
                outcome.opened().session(),
                outcome.opened().chair().value(),
                outcome.opened().at(),
                outcome.end(),
                outcome.spans().stream().map(ReviewView::stretch).toList(),
                outcome.before().stream().map(each -> alarm(each, fates)).toList(),
                outcome.after().stream().map(each -> alarm(each, fates)).toList(),
                outcome.doubt().differences());
    }

    private static Stretch stretch(Course.Span span) {
        return new Stretch(span.stage().word(), span.from(), span.to());
    }

    private static Alarm alarm(Episode episode, Map<Episode, String> fates) {
        return new Alarm(
                About.ofAny(episode.key()),
                episode.priority().word(),
                episode.from(),
                episode.to(),
                fates.getOrDefault(episode, "stays"));
    }

    private static @Nullable Long seconds(@Nullable Duration time) {
        return time == null ? null : (Long) time.toSeconds();
    }
}
