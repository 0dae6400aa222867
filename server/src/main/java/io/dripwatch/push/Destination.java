package io.dripwatch.push;

import java.util.List;

/** A system that is told what is new in the chart. One thread at a time. */
public interface Destination<T> extends AutoCloseable {

    /** Items divided into what travels together, in the order in which it is to arrive. */
    List<List<T>> parcels(List<T> items);

    /**
     * Brings one parcel there; done when the other side has said that it has all of it. Blocks.
     *
     * @throws Away where it has to be sent again; perhaps the other side has some of it
     * @throws Refused where the other side has none of it and does not want it
     */
    void deliver(List<T> parcel) throws Away, Refused;

    /** By what an item is found in the chart: "Observation/7.spo2.0.1772366400250"; nothing of a patient. */
    String name(T item);

    /** Whose record an item is of: "Patient/5"; "" where nobody has said yet who it is. */
    String whose(T item);

    /** Where it is, for the record of accesses. */
    String place();

    @Override
    void close();

    /** The other side does not answer, or cannot take anything now; the message says what happened, in our words. */
    final class Away extends Exception {
        private static final long serialVersionUID = 1L;

        public Away(String what) {
            super(what);
        }

        public Away(String what, Exception cause) {
            super(what, cause);
        }
    }

    /** The other side does not want this; the message is its code, which names no patient. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final String words;

        /**
         * A refusal.
         *
         * @param code that names no patient
         * @param words of the other side; they may name a patient and are for the file alone
         */
        public Refused(String code, String words) {
            super(code);
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
