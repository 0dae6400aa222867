package io.dripwatch.fhir.news;

import io.dripwatch.fhir.observation.Charted;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entries;
import io.dripwatch.record.Entry;
import io.dripwatch.record.Found;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Series;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows when it was found whose readings are: what was kept before is told then, and not where it was kept. For one
 * slice of news; what was looked up is remembered. Blocks on the store.
 */
final class Owners {
    private final History history;
    private final Entries entries;
    private final Map<String, Found> known = new HashMap<>();
    private final Map<Long, Found> streams = new HashMap<>();

    Owners(History history, Entries entries) {
        this.history = history;
        this.entries = entries;
    }

    /** Whose owner was found last by this event. */
    List<Series> by(Entry entry) {
        List<Series> its = entry.event() instanceof RoomEvent.HoldAssigned assigned
                ? history.seriesOfHold(assigned.hold())
                : history.seriesOfSession(String.valueOf(entry.event().session()));
        return its.stream().filter(series -> found(series).seq() == entry.seq()).toList();
    }

    /** Whether what was new at a place in the journal is told behind it, since it was found later whose it is. */
    boolean tellLater(Charted charted, long place) {
        Found found = streams.computeIfAbsent(
                charted.stream(), stream -> found(history.seriesOfStream(stream).get(0)));
        return found.seq() > place && charted.receivedAt().toEpochMilli() <= found.atMs();
    }

    private Found found(Series series) {
        Found ofHold = found(series.hold());
        Found ofSession = found(series.session());
        return ofHold.seq() > ofSession.seq() ? ofHold : ofSession;
    }

    private Found found(@Nullable String subject) {
        return subject == null ? Found.AT_ONCE : known.computeIfAbsent(subject, entries::found);
    }
}
