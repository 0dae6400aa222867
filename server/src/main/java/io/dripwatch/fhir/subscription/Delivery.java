package io.dripwatch.fhir.subscription;

import io.dripwatch.fhir.news.Item;
import io.dripwatch.fhir.news.News;
import io.dripwatch.fhir.rest.Rights;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription at work: gives numbers to what is new, and tells it, one notification at a time, until the
 * subscriber has it. For one thread, the one of {@link Subscriptions}.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /** So that one that is far behind does not hold up the others. */
    private static final int MOST_SLICES = 20;

    private static final Duration BETWEEN_MARKS = Duration.ofMinutes(1);

    private final Post post;
    private volatile Kept kept;
    private List<Filter> filters;
    private boolean underWay;
    private boolean greet;
    private boolean troubled;
    private int failures;
    private Instant failingSince = Instant.MAX;
    private Instant nextAttempt = Instant.MIN;
    private Instant lastSign;
    private Instant lastKept;

    Delivery(Kept kept, Post post) {
        this.post = post;
        this.kept = kept;
        this.filters = kept.terms().read();
        this.lastSign = post.now();
        this.lastKept = post.now();
    }

    Kept kept() {
        return kept;
    }

    /** The subscriber wants it otherwise from now on; what has not been told yet will be. */
    void change(Terms terms, Kept.Status status) {
        filters = terms.read();
        String now = text(post.now());
        become(kept.with(terms, now).with(status, "", now));
        recover();
    }

    /** Somebody listens anew: they are greeted first. */
    void greet() {
        greet = true;
        recover();
    }

    private void recover() {
        failures = 0;
        failingSince = Instant.MAX;
        nextAttempt = Instant.MIN;
    }

    /** Does what is due; what the store or the disk cannot do now is tried again. */
    void look() {
        try {
            work();
            troubled = false;
        } catch (RuntimeException e) {
            if (!troubled) {
                LOG.error("A subscription does not get on; subscription={}", kept.id(), e);
            }
            troubled = true;
        }
    }

    private void work() {
        Instant now = post.now();
        if (kept.status() == Kept.Status.OFF) {
            return;
        }
        if (kept.terms().over(now)) {
            become(kept.with(Kept.Status.OFF, "", text(now)));
            return;
        }
        gather(now);
        Rights rights = post.rights(kept.account());
        if (kept.status() != Kept.Status.ERROR && !underWay && !now.isBefore(nextAttempt)) {
            if (rights == null
                    || !rights.subscribes()
                    || !rights.reads(kept.terms().topic().type())) {
                fail("The subscriber may no longer read " + kept.terms().topic().type() + ".", now);
            } else if (post.line(kept.terms().channel()).listens(kept)) {
                send(rights, now);
            }
        }
    }

    private void gather(Instant now) {
        boolean more = true;
        for (int slices = 0; more && slices < MOST_SLICES && kept.waiting() < Kept.MOST_WAITING; slices++) {
            News.Slice slice = post.next(kept.place());
            if (slice == null) {
                fail("What was new before " + text(now) + " is not remembered any more: search for it.", now);
                become(kept.at(post.end()));
                return;
            }
            take(slice, now);
            more = slice.more();
        }
    }

    private void take(News.Slice slice, Instant now) {
        List<Kept.Event> events = new ArrayList<>(kept.events());
        long number = kept.generated();
        for (Item item : slice.items()) {
            if (kept.terms().topic().is(item) && filters.stream().allMatch(filter -> filter.matches(item))) {
                number++;
                events.add(new Kept.Event(number, item.id(), item.patient(), text(item.at())));
            }
        }
        Kept next = kept.with(events, slice.after());
        if (number > kept.generated() || !now.isBefore(lastKept.plus(BETWEEN_MARKS))) {
            become(next);
        } else {
            kept = next;
        }
    }

    private void send(Rights rights, Instant now) {
        if (kept.status() == Kept.Status.REQUESTED || greet) {
            tell(Notification.Type.HANDSHAKE, List.of());
        } else if (kept.waiting() > 0) {
            List<Kept.Event> next = kept.events().stream()
                    .filter(event -> event.number() > kept.delivered())
                    .limit(kept.terms().maxCount())
                    .toList();
            next.stream()
                    .map(event -> event.patient())
                    .distinct()
                    .forEach(patient -> rights.part(kept.terms().topic().type(), access(patient), false));
            tell(Notification.Type.EVENTS, next);
        } else if (kept.terms().heartbeatSeconds() > 0
                && !now.isBefore(lastSign.plusSeconds(kept.terms().heartbeatSeconds()))) {
            tell(Notification.Type.HEARTBEAT, List.of());
        }
    }

    private String access(long patient) {
        String what = "Subscription/" + kept.id() + " " + kept.terms().topic().type();
        return patient == 0 ? what : what + " of " + patient;
    }

    private void tell(Notification.Type type, List<Kept.Event> events) {
        Notification notification = new Notification(kept, type, kept.terms().content());
        Future<Void> sent = post.line(kept.terms().channel()).send(kept, post.write(notification, events));
        underWay = true;
        int version = kept.version();
        sent.onComplete(outcome -> post.later(() -> {
            underWay = false;
            if (version == kept.version()) {
                told(type, events, outcome.failed() ? outcome.cause() : null);
            }
        }));
    }

    private void told(Notification.Type type, List<Kept.Event> events, @Nullable Throwable failure) {
        Instant now = post.now();
        if (failure != null) {
            failed(type, failure, now);
            return;
        }
        recover();
        lastSign = now;
        switch (type) {
            case HANDSHAKE -> {
                greet = false;
                if (kept.status() == Kept.Status.REQUESTED) {
                    become(kept.with(Kept.Status.ACTIVE, "", text(now)));
                }
            }
            case EVENTS -> {
                post.taken();
                become(kept.told(events.get(events.size() - 1).number()));
            }
            case HEARTBEAT, QUERY_STATUS, QUERY_EVENT -> {}
        }
    }

    private void failed(Notification.Type type, Throwable failure, Instant now) {
        failures++;
        failingSince = failingSince.isBefore(now) ? failingSince : now;
        nextAttempt = now.plus(post.patience().pauses().after(failures));
        boolean hopeless = !now.isBefore(failingSince.plus(post.patience().giveUp()));
        if (type == Notification.Type.HANDSHAKE && kept.terms().channel() == Terms.Channel.REST_HOOK) {
            fail("The handshake failed: " + words(failure), now);
        } else if (hopeless && kept.terms().channel() == Terms.Channel.REST_HOOK) {
            fail("Notifications were not taken since " + text(failingSince) + ": " + words(failure), now);
        } else if (failures == 1) {
            LOG.warn("A subscriber does not take notifications; subscription={}", kept.id(), failure);
        }
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private void fail(String why, Instant now) {
        LOG.warn("A subscription is in error; subscription={} why={}", kept.id(), why);
        become(kept.with(Kept.Status.ERROR, why, text(now)));
    }

    private void become(Kept next) {
        post.files().keep(next);
        kept = next;
        lastKept = post.now();
    }

    private static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
