package io.dripwatch.fhir;

import io.dripwatch.fhir.rest.Exchange;
import io.dripwatch.fhir.rest.Hapi;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.fhir.rest.Rendering;
import io.dripwatch.fhir.subscription.Sockets;
import io.dripwatch.fhir.subscription.Subscriptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.UrlType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How subscribers come to listen by WebSocket: a token by REST, shown on the socket. */
final class BindingApi {
    /** The address of the socket under that of the API. */
    static final String SOCKET = "/$subscription-socket";

    private static final Logger LOG = LoggerFactory.getLogger(BindingApi.class);
    private static final String TOKEN = "/$get-ws-binding-token";

    private final Answering answering;
    private final Subscriptions subscriptions;
    private final Hapi hapi;

    BindingApi(Answering answering, Subscriptions subscriptions, Hapi hapi) {
        this.answering = answering;
        this.subscriptions = subscriptions;
        this.hapi = hapi;
    }

    /** Adds its addresses. */
    void mount(Router router) {
        router.get("/fhir" + SOCKET).handler(answering.guarded(this::listen));
        answering.get(router, "/fhir/Subscription" + TOKEN, this::tokenOfSome);
        answering.get(
                router,
                "/fhir/Subscription/:id" + TOKEN,
                exchange -> token(exchange, List.of(exchange.http().pathParam("id"))));
    }

    private void tokenOfSome(Exchange exchange) {
        token(exchange, SubscriptionApi.values(exchange.http(), "id"));
    }

    private void token(Exchange exchange, List<String> ids) {
        exchange.subscribe();
        Rendering rendering = exchange.rendering();
        String url = exchange.base().replaceFirst("^http", "ws") + SOCKET;
        answering.work(
                exchange,
                () -> hapi.text(token(ids, exchange.rights().account(), url), rendering),
                answer -> exchange.answer(200, rendering).end(answer));
    }

    private Parameters token(List<String> ids, String account, String url) {
        List<Long> its = subscriptions.all(account).stream()
                .filter(one -> one.getChannel().getType() == Subscription.SubscriptionChannelType.WEBSOCKET)
                .map(one -> one.getIdElement().getIdPart())
                .filter(id -> ids.isEmpty() || ids.contains(id))
                .map(Long::valueOf)
                .toList();
        if (its.isEmpty() || its.size() < ids.size()) {
            throw SubscriptionApi.none();
        }
        return token(its, url);
    }

    private Parameters token(List<Long> its, String url) {
        Sockets sockets = subscriptions.sockets();
        Instant until = sockets.until();
        String token = sockets.token(its, until);
        if (token == null) {
            throw new Problem(429, Issue.THROTTLED, "Too many tokens were given out; ask again");
        }
        Parameters answer = new Parameters();
        answer.addParameter().setName("token").setValue(new StringType(token));
        answer.addParameter()
                .setName("expiration")
                .setValue(new DateTimeType(until.truncatedTo(ChronoUnit.SECONDS).toString()));
        its.forEach(id -> answer.addParameter().setName("subscription").setValue(new StringType(Long.toString(id))));
        answer.addParameter().setName("websocket-url").setValue(new UrlType(url));
        return answer;
    }

    private void listen(Exchange exchange) {
        Sockets sockets = subscriptions.sockets();
        if (!"websocket".equalsIgnoreCase(exchange.http().request().getHeader(HttpHeaders.UPGRADE))) {
            throw new Problem(400, Issue.INVALID, "This address is for WebSockets");
        }
        if (!sockets.room()) {
            throw new Problem(503, Issue.THROTTLED, "Too many subscribers listen already");
        }
        exchange.http()
                .request()
                .toWebSocket()
                .onSuccess(sockets::connect)
                .onFailure(failure -> LOG.debug("A subscriber did not complete its connection", failure));
    }
}
