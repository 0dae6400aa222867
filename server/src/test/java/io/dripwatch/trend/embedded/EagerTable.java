package io.dripwatch.trend.embedded;

import java.time.Duration;

/** A table of readings that packs all the time, so that rows leave the arrivals while they are still on their way. */
public final class EagerTable {
    private EagerTable() {}

    public static ReadingTable with(OutboxTable outbox) {
        return new ReadingTable(new Packer.Pace(50, Duration.ofMinutes(30), 500), outbox);
    }
}
