package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dripwatch.dashboard.Asked.Unclear;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
        Asked asked = new Asked(http.queryParams(), PARAMETERS);
        Metric metric = metric(asked.text("metric"));
        Range given = asked.range(clock.instant());
        List<Series> series = series(asked, reaches.of(http), metric, given);
        int site = asked.whole("site", 0, 63, 0);
        series.removeIf(one -> one.metric() != metric || one.site() != site);
        int most = asked.whole("points", FEWEST_POINTS, MOST_POINTS, MOST_POINTS);
        Range range = given == null ? trend.whole(series) : given;
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
    private List<Series> series(Asked asked, Reach reach, Metric metric, @Nullable Range range) throws SQLException {
        String session = asked.text("session");
        String chair = asked.text("chair");
        String patient = asked.text("patient");
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
            return within(reach, history.seriesOf(Long.parseLong(patient), EnumSet.of(metric)));
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

    private static Metric metric(@Nullable String id) {
        try {
            return Metric.ofId(id == null ? "nothing" : id);
        } catch (IllegalArgumentException e) {
            throw new Unclear("metric: " + e.getMessage());
        }
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
