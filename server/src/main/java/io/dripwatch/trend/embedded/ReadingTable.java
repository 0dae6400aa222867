package io.dripwatch.trend.embedded;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.store.Section;
import io.dripwatch.vitals.Reading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes readings. All of a commit, of whatever series, go into one row of the table {@code arrival}, and into memory
 * where they are found at once; from there they move, a little with every commit, into the packed blocks of their
 * series. After a restart the rows that were not packed yet are read back into memory.
 */
public final class ReadingTable implements Section {
    private static final int MOST_REMEMBERED = 100_000;

    private final Tail tail = new Tail();
    private final Map<SeriesKey, SeriesWriter> writers = new HashMap<>();
    private final List<SeriesWriter> busy = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals();
    private final Packer.Pace pace;
    private @Nullable Opened opened;
    private long receivedMs;

    private record SeriesKey(long stream, int metric, int site) {
        @Override
        public int hashCode() {
            return (Long.hashCode(stream) * 31 + metric) * 31 + site;
        }
    }

    /** What belongs to one connection. */
    private record Opened(Streams streams, Blocks blocks, Packer packer, PreparedStatement add) {}

    public ReadingTable() {
        this(Packer.Pace.USUAL);
    }

    ReadingTable(Packer.Pace pace) {
        this.pace = pace;
    }

    /** What is durable and not packed yet, for whoever reads in this process. */
    Tail tail() {
        return tail;
    }

    @Override
    public void open(Connection writer) throws SQLException {
        Streams streams = new Streams(writer);
        Blocks blocks = new Blocks(writer);
        Packer packer = new Packer(writer, pace, tail, blocks);
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
            long stream = opened().streams.stream(filing);
            receivedMs = filing.receivedAt().toEpochMilli();
            for (Reading reading : filing.readings()) {
                SeriesWriter writer = writer(stream, reading);
                boolean idle = writer.idle();
                writer.take(reading, receivedMs, arrivals);
                if (idle && !writer.idle()) {
                    busy.add(writer);
                }
            }
        }
    }

    private SeriesWriter writer(long stream, Reading reading) throws SQLException {
        SeriesKey key = new SeriesKey(stream, reading.metric().mdcCode(), reading.site());
        SeriesWriter known = writers.get(key);
        if (known == null) {
            long series = opened().streams.series(stream, key.metric, key.site);
            Tail.OfSeries kept = tail.of(series);
            long newest = Math.max(kept.last(), opened().blocks.last(series));
            known = new SeriesWriter(series, kept, opened().blocks, newest);
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
    }

    @Override
    public void kept() {
        opened().packer.kept();
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
