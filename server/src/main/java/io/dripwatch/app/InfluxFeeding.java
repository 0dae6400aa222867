package io.dripwatch.app;

import io.dripwatch.app.config.ConfigError;
import io.dripwatch.app.config.InfluxSettings;
import io.dripwatch.health.Health;
import io.dripwatch.record.Journal;
import io.dripwatch.record.JournalReader;
import io.dripwatch.store.Database;
import io.dripwatch.trend.History;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.trend.embedded.EmbeddedOutbox;
import io.dripwatch.trend.embedded.OutboxTable;
import io.dripwatch.trend.embedded.ReadingTable;
import io.dripwatch.trend.embedded.Retention;
import io.dripwatch.trend.embedded.RetentionPlan;
import io.dripwatch.trend.influx.Feed;
import io.dripwatch.trend.influx.Recent;
import io.dripwatch.trend.influx.SeamHistory;
import io.dripwatch.vitals.Priority;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a server needs to feed InfluxDB: the outbox in its file, the feed that empties it. Idle where there is none. */
final class InfluxFeeding implements AutoCloseable {
    private final InfluxSettings.@Nullable Fed settings;
    private final @Nullable OutboxTable table;
    private @Nullable EmbeddedOutbox outbox;
    private @Nullable Feed feed;
    private @Nullable SeamHistory seam;

    /**
     * For a server that has not opened its store yet.
     *
     * @param settings of the InfluxDB; null where it feeds none
     */
    InfluxFeeding(InfluxSettings.@Nullable Fed settings) {
        this.settings = settings;
        this.table = settings == null ? null : new OutboxTable(settings.room(), settings.outboxBytes());
    }

    /** The table of readings beside a journal, which passes on what it keeps. */
    ReadingTable readings(Journal journal) {
        return new ReadingTable(table, journal::lastSeq);
    }

    /** What deletes from the store, and never what the feed still owes. */
    Retention retention(RetentionPlan plan) {
        return new Retention(plan, table);
    }

    /**
     * The store is open now.
     *
     * @param numbers of the server, for whoever watches over it there
     * @throws ConfigError where it has fed InfluxDB under another name: its points are known by that
     */
    void prepare(
            Database database,
            JournalReader journal,
            Health health,
            InstantSource clock,
            Supplier<Map<String, Number>> numbers) {
        if (settings == null || table == null) {
            return;
        }
        EmbeddedOutbox opened = new EmbeddedOutbox(database, table, journal::chairOf);
        outbox = opened;
        String room = opened.progress().room();
        if (settings.named() && !settings.room().equals(room)) {
            throw new ConfigError("history.influx.room: expected " + room
                    + ", under which this data directory has fed InfluxDB, got " + settings.room());
        }
        Feed prepared = new Feed(settings.plan(), opened, () -> fresh(database), clock, numbers);
        feed = prepared;
        health.watch("influx", Priority.LOW, prepared::lagTrouble);
        health.watch("influx-outbox", Priority.MEDIUM, prepared::outboxTrouble);
    }

    private static Recent.Opened fresh(Database database) {
        EmbeddedHistory history = new EmbeddedHistory(database);
        return new Recent.Opened(history, history::close);
    }

    /** The history of the file and, behind what was deleted there, of InfluxDB; to be asked when it is prepared. */
    History whole(EmbeddedHistory local) {
        if (settings == null || outbox == null) {
            return local;
        }
        SeamHistory both = new SeamHistory(local, local, outbox, settings.plan().target());
        seam = both;
        return both;
    }

    void start() {
        if (feed != null) {
            feed.start();
        }
    }

    /** For those who run the server; does not block. */
    Map<String, Number> numbers() {
        return feed == null ? Map.of() : feed.numbers();
    }

    /** Stops sending. To be called before the store is closed, so that its last commit says how far it came. */
    @Override
    public void close() {
        if (feed != null) {
            feed.close();
        }
        if (seam != null) {
            seam.close();
        }
        if (outbox != null) {
            outbox.close();
        }
    }
}
