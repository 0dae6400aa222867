package io.dripwatch.trend.embedded;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.store.Section;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Withdrawal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes readings. All of a commit, of whatever series, go into one row of the table {@code arrival}, and into memory
 * where they are found at once; from there they move, a little with every commit, into the packed blocks of their
 * series. After a restart the rows that were not packed yet are read back into memory.
 */
public final class ReadingTable implements Section {
    private static final int MOST_REMEMBERED = 100_000;
    private static final Set<Integer> CUFF =
            Set.of(Metric.NIBP_SYS.mdcCode(), Metric.NIBP_DIA.mdcCode(), Metric.NIBP_MEAN.mdcCode());

    private final Tail tail = new Tail();
    private final Map<SeriesKey, SeriesWriter> writers = new HashMap<>();
    private final List<SeriesWriter> busy = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals();
    private final NotableTable notable;
    private final SeriesWriter.Told told;
    private final AtomicLong withdrawnInVain = new AtomicLong();
    private final Packer.Pace pace;
    private final @Nullable OutboxTable outbox;
    private @Nullable Opened opened;
    private long receivedMs;

    private record SeriesKey(long stream, int metric, int site) {
        @Override
        public int hashCode() {
            return (Long.hashCode(stream) * 31 + metric) * 31 + site;
        }
    }

    /** What is done with the series that a reading belongs to. */
    private interface Writing {
        void by(SeriesWriter writer) throws SQLException;
    }

    /** What belongs to one connection. */
    private record Opened(Streams streams, Blocks blocks, Packer packer, PreparedStatement add) {}

    /** A table beside which there is no journal. */
    public ReadingTable() {
        this(null, () -> 0);
    }

    /**
     * A table beside a journal, which comes before it.
     *
     * @param outbox what it keeps is on its way to another store by this, too; null for none
     * @param journal the last place in the journal, as of the transaction that is open
     */
    public ReadingTable(@Nullable OutboxTable outbox, LongSupplier journal) {
        this(Packer.Pace.USUAL, outbox, journal);
    }

    ReadingTable(Packer.Pace pace, @Nullable OutboxTable outbox) {
        this(pace, outbox, () -> 0);
    }

    ReadingTable(Packer.Pace pace, @Nullable OutboxTable outbox, LongSupplier journal) {
        this.pace = pace;
        this.outbox = outbox;
        this.notable = new NotableTable(journal);
        this.told = new SeriesWriter.Told(arrivals, notable);
    }

    /** How often a device took back what is not kept. */
    public long withdrawnInVain() {
        return withdrawnInVain.get();
    }

    /** What is durable and not packed yet, for whoever reads in this process. */
    Tail tail() {
        return tail;
    }

    @Override
    public void open(Connection writer) throws SQLException {
        Streams streams = new Streams(writer);
        Blocks blocks = new Blocks(writer);
        MinuteTable minutes = new MinuteTable(writer, blocks);
        Packer packer = new Packer(writer, pace, tail, new Packer.Packed(blocks, minutes), outbox);
        if (outbox != null) {
            outbox.open(writer);
        }
        notable.open(writer);
        PreparedStatement add = writer.prepareStatement("INSERT INTO arrival (body) VALUES (?)");
        Tail read = new Tail();
        try (Statement statement = writer.createStatement();
                ResultSet row = statement.executeQuery("SELECT body FROM arrival ORDER BY seq")) {
            while (row.next()) {
                Arrivals.read(row.getBytes(1), read);
            }
        }
        tail.become(read);
        writers.clear();
        busy.clear();
        arrivals.clear();
        opened = new Opened(streams, blocks, packer, add);
    }

    /**
     * Until format 3 there were no minutes: they are made of what is packed. Until format 5 nothing said of which
     * series the last minute is not written: it is written of all.
     */
    @Override
    public void carryOver(Connection writer, int format) throws SQLException {
        if (format < 4) {
            AllMinutes.complete(writer);
        } else if (format < MinuteReader.MARKED) {
            AllMinutes.close(writer);
        }
    }

    @Override
    public void write(Decision decision) throws SQLException {
        for (RoomEvent event : decision.events()) {
            if (event instanceof RoomEvent.HoldAssigned assigned) {
                opened().streams.assign(assigned);
            } else if (event instanceof RoomEvent.PatientIdentified identified) {
                opened().streams.identify(identified);
                opened().streams.forget();
            }
        }
        Filing filing = decision.filing();
        if (filing != null) {
            receivedMs = filing.receivedAt().toEpochMilli();
            for (Reading reading : filing.readings()) {
                write(filing, reading);
            }
            for (Withdrawal withdrawal : filing.withdrawn()) {
                SeriesWriter origin = origin(filing, withdrawal);
                if (origin == null) {
                    withdrawnInVain.incrementAndGet();
                } else {
                    long at = withdrawal.at().toEpochMilli();
                    write(origin, writer -> writer.withdraw(at, told));
                }
            }
        }
    }

    private void write(Filing filing, Reading reading) throws SQLException {
        SeriesWriter origin =
                switch (reading.standing()) {
                    case CORRECTED, ENTERED_IN_ERROR -> origin(filing, Withdrawal.of(reading));
                    case PLAIN, QUESTIONABLE, TRAINING -> null;
                };
        if (origin == null) {
            long stream = opened().streams.stream(filing);
            origin = writer(new SeriesKey(stream, reading.metric().mdcCode(), reading.site()));
        }
        write(origin, writer -> writer.take(reading, receivedMs, told));
    }

    private void write(SeriesWriter writer, Writing what) throws SQLException {
        boolean idle = writer.idle();
        what.by(writer);
        if (idle && !writer.idle()) {
            busy.add(writer);
        }
    }

    /** Where the same device's word of the same moment was filed, in whatever session; null where it is nowhere. */
    private @Nullable SeriesWriter origin(Filing filing, Withdrawal amended) throws SQLException {
        int metric = amended.metric().mdcCode();
        for (long stream : opened().streams.of(filing.to().device(), metric, amended.site())) {
            SeriesWriter writer = writer(new SeriesKey(stream, metric, amended.site()));
            if (writer.has(amended.at().toEpochMilli())) {
                return writer;
            }
        }
        return null;
    }

    private SeriesWriter writer(SeriesKey key) throws SQLException {
        SeriesWriter known = writers.get(key);
        if (known == null) {
            long series = opened().streams.series(key.stream, key.metric, key.site);
            Tail.OfSeries kept = tail.of(series);
            long newest = Math.max(kept.last(), opened().blocks.last(series));
            boolean each = CUFF.contains(key.metric);
            known = new SeriesWriter(new SeriesWriter.Identity(series, each), kept, opened().blocks, newest);
            writers.put(key, known);
        }
        return known;
    }

    @Override
    public void finish() throws SQLException {
        opened().packer.work(arrivals.count(), receivedMs);
        if (arrivals.count() > 0) {
            PreparedStatement add = opened().add;
            add.setBytes(1, arrivals.written());
            add.executeUpdate();
        }
        notable.finish(receivedMs);
        if (outbox != null) {
            outbox.finish(arrivals.count() > 0);
        }
    }

    @Override
    public void kept() {
        opened().packer.kept();
        if (outbox != null) {
            outbox.kept();
        }
        notable.kept();
        busy.forEach(SeriesWriter::kept);
        busy.clear();
        arrivals.clear();
        if (writers.size() > MOST_REMEMBERED) {
            writers.clear();
            opened().streams.forget();
            tail.forgetEmpty();
        }
    }

    private Opened opened() {
        if (opened == null) {
            throw new IllegalStateException("the table of readings is not open");
        }
        return opened;
    }
}
