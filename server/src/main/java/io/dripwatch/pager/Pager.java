package io.dripwatch.pager;

import io.dripwatch.access.Witness;
import io.dripwatch.access.file.FileUnusable;
import io.dripwatch.alarm.Alarm;
import io.dripwatch.flow.Chair;
import io.dripwatch.flow.Room;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Priority;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells browsers that a chair has a high alarm: chair and priority, and nothing of the patient. Best effort: what no
 * service takes within a minute is told no more, and nothing of it counts as shown on a screen.
 */
public final class Pager {
    /** What it keeps in a data directory, and what is worth nothing without the other. */
    public static final List<String> FILES = List.of(PagedBrowserFile.NAME, ServerKey.FILE);

    private static final Logger LOG = LoggerFactory.getLogger(Pager.class);
    /** A chair is told of no more often than this, however its alarms come and go. */
    private static final Duration APART = Duration.ofSeconds(30);

    private static final Duration TOLD_FOR = Duration.ofHours(1);
    private static final int MOST_UNDER_WAY = 200;
    private static final int[] AGAIN_AFTER_MS = {2_000, 8_000};
    private static final int GONE = 410;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;

    private final Vertx vertx;
    private final Browsers browsers;
    private final @Nullable Messages messages;
    private final PagerApi api;
    private final InstantSource clock;
    private final Set<String> told = new HashSet<>();
    private final Map<ChairId, Instant> lately = new HashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final @Nullable String unusable;
    private volatile @Nullable Failure failure;

    /** What last went wrong with telling. */
    private record Failure(String sentence, Instant at) {}

    /**
     * Reads what is kept in the data directory. Blocks. Where it cannot be read nobody is told, and that is said: a
     * room is watched with a broken pager, too.
     *
     * @param services which may be spoken to; nobody is told of anything where there is none
     * @param sees whether an account counts and may see the room of a chair now
     * @param witness is told who wants to be told, and who no more
     */
    public Pager(
            Vertx vertx,
            Services services,
            Path data,
            BiPredicate<String, ChairId> sees,
            Witness witness,
            InstantSource clock) {
        ServerKey key = null;
        String wrong = null;
        Browsers known = new Browsers(vertx, new PagedBrowserFile(data), sees);
        if (services.any()) {
            try {
                known.read();
                key = ServerKey.in(data);
            } catch (FileUnusable | UncheckedIOException e) {
                LOG.error("Nobody can be told of high alarms", e);
                wrong = "High alarms are told to no telephone: " + e.getMessage();
            }
        }
        this.vertx = vertx;
        this.browsers = known;
        this.unusable = wrong;
        this.messages = key == null ? null : new Messages(vertx, services, key, clock);
        this.api = new PagerApi(services, key, known, witness, clock);
        this.clock = clock;
    }

    public void mount(Router router) {
        api.mount(router);
    }

    /** Looks for high alarms that were not told of yet; on the room's context, and does not block it. */
    public void look(Room room) {
        if (messages == null) {
            return;
        }
        Instant now = clock.instant();
        Set<String> present = new HashSet<>();
        for (Chair chair : room.chairs()) {
            for (Alarm alarm : chair.alarms()) {
                if (alarm.priority() == Priority.HIGH && alarm.state() == Alarm.State.ACTIVE && !alarm.acknowledged()) {
                    present.add(alarm.id());
                    if (told.add(alarm.id())) {
                        tell(messages, chair.id(), now);
                    }
                }
            }
        }
        told.retainAll(present);
    }

    private void tell(Messages by, ChairId chair, Instant now) {
        Instant last = lately.get(chair);
        if (last != null && now.isBefore(last.plus(APART))) {
            return;
        }
        lately.put(chair, now);
        String message = new JsonObject()
                .put("chair", chair.value())
                .put("priority", Priority.HIGH.word())
                .encode();
        String topic = "chair-" + Integer.toHexString(chair.value().hashCode());
        for (PagedBrowser each : browsers.told(chair, now)) {
            if (underWay.incrementAndGet() > MOST_UNDER_WAY) {
                underWay.decrementAndGet();
                dropped.incrementAndGet();
            } else {
                send(by, new Page(each, topic, message), 0);
            }
        }
    }

    private record Page(PagedBrowser to, String topic, String message) {}

    private void send(Messages by, Page page, int attempt) {
        by.send(page.to, page.topic, page.message).onComplete(answer -> {
            int status = answer.succeeded() ? answer.result() : 0;
            boolean away = status == 0 || status == TOO_MANY || status >= 500;
            if (away && attempt < AGAIN_AFTER_MS.length) {
                vertx.setTimer(AGAIN_AFTER_MS[attempt], due -> send(by, page, attempt + 1));
                return;
            }
            underWay.decrementAndGet();
            settle(page.to, status, answer.cause());
        });
    }

    private void settle(PagedBrowser to, int status, @Nullable Throwable cause) {
        if (status >= 200 && status < 300) {
            sent.incrementAndGet();
            failure = null;
        } else if (status == GONE || status == NOT_FOUND) {
            browsers.forget(to.endpoint());
        } else {
            failed.incrementAndGet();
            String service = URI.create(to.endpoint()).getHost();
            String sentence = "High alarms do not reach telephones: " + service
                    + (status == 0 ? " cannot be reached." : " answered " + status + ".");
            failure = new Failure(sentence, clock.instant());
            LOG.warn("A high alarm could not be told to a browser; service={} status={}", service, status, cause);
        }
    }

    /** What is wrong with telling, or went wrong within the last hour; null where nothing did. */
    public @Nullable String trouble() {
        Failure last = failure;
        boolean lately = last != null && clock.instant().isBefore(last.at.plus(TOLD_FOR));
        return unusable == null && last != null && lately ? last.sentence : unusable;
    }

    /** For {@code /metrics}: names and values. */
    public Map<String, Number> numbers() {
        return Map.of(
                "dripwatch_pages_sent_total", sent.get(),
                "dripwatch_pages_failed_total", failed.get(),
                "dripwatch_pages_dropped_total", dropped.get(),
                "dripwatch_paged_browsers", browsers.size(),
                "dripwatch_paged_browsers_forgotten_total", browsers.forgotten());
    }
}
