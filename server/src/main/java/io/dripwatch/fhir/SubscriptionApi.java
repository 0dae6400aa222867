package io.dripwatch.fhir;

import io.dripwatch.fhir.rest.Exchange;
import io.dripwatch.fhir.rest.Hapi;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.fhir.rest.Rendering;
import io.dripwatch.fhir.subscription.Subscriptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;
import org.jspecify.annotations.Nullable;

/** Subscriptions over HTTP: made, read, changed, ended, asked after; each sees its own only. */
final class SubscriptionApi {
    private static final String TYPE = "Subscription";
    private static final String ALL = "/fhir/Subscription";
    private static final String ONE = ALL + "/:id";
    private static final int LARGEST = 32 * 1024;

    private final Answering answering;
    private final Subscriptions subscriptions;
    private final Hapi hapi;

    SubscriptionApi(Answering answering, Subscriptions subscriptions, Hapi hapi) {
        this.answering = answering;
        this.subscriptions = subscriptions;
        this.hapi = hapi;
    }

    /** Adds its addresses, and goes on with what there is. */
    void mount(Router router) {
        new BindingApi(answering, subscriptions, hapi).mount(router);
        answering.get(router, ALL + "/$status", this::statuses);
        answering.get(router, ONE + "/$status", this::status);
        answering.get(router, ONE + "/$events", this::events);
        body(router, "POST", ALL, this::create);
        body(router, "PUT", ONE, this::update);
        router.delete(ONE).handler(answering.guarded(this::delete));
        router.get(ALL).handler(answering.guarded(this::search));
        router.get(ONE).handler(answering.guarded(this::read));
        router.route(ALL).handler(answering.guarded(exchange -> Answering.wrongMethod(exchange, "GET, POST")));
        router.route(ONE).handler(answering.guarded(exchange -> Answering.wrongMethod(exchange, "GET, PUT, DELETE")));
        subscriptions.start();
    }

