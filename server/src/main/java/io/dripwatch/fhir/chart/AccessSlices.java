package io.dripwatch.fhir.chart;

import io.dripwatch.record.Entries;
import io.dripwatch.record.Entry;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.hl7.fhir.r4.model.Resource;

/** Who saw or did what, a slice of the record at once. */
final class AccessSlices<R extends Resource> implements Iterator<Opened<R>> {
    private static final int SLICE = 500;

    private final ChartType<R> type;
    private final Entries entries;
    private final Wanted wanted;
    private List<Entry> slice;

    AccessSlices(ChartType<R> type, Entries entries, Wanted wanted) {
        this.type = type;
        this.entries = entries;
        this.wanted = wanted;
        this.slice = after(wanted.from() - 1);
    }

    private List<Entry> after(long seq) {
        return entries.accesses(
                seq, wanted.upTo(), wanted.time().fromMs(), wanted.time().toMs(), SLICE);
    }

    @Override
    public boolean hasNext() {
        return !slice.isEmpty();
    }

    @Override
    public Opened<R> next() {
        if (slice.isEmpty()) {
            throw new NoSuchElementException("there are no further accesses");
        }
        long first = slice.get(0).seq();
        long last = slice.get(slice.size() - 1).seq();
        List<R> events =
                slice.stream().map(AccessResource::of).map(type.type()::cast).toList();
        slice = after(last);
        return new Opened<>(first, last, events);
    }
}
