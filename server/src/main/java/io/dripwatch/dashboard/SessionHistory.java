package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.LimitSet;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.SessionEvents;
import io.dripwatch.session.Limit.Side;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Minutes;
import io.dripwatch.trend.Outline;
import io.dripwatch.trend.Outline.Point;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.Trend;
import io.dripwatch.trend.Trend.Range;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Sentence;
import io.dripwatch.wording.Wording;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A session as it went: its course of stages, what was measured, what happened. Written from what is kept, not from
 * memory.
 */
final class SessionHistory {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_POINTS = 2_000;
    private static final long WRONG_CLOCK_MS = 5_000;

    private record Span(
            Session session, Instant from, @Nullable Instant to) {}

    /** From when to when something about the session did not change. */
    private record Stretch<T>(
            T what, Instant from, @Nullable Instant to) {}

    private record Outermost(@Nullable Double low, @Nullable Double high) {}

    private final History history;
    private final Minutes minutes;
    private final List<RoomEvent> events;
    private final Wording words;
    private final @Nullable Range part;
    private final List<Span> spans = new ArrayList<>();

    /**
     * A session.
     *
     * @param events of the session, in their order, beginning with its opening
     * @param words in which it is told
     * @param part of which the measured values are told, by the server's clock; null for all
     */
    SessionHistory(History history, Minutes minutes, List<RoomEvent> events, Wording words, @Nullable Range part) {
        this.history = history;
        this.minutes = minutes;
        this.events = events;
        this.words = words;
        this.part = part;
        retrace();
    }

    /** The whole as JSON, in the shape of {@code server/docs/screens.md}. */
    String json(Instant now) throws IOException {
        Span last = spans.get(spans.size() - 1);
        boolean closed = last.session().stage().over();
        StringWriter text = new StringWriter(1 << 16);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeFieldName("session");
            SessionView.write(json, words, last.session(), now);
            json.writeNumberField("from", spans.get(0).from().toEpochMilli());
            json.writeNumberField("to", closed ? last.from().toEpochMilli() : now.toEpochMilli());
            series(json, last.session().id());
            stages(json);
            events(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    private void retrace() {
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.SessionOpened opened) {
                spans.add(new Span(opened.begin(), event.at(), null));
            } else if (!spans.isEmpty()) {
                Session after = SessionEvents.after(current(), event);
                if (!after.equals(current())) {
                    next(after, event.at());
                }
            }
        }
        if (spans.isEmpty()) {
            throw new IllegalArgumentException("expected the events of a session, beginning with its opening");
        }
    }

    private Session current() {
        return spans.get(spans.size() - 1).session();
    }

    private void next(Session session, Instant at) {
        Span last = spans.remove(spans.size() - 1);
        if (at.isAfter(last.from())) {
            spans.add(new Span(last.session(), last.from(), at));
        }
        spans.add(new Span(session, at.isAfter(last.from()) ? at : last.from(), null));
    }

    private <T> List<Stretch<T>> stretches(Function<Session, T> of) {
        List<Stretch<T>> stretches = new ArrayList<>();
        for (Span span : spans) {
            T what = of.apply(span.session());
            Stretch<T> last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
            boolean goesOn = last != null && last.what.equals(what);
            Instant from = goesOn ? stretches.remove(stretches.size() - 1).from : span.from();
            stretches.add(new Stretch<>(what, from, span.to()));
        }
        return stretches;
    }

