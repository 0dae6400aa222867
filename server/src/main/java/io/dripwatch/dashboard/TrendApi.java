package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dripwatch.record.JournalReader;
import io.dripwatch.trend.History;
import io.dripwatch.trend.HistoryUnavailable;
import io.dripwatch.trend.Outline.Point;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.Trend;
import io.dripwatch.trend.Trend.Range;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reach;
import io.dripwatch.wording.Wording;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The line of one vital sign over any range of time, in the shape of {@code server/docs/screens.md}. */
final class TrendApi {
    private static final Logger LOG = LoggerFactory.getLogger(TrendApi.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> PARAMETERS =
            Set.of("metric", "site", "session", "chair", "patient", "from", "to", "points");
    private static final int MOST_POINTS = 2_000;
    private static final int FEWEST_POINTS = 4;
    private static final Duration LONGEST_SESSION = Duration.ofDays(1);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final Vertx vertx;
    private final JournalReader journal;
    private final History history;
    private final Trend trend;
    private final Reaches reaches;
    private final InstantSource clock;
    private final Wording words;

    TrendApi(Vertx vertx, Screens.Kept kept, Trend trend, Reaches reaches, InstantSource clock) {
        this.vertx = vertx;
        this.journal = kept.journal();
        this.history = kept.history();
        this.trend = trend;
        this.reaches = reaches;
        this.clock = clock;
        this.words = kept.words();
    }

    /** The request cannot be understood; the message names the parameter. */
    private static final class Unclear extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unclear(String message) {
            super(message);
        }
    }

    void mount(Router router) {
        router.get("/api/v1/trend").handler(http -> vertx.executeBlocking(() -> json(http), false)
                .onSuccess(json -> answer(http, 200, json))
                .onFailure(failure -> refuse(http, failure)));
    }

    private void refuse(RoutingContext http, Throwable failure) {
        if (failure instanceof Unclear unclear) {
            answer(http, 400, error(String.valueOf(unclear.getMessage())));
        } else {
            LOG.error("A trend could not be read", failure);
            String why = failure instanceof HistoryUnavailable ? String.valueOf(failure.getMessage()) : "";
            answer(http, 503, error(words.say("The trend cannot be read now.") + " " + why));
        }
    }

    private String json(RoutingContext http) throws SQLException, IOException {
        http.queryParams().names().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new Unclear(name + ": expected one of " + String.join(", ", new TreeSet<>(PARAMETERS)));
                });
        Metric metric = metric(text(http, "metric"));
        Range asked = range(http);
        List<Series> series = series(http, metric, asked);
        int site = whole(http, "site", 0, 63, 0);
        series.removeIf(one -> one.metric() != metric || one.site() != site);
        int most = whole(http, "points", FEWEST_POINTS, MOST_POINTS, MOST_POINTS);
        Range range = asked == null ? trend.whole(series) : asked;
        Trend.Line line = range == null ? new Trend.Line(false, List.of()) : trend.line(series, range, most);
        return json(metric, range, line);
    }

    private String json(Metric metric, @Nullable Range range, Trend.Line line) throws IOException {
        StringWriter text = new StringWriter(1 << 15);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("metric", metric.id());
            json.writeStringField("unit", words.unit(metric));
            if (range != null) {
                json.writeNumberField("from", range.fromMs());
                json.writeNumberField("to", range.toMs());
            }
            json.writeStringField("of", line.ofMinutes() ? "minutes" : "readings");
            json.writeArrayFieldStart("points");
            for (Point point : line.points()) {
                json.writeStartArray();
                json.writeNumber(point.atMs());
                json.writeNumber(words.units().shown(metric, point.value()));
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    /** Of whom or what: exactly one of session, chair, patient. */
    private List<Series> series(RoutingContext http, Metric metric, @Nullable Range range) throws SQLException {
        String session = text(http, "session");
        String chair = text(http, "chair");
        String patient = text(http, "patient");
        if ((session == null ? 0 : 1) + (chair == null ? 0 : 1) + (patient == null ? 0 : 1) != 1) {
            throw new Unclear("expected exactly one of session, chair and patient");
        }
        if (session != null) {
            return new ArrayList<>(history.seriesOfSession(session));
        }
        if (patient != null) {
            if (!NUMBER.matcher(patient).matches()) {
                throw new Unclear("patient: expected the number of a FHIR Patient, got " + patient);
            }
            return within(reaches.of(http), history.seriesOf(Long.parseLong(patient), EnumSet.of(metric)));
        }
        if (range == null) {
            throw new Unclear("from: expected with chair, got nothing");
        }
        List<Series> series = new ArrayList<>();
        Instant from = Instant.ofEpochMilli(range.fromMs()).minus(LONGEST_SESSION);
        for (String one : journal.sessionsIn(String.valueOf(chair), from, Instant.ofEpochMilli(range.toMs()))) {
            series.addAll(history.seriesOfSession(one));
        }
        return series;
    }

    /** Those that were measured at a chair within reach. */
    private List<Series> within(Reach reach, List<Series> all) throws SQLException {
        List<Series> within = new ArrayList<>();
        for (Series one : all) {
            String chair = one.session() == null ? null : journal.chairOf(one.session());
            if (reach.covers(chair == null ? null : new ChairId(chair))) {
                within.add(one);
            }
        }
        return within;
    }

    private @Nullable Range range(RoutingContext http) {
        String from = text(http, "from");
        String to = text(http, "to");
        if (from == null && to == null) {
            return null;
        }
        if (from == null) {
            throw new Unclear("from: expected with to, got nothing");
        }
        Instant end = to == null ? clock.instant() : moment("to", to);
        try {
            return new Range(moment("from", from).toEpochMilli(), end.toEpochMilli());
        } catch (IllegalArgumentException e) {
            throw new Unclear("to: expected a moment after from, got " + end);
        }
    }

    private static Metric metric(@Nullable String id) {
        try {
            return Metric.ofId(id == null ? "nothing" : id);
        } catch (IllegalArgumentException e) {
            throw new Unclear("metric: " + e.getMessage());
        }
    }

    private static Instant moment(String name, String text) {
        try {
            Instant moment =
                    NUMBER.matcher(text).matches() ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
            if (moment.isBefore(Instant.EPOCH) || moment.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
                throw new Unclear(name + ": expected a moment from 1970 to 9999, got " + text);
            }
            return moment;
        } catch (DateTimeParseException e) {
            throw new Unclear(
                    name + ": expected a moment such as 2026-03-01T09:00:00Z or epoch milliseconds, got " + text);
        }
    }

    private static int whole(RoutingContext http, String name, int least, int most, int otherwise) {
        String text = text(http, name);
        if (text == null) {
            return otherwise;
        }
        long number = NUMBER.matcher(text).matches() ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            throw new Unclear(name + ": expected a number from " + least + " to " + most + ", got " + text);
        }
        return (int) number;
    }

    private static @Nullable String text(RoutingContext http, String name) {
        List<String> values = http.queryParam(name);
        if (values.size() > 1) {
            throw new Unclear(name + ": expected once, got " + values.size() + " times");
        }
        return values.isEmpty() || values.get(0).isBlank() ? null : values.get(0);
    }

    private static String error(String message) {
        return new JsonObject().put("error", message.strip()).encode();
    }

    private static void answer(RoutingContext http, int status, String json) {
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(json)
                .onFailure(failure -> LOG.debug("Somebody who asked for a trend has gone", failure));
    }
}
