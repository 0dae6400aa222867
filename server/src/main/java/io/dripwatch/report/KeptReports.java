package io.dripwatch.report;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entries;
import io.dripwatch.record.Entry;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Minutes;
import io.dripwatch.wording.Wording;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reports of all sessions that were ever kept.
 *
 * @param room whose, as the ward calls it
 * @param words in which they are written
 */
public record KeptReports(
        String room, Entries entries, History history, Minutes minutes, InstantSource clock, Wording words) {

    /** The report of a session as of now; null where there never was such a session. Blocks on the store. */
    public @Nullable Report of(String session) {
        List<RoomEvent> events =
                entries.of(session, Long.MAX_VALUE).stream().map(Entry::event).toList();
        boolean known = events.stream().anyMatch(event -> event.kind() == RoomEvent.Kind.SESSION_OPENED);
        return known ? SessionReport.of(room, events, history, minutes, clock.instant(), words) : null;
    }
}
