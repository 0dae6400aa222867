package io.dripwatch.app;

import io.dripwatch.flow.Chair;
import io.dripwatch.flow.Room;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.JournalReader;
import io.dripwatch.session.Session;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Series;
import io.dripwatch.vitals.Reading;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Brings a room back to where it stood: its events from the journal, its newest numbers from the history. */
final class Recall {
    private static final int MOST_POINTS = 600;

    private final JournalReader journal;
    private final History history;

    Recall(JournalReader journal, History history) {
        this.journal = journal;
        this.history = history;
    }

    /**
     * Restores an empty room.
     *
     * @throws SQLException where the journal cannot be read
     */
    void into(Room room) throws SQLException {
        for (RoomEvent event : journal.unfinished()) {
            room.restore(event);
        }
        for (Chair chair : room.chairs()) {
            Session session = chair.session();
            if (session != null) {
                values(room, chair, session);
            }
        }
    }

    private void values(Room room, Chair chair, Session session) {
        for (Series series : history.seriesOfSession(session.id())) {
            List<Runnable> newestFirst = new ArrayList<>();
            history.points(series.key(), 0, Long.MAX_VALUE, true, MOST_POINTS, (atMs, value, standing, receivedMs) -> {
                if (standing != Reading.Standing.ENTERED_IN_ERROR) {
                    Reading reading =
                            new Reading(series.metric(), series.site(), value, Instant.ofEpochMilli(atMs), standing);
                    newestFirst.add(() -> room.recall(chair.id(), reading, Instant.ofEpochMilli(receivedMs)));
                }
            });
            Collections.reverse(newestFirst);
            newestFirst.forEach(Runnable::run);
        }
    }
}
