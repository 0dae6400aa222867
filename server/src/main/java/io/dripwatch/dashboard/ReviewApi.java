package io.dripwatch.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.JournalReader;
import io.dripwatch.review.ChangedLimits;
import io.dripwatch.review.Course;
import io.dripwatch.review.Links;
import io.dripwatch.review.Outcome;
import io.dripwatch.session.Protocol;
import io.dripwatch.trend.History;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Reach;
import io.dripwatch.wording.Wording;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks back over many sessions: what alarms asked of people, what other limits would have made of them, what became of
 * devices and links. Names no patient. One such question is worked on at a time, so that watching goes on undisturbed.
 */
public final class ReviewApi {
    private static final Logger LOG = LoggerFactory.getLogger(ReviewApi.class);
    private static final String PATH = "/api/v1/review/";
    private static final Set<RoomEvent.Kind> OPENING = EnumSet.of(RoomEvent.Kind.SESSION_OPENED);
    private static final Set<RoomEvent.Kind> ALARMS =
            EnumSet.of(RoomEvent.Kind.SESSION_OPENED, RoomEvent.Kind.STAGE_MOVED, RoomEvent.Kind.ALARM_CHANGED);
    private static final int LARGEST_BODY = 8 * 1024;
    private static final int MOST_SESSIONS = 1_000;
    private static final int MOST_RERUN = 40;
    private static final int MOST_CHANGES = 20;
    private static final int MOST_WAITING = 4;
    private static final int LONGEST_DELAY_SECONDS = 600;
    private static final Duration USUAL = Duration.ofDays(28);
    private static final long LATEST_MS = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    private final WorkerExecutor worker;
    private final JournalReader journal;
    private final History history;
    private final Collection<Protocol> protocols;
    private final Reaches reaches;
    private final InstantSource clock;
    private final Wording words;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong turnedAway = new AtomicLong();

    /**
     * Reviews of what is kept.
     *
     * @param protocols those of new sessions
     * @param reaches over the sessions of which chairs somebody looks back
     * @param words in which people are spoken to
     */
    public ReviewApi(
            Vertx vertx,
            JournalReader journal,
            History history,
            Collection<Protocol> protocols,
            Reaches reaches,
            InstantSource clock,
            Wording words) {
        this.worker = vertx.createSharedWorkerExecutor("review", 1);
        this.journal = journal;
        this.history = history;
        this.protocols = List.copyOf(protocols);
        this.reaches = reaches;
        this.clock = clock;
        this.words = words;
    }

