package io.dripwatch.push;

import io.dripwatch.access.Access;
import io.dripwatch.push.Destination.Away;
import io.dripwatch.push.Destination.Refused;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was fetched and is not delivered yet. A parcel that is refused is taken apart, to find what of it is not wanted;
 * that is tried {@value #ATTEMPTS} times, then set aside, so that it holds up nothing for ever. Where
 * {@value #IN_A_ROW} were set aside and nothing between them was wanted, it is the other side that is not well: then
 * all waits. One thread; its numbers are for any.
 */
final class Parcels<T> {
    static final int ATTEMPTS = 3;
    static final int IN_A_ROW = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Parcels.class);

    private final String name;
    private final Destination<T> destination;
    private final Books books;
    private final Deque<List<T>> waiting = new ArrayDeque<>();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile Marks.@Nullable SetAside last;
    private int attempts;
    private int inARow;

    Parcels(String name, Destination<T> destination, Books books) {
        this.name = name;
        this.destination = destination;
        this.books = books;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(List<T> items) {
        waiting.addAll(destination.parcels(items));
    }

    /** How many items the other side has. */
    long delivered() {
        return delivered.get();
    }

    /** How many were set aside since the start. */
    long refused() {
        return refused.get();
    }

    /** The last one that was set aside since the start; null where none was. */
    Marks.@Nullable SetAside last() {
        return last;
    }

    /** Brings the first parcel there, or takes it apart. */
    void deliverFirst() throws Away {
        List<T> parcel = waiting.element();
        try {
            destination.deliver(parcel);
        } catch (Refused e) {
            refused(parcel, e);
            return;
        }
        waiting.remove();
        delivered.addAndGet(parcel.size());
        parcel.stream().map(destination::whose).distinct().forEach(this::seen);
        attempts = 0;
        inARow = 0;
    }

    private void seen(String whose) {
        books.witness().saw(new Access("", name, "push", "", whose, destination.place(), false), false);
    }

    private void refused(List<T> parcel, Refused why) throws Away {
        if (parcel.size() > 1) {
            waiting.remove();
            for (int i = parcel.size() - 1; i >= 0; i--) {
                waiting.addFirst(List.of(parcel.get(i)));
            }
            return;
        }
        attempts++;
        if (attempts < ATTEMPTS || inARow >= IN_A_ROW) {
            throw new Away("it refuses what it is sent: " + why.getMessage());
        }
        setAside(parcel.get(0), why.getMessage() + ", " + why.words());
    }

    private void setAside(T item, String why) {
        Marks.SetAside aside =
                new Marks.SetAside(destination.name(item), books.clock().instant(), why);
        LOG.warn("A destination does not want something of the chart; destination={} item={}", name, aside.name());
        books.marks().setAside(name, aside);
        last = aside;
        refused.incrementAndGet();
        waiting.remove();
        attempts = 0;
        inARow++;
    }
}
