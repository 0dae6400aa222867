package io.dripwatch.dashboard;

import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.NamedRoom;
import io.dripwatch.vitals.Reach;
import io.dripwatch.vitals.Rooms;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a screen shows.
 *
 * @param may the rooms that it may show
 * @param shown those of them that it does show: all, or the one that was asked for
 * @param whole whether these are all rooms of the server; then chairs that stand in none any more are shown, too
 */
record Sight(Rooms may, Rooms shown, boolean whole) {

    /**
     * Of a screen that connects.
     *
     * @param reach of whoever is there
     * @param asked the name of one room; all are shown where it is not one of those that may be
     */
    static Sight of(Rooms all, Reach reach, @Nullable String asked) {
        Rooms may = all.only(room -> room.chairs().stream().allMatch(reach::covers));
        NamedRoom one = may.named(asked);
        Rooms shown = one == null ? may : Rooms.of(one);
        return new Sight(may, shown, shown.equals(all));
    }

    /** The chairs of the rooms that are shown. */
    Set<ChairId> chairs() {
        return Set.copyOf(shown.chairs());
    }
}
