package io.dripwatch.fhir.subscription;

import io.dripwatch.fhir.news.News;
import io.dripwatch.fhir.rest.Hapi;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.fhir.rest.Rights;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All subscriptions, each in a file of its own. One thread looks after them: it asks a few times a second what is new,
 * and never waits for a receiver. Methods block and may be called from any thread that may.
 */
public final class Subscriptions implements AutoCloseable {
    /** Where they are kept in a data directory and in a backup. */
    public static final String FOLDER = "subscriptions";

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final long LOOK_EVERY_MS = 250;
    private static final int MOST = 100;
    private static final int MOST_OF_ONE = 20;

    private final Post post;
    private final Map<Long, Delivery> all = new ConcurrentSkipListMap<>();
    private boolean troubled;

    /**
     * What belongs to a place.
     *
     * @param folder where subscriptions are kept
     * @param hooks to where notifications may be posted
     * @param patience with receivers
     * @param rights what a subscriber may read now; null where there is no such subscriber any more
     */
    public record Plan(Path folder, Hooks hooks, Patience patience, Function<String, @Nullable Rights> rights) {}

    /**
     * Subscriptions that nobody looks after yet.
     *
     * @param reader reads {@code Type/id} as JSON; null where it is not there
     */
    public Subscriptions(
            Vertx vertx,
            News news,
            Hapi hapi,
            Function<String, @Nullable String> reader,
            Plan plan,
            InstantSource clock) {
        this.post = new Post(vertx, news, hapi, reader::apply, plan, clock, this::greet);
    }

    /** Goes on where the last server stopped. */
    public void start() {
        post.later(() -> post.files().all().forEach(kept -> all.put(kept.id(), new Delivery(kept, post))));
        post.every(LOOK_EVERY_MS, this::look);
    }

    private void look() {
        try {
            if (!all.isEmpty()) {
                post.anew();
                all.values().forEach(Delivery::look);
            }
            troubled = false;
        } catch (RuntimeException e) {
            if (!troubled) {
                LOG.error("Nobody can be told of what is new", e);
            }
            troubled = true;
        }
    }

    private void greet(List<Long> ids) {
        ids.forEach(id -> {
            Delivery delivery = all.get(id);
            if (delivery != null) {
                delivery.greet();
            }
        });
    }

    /** Of which type of resource a subscription is to tell; null where it names no topic of this server. */
    public static @Nullable String type(Subscription asked) {
        Topic topic = Topic.of(asked.getCriteria());
        return topic == null ? null : topic.type();
    }

    /** The WebSockets by which subscribers listen. */
    public Sockets sockets() {
        return post.sockets();
    }

    /**
     * Begins one.
     *
     * @param base the address of the API as the subscriber knows it
     * @throws Problem where it cannot be
     */
    public Subscription create(Subscription asked, String account, String base) {
        Terms terms = SubscriptionResource.read(asked, post.allowed(), null);
        return post.ask(() -> {
            long its = all.values().stream()
                    .filter(one -> one.kept().account().equals(account))
                    .count();
            if (all.size() >= MOST || its >= MOST_OF_ONE) {
                throw new Problem(
                        429,
                        Issue.TOO_COSTLY,
                        "There are " + its + " subscriptions of yours and " + all.size() + " in all; at most "
                                + MOST_OF_ONE + " and " + MOST + " can be");
            }
            boolean hook = terms.channel() == Terms.Channel.REST_HOOK;
            Kept kept = new Kept(
                    post.files().nextId(),
                    account,
                    base,
                    1,
                    post.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                    terms,
                    hook ? Kept.Status.REQUESTED : Kept.Status.ACTIVE,
                    "",
                    post.end().text(),
                    0,
                    0,
                    List.of());
            post.files().keep(kept);
            all.put(kept.id(), new Delivery(kept, post));
            return SubscriptionResource.of(kept);
        });
    }

    /** One of this account's; null where there is none of this id. */
    public @Nullable Subscription read(String id, String account) {
        return post.ask(() -> {
            Delivery found = find(id, account);
            return found == null ? null : SubscriptionResource.of(found.kept());
        });
    }

    /** All of this account's, the oldest first. */
    public List<Subscription> all(String account) {
        return post.ask(() -> all.values().stream()
                .filter(one -> one.kept().account().equals(account))
                .map(one -> SubscriptionResource.of(one.kept()))
                .toList());
    }

    /**
     * Changes one: with status {@code off} it rests, with {@code requested} or {@code active} it goes on where it
     * stopped. Null where there is none of this id.
     *
     * @throws Problem where it cannot be so
     */
    public @Nullable Subscription update(String id, Subscription asked, String account) {
        return post.ask(() -> {
            Delivery found = find(id, account);
            if (found == null) {
                return null;
            }
            Terms terms = SubscriptionResource.read(
                    asked, post.allowed(), found.kept().terms());
            if (terms.topic() != found.kept().terms().topic()) {
                throw new Problem(422, Issue.INVALID, "Subscription.criteria: another topic is another subscription");
            }
            boolean off = asked.getStatus() == Subscription.SubscriptionStatus.OFF;
            boolean hook = terms.channel() == Terms.Channel.REST_HOOK;
            found.change(terms, off ? Kept.Status.OFF : hook ? Kept.Status.REQUESTED : Kept.Status.ACTIVE);
            return SubscriptionResource.of(found.kept());
        });
    }

    /** Ends one; false where there is none of this id. */
    public boolean delete(String id, String account) {
        return post.ask(() -> {
            Delivery found = find(id, account);
            if (found == null) {
                return false;
            }
            all.remove(found.kept().id());
            post.files().remove(found.kept().id());
            post.sockets().forget(found.kept().id());
            return true;
        });
    }

    /** How it stands; null where there is none of this id. */
    public @Nullable Parameters status(String id, String account) {
        return post.ask(() -> {
            Delivery found = find(id, account);
            return found == null
                    ? null
                    : new Notification(found.kept(), Notification.Type.QUERY_STATUS, Terms.Content.ID_ONLY)
                            .status(List.of());
        });
    }

    /**
     * Events that were numbered already, as far as they are still there; null where there is no such subscription.
     *
     * @param since the first number
     * @param until the last number
     */
    public @Nullable Bundle events(String id, String account, long since, long until) {
        Kept kept = post.ask(() -> {
            Delivery found = find(id, account);
            return found == null ? null : found.kept();
        });
        if (kept == null) {
            return null;
        }
        List<Kept.Event> events = kept.events().stream()
                .filter(event -> event.number() >= since && event.number() <= until)
                .limit(Kept.MOST_TOLD)
                .toList();
        return post.bundle(
                new Notification(
                        kept, Notification.Type.QUERY_EVENT, kept.terms().content()),
                events);
    }

    private @Nullable Delivery find(String id, String account) {
        Delivery found = id.matches("\\d{1,18}") ? all.get(Long.parseLong(id)) : null;
        return found != null && found.kept().account().equals(account) ? found : null;
    }

    /** For those who run the server; does not wait. */
    public Map<String, Number> numbers() {
        return Map.of(
                "dripwatch_subscriptions", all.size(),
                "dripwatch_subscriptions_in_error", count(Kept.Status.ERROR),
                "dripwatch_subscription_notifications_total", post.delivered());
    }

    private long count(Kept.Status status) {
        return List.copyOf(all.values()).stream()
                .filter(one -> one.kept().status() == status)
                .count();
    }

    /** Stops telling; what was not told is told after the next start. */
    @Override
    public void close() {
        post.close();
    }
}
