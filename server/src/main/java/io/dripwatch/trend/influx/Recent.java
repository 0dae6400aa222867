package io.dripwatch.trend.influx;

import io.dripwatch.trend.History;
import org.jspecify.annotations.Nullable;

/**
 * The history for what is sent again. It must see everything that is durable, and so not what the writing thread has
 * in memory, which is a moment behind; and it is opened anew now and then, because it remembers what it has seen.
 */
public final class Recent implements AutoCloseable {
    private static final int MOST_USES = 64;

    /** Opens the history as it is in the file. */
    public interface Fresh {
        Opened open();
    }

    /**
     * A history that is open.
     *
     * @param history to ask
     * @param closing lets it go
     */
    public record Opened(History history, Runnable closing) {}

    private final Fresh fresh;
    private @Nullable Opened opened;
    private int uses;

    Recent(Fresh fresh) {
        this.fresh = fresh;
    }

    synchronized History history() {
        if (uses >= MOST_USES) {
            close();
        }
        Opened now = opened == null ? fresh.open() : opened;
        opened = now;
        uses++;
        return now.history();
    }

    @Override
    public synchronized void close() {
        Opened before = opened;
        opened = null;
        uses = 0;
        if (before != null) {
            before.closing().run();
        }
    }
}
