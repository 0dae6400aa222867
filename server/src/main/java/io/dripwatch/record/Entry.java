package io.dripwatch.record;

import io.dripwatch.flow.RoomEvent;

/**
 * An event and its place in the journal.
 *
 * @param seq counts up from 1 without a gap; never changes
 * @param event what happened
 */
public record Entry(long seq, RoomEvent event) {}