    /** Sessions opened from the first moment on and before the last, in the chairs within reach. */
    private record Range(Instant from, Instant to, Reach reach) {
        Range {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("to: expected a moment after from, got " + to);
            }
        }
    }

    /** The newest of them, and how many older ones are left out. */
    private record Chosen(List<String> sessions, int omitted) {}

    public void mount(Router router) {
        router.get(PATH + "limits")
                .handler(http -> work(http, () -> protocols.stream()
                        .map(each -> ReviewView.Limits.of(each, words))
                        .toList()));
        router.get(PATH + "burden").handler(http -> ask(http, range -> burden(range)));
        router.get(PATH + "links").handler(http -> ask(http, range -> links(range)));
        router.post(PATH + "what-if")
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(this::whatIf);
    }

    /** For {@code /metrics}: names and values. */
    public Map<String, Number> numbers() {
        return Map.of("dripwatch_reviews_total", asked.get(), "dripwatch_reviews_turned_away_total", turnedAway.get());
    }

    private interface Question {
        Object over(Range range) throws Exception;
    }

    private void ask(RoutingContext http, Question question) {
        Range range;
        try {
            Instant to = moment(http, "to", clock.instant().plusSeconds(1));
            range = new Range(moment(http, "from", to.minus(USUAL)), to, reaches.of(http));
        } catch (IllegalArgumentException e) {
            refuse(http, 400, String.valueOf(e.getMessage()));
            return;
        }
        work(http, () -> question.over(range));
    }

    private static Instant moment(RoutingContext http, String name, Instant otherwise) {
        String text = http.queryParams().get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,15}") || Long.parseLong(text) > LATEST_MS) {
            throw new IllegalArgumentException(name + ": expected epoch milliseconds, got " + text);
        }
        return Instant.ofEpochMilli(Long.parseLong(text));
    }

    private ReviewView.AlarmBurden burden(Range range) throws SQLException {
        Chosen chosen = chosen(range, MOST_SESSIONS);
        return ReviewView.burden(events(chosen), chosen.omitted(), clock.instant(), ZoneId.systemDefault());
    }

    private ReviewView.LinkHistory links(Range range) throws SQLException {
        Chosen chosen = chosen(range, MOST_SESSIONS);
        List<RoomEvent> bindings = new ArrayList<>(journal.bindings());
        bindings.addAll(journal.deviceClocks());
        return ReviewView.links(Links.of(events(chosen), bindings, clock.instant()), chosen.omitted());
    }

    private List<String> sessions(Range range) throws SQLException {
        List<String> all = journal.sessions(range.from(), range.to());
        if (range.reach() == Reach.EVERYWHERE) {
            return all;
        }
        List<String> within = new ArrayList<>();
        for (String session : all) {
            String chair = journal.chairOf(session);
            if (range.reach().covers(chair == null ? null : new ChairId(chair))) {
                within.add(session);
            }
        }
        return within;
    }

    private Chosen chosen(Range range, int most) throws SQLException {
        List<String> all = sessions(range);
        int omitted = Math.max(0, all.size() - most);
        return new Chosen(all.subList(omitted, all.size()), omitted);
    }

    private List<List<RoomEvent>> events(Chosen chosen) throws SQLException {
        List<List<RoomEvent>> sessions = new ArrayList<>();
        for (String session : chosen.sessions()) {
            sessions.add(journal.ofSession(session, ALARMS));
        }
        return sessions;
    }

    private void whatIf(RoutingContext http) {
        try {
            Buffer text = http.body().buffer();
            CommandBody body = CommandBody.of(text == null ? new byte[0] : text.getBytes());
            Instant to = body.timeOrNull("to");
            Instant last = to == null ? clock.instant().plusSeconds(1) : to;
            Instant from = body.timeOrNull("from");
            Range range = new Range(from == null ? last.minus(USUAL) : from, last, reaches.of(http));
            Protocol protocol = protocol(body.text("protocol"));
            List<ChangedLimits.Change> changes = changes(body);
            ChangedLimits.of(protocol, changes);
            work(http, () -> whatIf(range, protocol.id(), changes));
        } catch (IllegalArgumentException e) {
            refuse(http, 400, String.valueOf(e.getMessage()));
        }
    }

    private Protocol protocol(String id) {
        return protocols.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("protocol: expected one of this server, got " + id));
    }

    private static List<ChangedLimits.Change> changes(CommandBody body) {
        List<ChangedLimits.Change> changes = new ArrayList<>();
        for (JsonNode each : body.json().path("changes")) {
            CommandBody change = new CommandBody(each);
            changes.add(new ChangedLimits.Change(
                    Metric.ofId(change.text("metric")),
                    change.word("kind", AlarmKind.class),
                    change.word("priority", Priority.class),
                    change.number("amount"),
                    Duration.ofSeconds(change.whole("delaySeconds", 0, LONGEST_DELAY_SECONDS)),
                    change.flag("off")));
        }
        if (changes.isEmpty() || changes.size() > MOST_CHANGES) {
            throw new IllegalArgumentException("changes: expected 1 to " + MOST_CHANGES + ", got " + changes.size());
        }
        return changes;
    }

    private ReviewView.WhatIf whatIf(Range range, String protocol, List<ChangedLimits.Change> changes)
            throws SQLException {
        List<String> all = new ArrayList<>();
        for (String session : sessions(range)) {
            for (RoomEvent event : journal.ofSession(session, OPENING)) {
                if (event instanceof RoomEvent.SessionOpened opened
                        && opened.protocol().id().equals(protocol)) {
                    all.add(session);
                }
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (String session : all.subList(Math.max(0, all.size() - MOST_RERUN), all.size())) {
            Course course = Course.of(journal.course(session), history);
            if (ChangedLimits.fits(course.protocol(), changes)) {
                outcomes.add(Outcome.of(course, ChangedLimits.of(course.protocol(), changes)));
            }
        }
        return ReviewView.whatIf(outcomes, all.size() - outcomes.size());
    }

    private void work(RoutingContext http, Callable<Object> question) {
        asked.incrementAndGet();
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            turnedAway.incrementAndGet();
            refuse(http, 503, "Others are reviewing now. Ask again in a moment.");
            return;
        }
        worker.executeBlocking(() -> Buffer.buffer(Documents.JSON.writeValueAsBytes(question.call())))
                .onComplete(done -> waiting.decrementAndGet())
                .onSuccess(body -> http.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(body))
                .onFailure(failure -> {
                    LOG.error("Sessions could not be reviewed", failure);
                    refuse(http, 503, "The record cannot be read now.");
                });
    }

    private void refuse(RoutingContext http, int status, String sentence) {
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject().put("error", words.tell(sentence)).encode());
    }
}
