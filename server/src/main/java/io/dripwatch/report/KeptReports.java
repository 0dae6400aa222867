package io.dripwatch.report;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entries;
import io.dripwatch.record.Entry;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Minutes;
import io.dripwatch.vitals.Rooms;
import io.dripwatch.wording.Wording;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reports of all sessions that were ever kept.
 *
 * @param rooms whose, as the ward calls them
 * @param words in which they are written
 */
public record KeptReports(
        Rooms rooms, Entries entries, History history, Minutes minutes, InstantSource clock, Wording words) {

    /** The report of a session as of now; null where there never was such a session. Blocks on the store. */
    public @Nullable Report of(String session) {
        List<RoomEvent> events =
                entries.of(session, Long.MAX_VALUE).stream().map(Entry::event).toList();
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.SessionOpened opened) {
                String room = rooms.titleOf(opened.chair());
                return SessionReport.of(room, events, history, minutes, clock.instant(), words);
            }
        }
        return null;
    }
}
