package io.dripwatch.trend.embedded;

import io.dripwatch.record.Journal;
import java.time.Duration;

/** A table of readings that packs all the time, so that rows leave the arrivals while they are still on their way. */
public final class EagerTable {
    private EagerTable() {}

    /** Beside a journal. */
    public static ReadingTable beside(Journal journal) {
        return new ReadingTable(new Packer.Pace(50, Duration.ofMinutes(30), 500), null, journal::lastSeq);
    }

    public static ReadingTable with(OutboxTable outbox) {
        return new ReadingTable(new Packer.Pace(50, Duration.ofMinutes(30), 500), outbox);
    }
}