    private void series(JsonGenerator json, String session) throws IOException {
        json.writeArrayFieldStart("series");
        for (Series series : history.seriesOfSession(session)) {
            json.writeStartObject();
            json.writeStringField("metric", series.metric().id());
            json.writeNumberField("site", series.site());
            json.writeArrayFieldStart("points");
            for (Point point : points(series)) {
                json.writeStartArray();
                json.writeNumber(point.atMs());
                json.writeNumber(words.units().shown(series.metric(), point.value()));
                json.writeEndArray();
            }
            json.writeEndArray();
            limits(json, series.metric());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What was deleted is drawn by its minutes, on the device's clock: how far that was off is not known any more. */
    private List<Point> points(Series series) {
        if (minutes.deletedUntil(series.key()) == Long.MIN_VALUE) {
            return readings(series);
        }
        Trend trend = new Trend(history, minutes);
        Range drawn = part == null ? trend.whole(List.of(series)) : part;
        return drawn == null
                ? List.of()
                : trend.line(List.of(series), drawn, MOST_POINTS).points();
    }

    /** The outline of a series on the server's clock, on which stages and events stand, too. */
    private List<Point> readings(Series series) {
        Extent all = extent(series);
        if (all.empty()) {
            return List.of();
        }
        long from = part == null ? all.firstMs : part.fromMs() - all.shift();
        long to = part == null ? all.lastMs + 1 : part.toMs() - all.shift();
        Outline outline = new Outline(from, to, MOST_POINTS);
        history.points(series.key(), from, to, false, Integer.MAX_VALUE, (at, value, standing, received) -> {
            if (standing != Reading.Standing.ENTERED_IN_ERROR) {
                outline.add(at, value);
            }
        });
        return all.shift() == 0
                ? outline.points()
                : outline.points().stream()
                        .map(point -> new Point(point.atMs() + all.shift(), point.value()))
                        .toList();
    }

    /** Where a series lies on the device's clock, and how far that is behind the server's by its fastest reading. */
    private static final class Extent {
        private long firstMs = Long.MAX_VALUE;
        private long lastMs;
        private long fastestMs = Long.MAX_VALUE;

        boolean empty() {
            return firstMs > lastMs;
        }

        long shift() {
            return Math.abs(fastestMs) <= WRONG_CLOCK_MS ? 0 : fastestMs;
        }
    }

    private Extent extent(Series series) {
        Extent extent = new Extent();
        history.points(series.key(), 0, Long.MAX_VALUE, false, Integer.MAX_VALUE, (at, value, standing, received) -> {
            if (standing != Reading.Standing.ENTERED_IN_ERROR) {
                extent.firstMs = Math.min(extent.firstMs, at);
                extent.lastMs = Math.max(extent.lastMs, at);
                extent.fastestMs = Math.min(extent.fastestMs, received - at);
            }
        });
        return extent;
    }

    private void limits(JsonGenerator json, Metric metric) throws IOException {
        json.writeArrayFieldStart("limits");
        for (Stretch<Optional<Outermost>> stretch : stretches(session -> outermost(session, metric))) {
            if (stretch.what.isPresent()) {
                json.writeStartObject();
                json.writeNumberField("from", stretch.from.toEpochMilli());
                ChairView.number(json, "to", stretch.to);
                ChairView.shown(json, words, "low", metric, stretch.what.get().low);
                ChairView.shown(json, words, "high", metric, stretch.what.get().high);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    /** Empty where nothing is watched any more. */
    private static Optional<Outermost> outermost(Session session, Metric metric) {
        if (session.stage().over()) {
            return Optional.empty();
        }
        LimitSet limits = LimitSet.of(session);
        return Optional.of(new Outermost(limits.outermost(metric, Side.LOW), limits.outermost(metric, Side.HIGH)));
    }

    private void stages(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("stages");
        for (Stretch<Stage> stretch : stretches(Session::stage)) {
            json.writeStartObject();
            json.writeStringField("stage", stretch.what.word());
            json.writeNumberField("from", stretch.from.toEpochMilli());
            ChairView.number(json, "to", stretch.to);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void events(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("events");
        for (RoomEvent event : events) {
            Sentence text = EventWords.of(event, current().protocol());
            if (text != null) {
                json.writeStartObject();
                json.writeNumberField("at", event.at().toEpochMilli());
                json.writeStringField("kind", EventWords.kind(event));
                json.writeStringField("text", words.say(text));
                json.writeStringField("priority", priority(event));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static @Nullable String priority(RoomEvent event) {
        if (event instanceof RoomEvent.AlarmChanged changed) {
            AlarmEvent alarm = changed.alarmEvent();
            return alarm.alarm().priority().name().toLowerCase(Locale.ROOT);
        }
        return null;
    }
}
