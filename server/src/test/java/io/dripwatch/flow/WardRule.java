package io.dripwatch.flow;

import java.util.List;

/** Something that must hold at every step, whatever enters. */
interface WardRule {
    /** Looks at the room before the input enters. */
    default void before(WardInput input, Room room) {}

    /** Looks at what happened, and at the room after it. */
    void after(WardInput input, List<RoomEvent> events, Room room);

    static void must(boolean holds, String rule, Object... what) {
        if (!holds) {
            throw new AssertionError(rule + ": " + List.of(what));
        }
    }
}
