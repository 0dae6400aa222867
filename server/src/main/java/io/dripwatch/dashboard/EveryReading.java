package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Minutes;
import io.dripwatch.trend.Series;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.dripwatch.wording.SiteUnits;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every single reading of a session as it was stored, also those that were taken back, page by page. */
final class EveryReading {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST = 200;
    private static final Set<String> PARAMETERS = Set.of("metric", "from");

    private final History history;
    private final Minutes minutes;
    private final SiteUnits units;

    /** @param units in which the values are told */
    EveryReading(History history, Minutes minutes, SiteUnits units) {
        this.history = history;
        this.minutes = minutes;
        this.units = units;
    }

    /**
     * What is asked for.
     *
     * @param metric null for that which the session has first
     * @param fromMs where the page begins, epoch milliseconds by the device's clock
     */
    record Question(@Nullable Metric metric, long fromMs) {

        /** @throws Asked.Unclear naming the parameter that is not as it should be */
        static Question of(MultiMap parameters) {
            Asked asked = new Asked(parameters, PARAMETERS);
            String metric = asked.text("metric");
            Instant from = asked.moment("from");
            try {
                return new Question(
                        metric == null ? null : Metric.ofId(metric), from == null ? 0 : from.toEpochMilli());
            } catch (IllegalArgumentException e) {
                throw new Asked.Unclear("metric: " + e.getMessage());
            }
        }
    }

    private record Stored(Series series, long atMs, double value, Reading.Standing standing, long receivedMs) {}

    /** As JSON, in the shape of {@code server/docs/screens.md}. */
    String json(String session, Question question) throws IOException {
        List<Series> all = history.seriesOfSession(session);
        Set<Metric> metrics = new TreeSet<>();
        all.forEach(series -> metrics.add(series.metric()));
        Metric metric = question.metric() != null || metrics.isEmpty()
                ? question.metric()
                : metrics.iterator().next();
        List<Series> asked =
                all.stream().filter(series -> series.metric() == metric).toList();
        List<Stored> found = page(asked, question.fromMs());
        StringWriter text = new StringWriter(1 << 14);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("session", session);
            json.writeArrayFieldStart("metrics");
            for (Metric each : metrics) {
                json.writeString(each.id());
            }
            json.writeEndArray();
            json.writeStringField("metric", metric == null ? null : metric.id());
            json.writeBooleanField(
                    "deleted", asked.stream().anyMatch(each -> minutes.deletedUntil(each.key()) != Long.MIN_VALUE));
            json.writeArrayFieldStart("readings");
            int shown = shown(found);
            for (Stored reading : found.subList(0, shown)) {
                write(json, reading);
            }
            json.writeEndArray();
            ChairView.number(
                    json,
                    "next",
                    shown < found.size() ? Instant.ofEpochMilli(found.get(shown).atMs()) : null);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** One more than a page holds of each series, in the order of their moments. */
    private List<Stored> page(List<Series> asked, long fromMs) {
        List<Stored> found = new ArrayList<>();
        for (Series series : asked) {
            history.points(
                    series.key(),
                    fromMs,
                    Long.MAX_VALUE,
                    false,
                    MOST + 1,
                    (at, value, standing, received) -> found.add(new Stored(series, at, value, standing, received)));
        }
        found.sort(Comparator.comparingLong(Stored::atMs)
                .thenComparingInt(each -> each.series().site())
                .thenComparingLong(each -> each.series().key()));
        return found;
    }

    /** How many of them make a page: the next one begins at a moment of its own. */
    private static int shown(List<Stored> found) {
        if (found.size() <= MOST) {
            return found.size();
        }
        int shown = MOST;
        while (shown > 1 && found.get(shown).atMs() == found.get(shown - 1).atMs()) {
            shown--;
        }
        return shown;
    }

    private void write(JsonGenerator json, Stored reading) throws IOException {
        json.writeStartObject();
        json.writeNumberField("at", reading.atMs());
        json.writeNumberField("receivedAt", reading.receivedMs());
        json.writeNumberField("site", reading.series().site());
        json.writeNumberField("value", units.shown(reading.series().metric(), reading.value()));
        json.writeStringField("device", reading.series().device().value());
        json.writeStringField(
                "standing", reading.standing().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.writeEndObject();
    }
}