    private void body(Router router, String method, String path, Answering.Handling handler) {
        Answering.Handling check = exchange -> {
            exchange.subscribe();
            exchange.bringsJson("A Subscription");
            exchange.http().next();
        };
        router.route(HttpMethod.valueOf(method), path).handler(answering.guarded(check));
        router.route(HttpMethod.valueOf(method), path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST))
                .handler(answering.guarded(handler));
    }

    private static String id(Exchange exchange) {
        return exchange.http().pathParam("id");
    }

    private void create(Exchange exchange) {
        Rendering rendering = exchange.rendering();
        String base = exchange.base();
        answering.work(
                exchange,
                () -> {
                    Subscription asked = asked(exchange);
                    return written(subscriptions.create(asked, exchange.rights().account(), base), rendering);
                },
                made -> end(
                        exchange.answer(201, rendering)
                                .putHeader(HttpHeaders.LOCATION, base + "/Subscription/" + made.id()),
                        made));
    }

    /** Nobody is told of what they may not read. */
    private Subscription asked(Exchange exchange) {
        Buffer body = exchange.http().body().buffer();
        String json = body == null ? "" : body.toString(StandardCharsets.UTF_8);
        if (!(hapi.read(json) instanceof Subscription asked)) {
            throw new Problem(422, Issue.INVALID, "The body is no Subscription");
        }
        String type = Subscriptions.type(asked);
        if (type != null) {
            exchange.read(type);
        }
        return asked;
    }

    private void update(Exchange exchange) {
        Rendering rendering = exchange.rendering();
        answer(
                exchange,
                rendering,
                () -> subscriptions.update(
                        id(exchange), asked(exchange), exchange.rights().account()));
    }

    private void delete(Exchange exchange) {
        exchange.subscribe();
        answering.work(
                exchange,
                () -> subscriptions.delete(id(exchange), exchange.rights().account()),
                gone -> {
                    if (gone) {
                        exchange.http().response().setStatusCode(204).end();
                    } else {
                        exchange.answer(none());
                    }
                });
    }

    private void read(Exchange exchange) {
        exchange.read(TYPE);
        answer(
                exchange,
                exchange.rendering(),
                () -> subscriptions.read(id(exchange), exchange.rights().account()));
    }

    private void status(Exchange exchange) {
        exchange.read(TYPE);
        String id = id(exchange);
        answer(exchange, exchange.rendering(), () -> found(statuses(exchange, List.of(id), List.of())));
    }

    private static @Nullable Bundle found(Bundle bundle) {
        return bundle.hasEntry() ? bundle : null;
    }

    private void statuses(Exchange exchange) {
        exchange.searchIn(TYPE);
        List<String> ids = values(exchange.http(), "id");
        answer(exchange, exchange.rendering(), () -> statuses(exchange, ids, values(exchange.http(), "status")));
    }

    private Bundle statuses(Exchange exchange, List<String> ids, List<String> wanted) {
        Bundle bundle = new Bundle();
        bundle.setType(BundleType.SEARCHSET);
        String account = exchange.rights().account();
        for (Subscription one : subscriptions.all(account)) {
            String id = one.getIdElement().getIdPart();
            boolean fits = (ids.isEmpty() || ids.contains(id))
                    && (wanted.isEmpty() || wanted.contains(one.getStatus().toCode()));
            Parameters status = fits ? subscriptions.status(id, account) : null;
            if (status != null) {
                bundle.addEntry()
                        .setFullUrl("urn:uuid:" + status.getIdElement().getIdPart())
                        .setResource(status)
                        .getSearch()
                        .setMode(SearchEntryMode.MATCH);
            }
        }
        return bundle.setTotal(bundle.getEntry().size());
    }

    private void events(Exchange exchange) {
        exchange.read(TYPE);
        long since = number(exchange.http(), "eventsSinceNumber", 1);
        long until = number(exchange.http(), "eventsUntilNumber", Long.MAX_VALUE);
        answer(exchange, exchange.rendering(), () -> {
            Subscription of = subscriptions.read(id(exchange), exchange.rights().account());
            String type = of == null ? null : Subscriptions.type(of);
            if (type != null) {
                exchange.read(type);
            }
            return subscriptions.events(id(exchange), exchange.rights().account(), since, until);
        });
    }

    private static long number(RoutingContext http, String name, long otherwise) {
        String text = http.queryParams().get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,18}")) {
            throw Problem.badValue(name, text, "the number of an event");
        }
        return Long.parseLong(text);
    }

    private void search(Exchange exchange) {
        exchange.searchIn(TYPE);
        List<String> ids = values(exchange.http(), "_id");
        List<String> statuses = values(exchange.http(), "status");
        List<String> urls = values(exchange.http(), "url");
        String base = exchange.base();
        answer(exchange, exchange.rendering(), () -> {
            Bundle bundle = new Bundle();
            bundle.setType(BundleType.SEARCHSET);
            for (Subscription one : subscriptions.all(exchange.rights().account())) {
                boolean fits = (ids.isEmpty() || ids.contains(one.getIdElement().getIdPart()))
                        && (statuses.isEmpty()
                                || statuses.contains(one.getStatus().toCode()))
                        && (urls.isEmpty() || urls.contains(one.getChannel().getEndpoint()));
                if (fits) {
                    bundle.addEntry()
                            .setFullUrl(
                                    base + "/Subscription/" + one.getIdElement().getIdPart())
                            .setResource(one)
                            .getSearch()
                            .setMode(SearchEntryMode.MATCH);
                }
            }
            bundle.addLink().setRelation("self").setUrl(base + "/Subscription");
            return bundle.setTotal(bundle.getEntry().size());
        });
    }

    static List<String> values(RoutingContext http, String name) {
        return http.queryParam(name).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .toList();
    }

    private void answer(Exchange exchange, Rendering rendering, Supplier<@Nullable Resource> question) {
        answering.work(
                exchange,
                () -> {
                    Resource found = question.get();
                    if (found == null) {
                        throw none();
                    }
                    return written(found, rendering);
                },
                found -> end(exchange.answer(200, rendering), found));
    }

    static Problem none() {
        return Problem.notFound("There is no Subscription of yours of this id");
    }

    /**
     * An answer that is only to be sent.
     *
     * @param id of what it shows; null for a Bundle
     * @param version of that; null where it has none
     */
    private record Written(
            Buffer text, @Nullable String id, @Nullable String version) {}

    /** Waits for HAPI where nobody has woken it yet, so never on an event loop. */
    private Written written(Resource resource, Rendering rendering) {
        return new Written(
                hapi.text(resource, rendering),
                resource.getIdElement().getIdPart(),
                resource.getMeta().getVersionId());
    }

    private static void end(HttpServerResponse response, Written written) {
        if (written.version() != null) {
            response.putHeader(HttpHeaders.ETAG, "W/\"" + written.version() + '"');
        }
        response.end(written.text());
    }
}
