package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.JournalReader;
import io.dripwatch.wording.Wording;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Searches the record for who saw or did what. By POST: whose record it was must not stand in an address. */
public final class AccessSearch {
    private static final Logger LOG = LoggerFactory.getLogger(AccessSearch.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LARGEST_BODY = 4 * 1024;
    private static final int MOST = 1_000;
    private static final Duration USUAL = Duration.ofDays(7);

    private final Vertx vertx;
    private final JournalReader journal;
    private final InstantSource clock;
    private final Wording words;

    /** What is asked for. */
    private record Question(Instant from, Instant to, Predicate<RoomEvent.Accessed> wanted) {}

    public AccessSearch(Vertx vertx, JournalReader journal, InstantSource clock, Wording words) {
        this.vertx = vertx;
        this.journal = journal;
        this.clock = clock;
        this.words = words;
    }

    public void mount(Router router) {
        router.post("/api/v1/accesses")
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(this::search);
    }

    private void search(RoutingContext http) {
        Question question;
        try {
            byte[] text = http.body().buffer() == null
                    ? new byte[0]
                    : http.body().buffer().getBytes();
            question = question(CommandBody.of(text));
        } catch (IllegalArgumentException e) {
            LOG.debug("A search of accesses could not be read", e);
            answer(http, 400, error("expected a JSON object with from, to, words and refused"));
            return;
        }
        vertx.executeBlocking(
                        () -> json(journal.accesses(question.from(), question.to(), question.wanted(), MOST)), false)
                .onSuccess(found -> answer(http, 200, found))
                .onFailure(failure -> {
                    LOG.error("The record of accesses could not be searched", failure);
                    answer(http, 503, error("The record cannot be read now."));
                });
    }

    private Question question(CommandBody body) {
        Instant to = body.timeOrNull("to");
        Instant last = to == null ? clock.instant().plusSeconds(1) : to;
        Instant from = body.timeOrNull("from");
        return new Question(
                from == null ? last.minus(USUAL) : from, last, wanted(body.optional("words"), body.flag("refused")));
    }

    private String error(String sentence) {
        return new JsonObject().put("error", words.say(sentence)).encode();
    }

    /** All of the words somewhere in it, as it is kept or as it is said here, whatever their case. */
    private Predicate<RoomEvent.Accessed> wanted(String asked, boolean refused) {
        List<String> all = List.of(asked.toLowerCase(Locale.ROOT).split(" +", -1));
        return access -> {
            String chair = access.chair() == null ? "" : "chair " + access.chair();
            String said = words.say(access.what());
            String text = String.join(
                            " ",
                            access.by(),
                            access.account(),
                            access.what(),
                            said,
                            chair,
                            access.whose(),
                            access.from())
                    .toLowerCase(Locale.ROOT);
            return (!refused || access.refused()) && all.stream().allMatch(text::contains);
        };
    }

    private String json(List<RoomEvent.Accessed> accesses) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeBooleanField("more", accesses.size() == MOST);
            json.writeArrayFieldStart("accesses");
            for (RoomEvent.Accessed access : accesses) {
                write(json, access);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private void write(JsonGenerator json, RoomEvent.Accessed access) throws IOException {
        json.writeStartObject();
        json.writeNumberField("at", access.at().toEpochMilli());
        json.writeStringField("by", words.signed(words.say(access.by())));
        json.writeStringField("account", access.account());
        json.writeStringField("what", words.say(access.what()));
        json.writeStringField(
                "chair", access.chair() == null ? "" : access.chair().value());
        json.writeStringField("whose", access.whose());
        json.writeStringField("from", access.from());
        json.writeBooleanField("refused", access.refused());
        json.writeNumberField("times", access.times());
        json.writeEndObject();
    }

    private static void answer(RoutingContext http, int status, String json) {
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(json);
    }
}
