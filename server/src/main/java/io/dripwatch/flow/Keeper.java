package io.dripwatch.flow;

import org.jspecify.annotations.Nullable;

/** Makes decisions durable, in the order in which they were handed over. */
public interface Keeper {

    /**
     * Hands over a decision; returns at once. Never throws.
     *
     * @param done told once, on any thread
     */
    void keep(Decision decision, Done done);

    /** What became of a decision. */
    interface Done {
        /**
         * The decision is durable, or it is not.
         *
         * @param failure null where all of it is durable. Otherwise its readings are lost here and must be sent again,
         *     while its events are owed: they are kept as soon as the store works again, before anything newer.
         */
        void done(@Nullable Throwable failure);
    }
}
