package io.dripwatch.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loops of a server, and what becomes of a fault on them that nobody expected. */
final class EventLoops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);

    private final Vertx vertx;
    private volatile boolean ending;

    /** @param scratch where files may be laid that nobody keeps */
    EventLoops(Path scratch) {
        this.vertx = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setFileSystemOptions(new FileSystemOptions()
                        .setFileCacheDir(scratch.resolve("web").toString())));
        vertx.exceptionHandler(this::unexpected);
    }

    Vertx vertx() {
        return vertx;
    }

    /** From now on the parts of the server end one after the other, and it is no fault to ask one that has. */
    void end() {
        ending = true;
    }

    private void unexpected(Throwable fault) {
        if (ending && fault instanceof RejectedExecutionException) {
            LOG.debug("A part of the server was asked after its end", fault);
        } else {
            LOG.error("A fault that nobody expected; what comes next goes on", fault);
        }
    }

    @Override
    public void close() {
        Awaited.quietly("event loops", vertx.close());
    }
}
