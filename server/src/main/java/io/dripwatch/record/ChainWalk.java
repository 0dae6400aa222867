package io.dripwatch.record;

import io.dripwatch.flow.RoomEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks along the record from the first event and stops at the first one that is not as it was written. The columns by
 * which events are found are not sealed; they must say what the sealed body says.
 */
final class ChainWalk {
    private final @Nullable Anchor anchor;
    private byte[] previous = Seal.FIRST;
    private long events;
    private @Nullable Instant first;
    private @Nullable Instant last;

    ChainWalk(@Nullable Anchor anchor) {
        this.anchor = anchor;
    }

    Verdict along(Connection connection) throws SQLException {
        String fault = null;
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT seq, kind, body, hash, at, chair, subject FROM event ORDER BY seq");
                ResultSet row = query.executeQuery()) {
            while (fault == null && row.next()) {
                fault = look(row);
            }
        }
        Anchor end = new Anchor(events, HexFormat.of().formatHex(previous));
        if (fault == null && anchor != null && anchor.event() > events) {
            fault = "it ends with event " + events + ", and the anchor was taken at event " + anchor.event()
                    + ": what came after event " + events + " is missing";
        }
        return new Verdict(events, first, last, end, fault);
    }

    /** Null where the event is whole; the walk then stands on it. */
    private @Nullable String look(ResultSet row) throws SQLException {
        long seq = row.getLong(1);
        if (seq != events + 1) {
            return "expected event " + (events + 1) + ", found event " + seq;
        }
        RoomEvent.Kind kind = kind(row.getString(2));
        byte[] seal = row.getBytes(4);
        if (kind == null || !Arrays.equals(seal, Seal.of(previous, seq, kind, row.getString(3)))) {
            return "event " + seq + " does not match its seal";
        }
        if (anchor != null
                && anchor.event() == seq
                && !anchor.seal().equals(HexFormat.of().formatHex(seal))) {
            return "event " + seq + " has another seal than the anchor: the record was written anew";
        }
        RoomEvent event;
        try {
            event = EventJson.read(kind, row.getString(3));
        } catch (IllegalStateException e) {
            return "event " + seq + " is sealed, but this version cannot read it";
        }
        if (!filedAsSealed(row, event)) {
            return "event " + seq + " stands under another time, chair or session than it was sealed with";
        }
        previous = seal;
        events = seq;
        first = first == null ? event.at() : first;
        last = event.at();
        return null;
    }

    private static boolean filedAsSealed(ResultSet row, RoomEvent event) throws SQLException {
        String chair = event.chair() == null ? null : event.chair().value();
        return row.getLong(5) == event.at().toEpochMilli()
                && Objects.equals(row.getString(6), chair)
                && Objects.equals(row.getString(7), Journal.subject(event));
    }

    private static RoomEvent.@Nullable Kind kind(@Nullable String name) {
        for (RoomEvent.Kind kind : RoomEvent.Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        return null;
    }
}
