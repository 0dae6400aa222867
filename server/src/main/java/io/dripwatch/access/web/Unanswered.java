package io.dripwatch.access.web;

import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last word on a request that nobody has answered: the log hears of our faults, and of nobody else's. */
final class Unanswered {
    private static final Logger LOG = LoggerFactory.getLogger(Unanswered.class);
    private static final int OUR_FAULT = 500;

    private Unanswered() {}

    static void failed(RoutingContext http) {
        Throwable why = http.failure();
        if (why instanceof HttpClosedException
                || http.response().ended()
                || http.response().closed()) {
            LOG.debug("Whoever asked has gone", why);
        } else if (http.statusCode() < OUR_FAULT) {
            LOG.debug("A request could not be taken; status={}", http.statusCode(), why);
            http.response().setStatusCode(http.statusCode()).end(http.response().getStatusMessage());
        } else {
            LOG.error("A request was not answered", why);
            Answers.refuse(http, OUR_FAULT, "The server could not answer; its log says why.");
        }
    }
}
