package io.dripwatch.fhir.rest;

import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a page as it is made: the next chunk is read from the store when the client has taken the ones before. */
public final class PageStream {
    private static final Logger LOG = LoggerFactory.getLogger(PageStream.class);

    private final WorkerExecutor workers;
    private final Chunks page;
    private Buffer chunk = Buffer.buffer();

    public PageStream(WorkerExecutor workers, Chunks page) {
        this.workers = workers;
        this.page = page;
    }

    /** Makes the first chunk; blocks. What fails here can still be answered as an error. */
    public PageStream begin() {
        chunk = page.next();
        return this;
    }

    /** Sends the first chunk and all that follow; to be called on the event loop. */
    public void into(Exchange exchange) {
        into(exchange.answer(200, Rendering.JSON));
    }

    /** The same with another head. */
    public void into(HttpServerResponse response) {
        if (!page.done()) {
            response.setChunked(true);
        }
        send(response, chunk);
    }

    private void send(HttpServerResponse response, Buffer buffer) {
        if (response.closed()) {
            return;
        }
        if (page.done()) {
            response.end(buffer);
            return;
        }
        response.write(buffer);
        if (response.writeQueueFull()) {
            response.drainHandler(unused -> {
                response.drainHandler(null);
                more(response);
            });
        } else {
            more(response);
        }
    }

    /** A page that breaks off must not look like a whole one: the connection is cut. */
    private void more(HttpServerResponse response) {
        workers.executeBlocking(page::next, false)
                .onSuccess(next -> send(response, next))
                .onFailure(failure -> {
                    LOG.error("A FHIR page broke off", failure);
                    response.reset();
                });
    }
}
