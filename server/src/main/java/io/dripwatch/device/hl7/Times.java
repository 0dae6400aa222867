package io.dripwatch.device.hl7;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When the rows of one message were measured: by OBX-14, else the OBR-7 above, else MSH-7, else on arrival. A time
 * without an offset is on the clock of MSH-7 where that has one (as HL7 v2 says of MSH-7), else on the clock of the
 * source's zone.
 */
final class Times {
    private final Message message;
    private final ZoneId zone;
    private final Timestamp sent;
    private final Instant receivedAt;
    private Timestamp requested = Timestamp.MISSING;
    private Slice lastText = Slice.EMPTY;
    private Timestamp lastRead = Timestamp.MISSING;

    Times(Message message, ZoneId sourceZone, Instant receivedAt) {
        this.message = message;
        this.receivedAt = receivedAt;
        this.sent = Timestamp.read(message.component(0, 7, 1), sourceZone);
        this.zone = sent.offset() == null ? sourceZone : sent.offset();
    }

    /** When the message was made; null where it does not say, or says it illegibly. */
    @Nullable
    Instant sentAt() {
        return sent.state() == Timestamp.State.GIVEN ? sent.at() : null;
    }

    /** From now on, rows belong to this OBR; -1 for rows that have none above them. */
    void enter(int request) {
        requested = request < 0 ? Timestamp.MISSING : Timestamp.read(message.component(request, 7, 1), zone);
    }

    /** The time of a row: given, or unreadable where the first time that is there at all is none. */
    Timestamp of(int row) {
        Slice text = message.component(row, 14, 1);
        if (!text.isEmpty() && text.sameBytes(lastText)) {
            return lastRead;
        }
        Timestamp own = Timestamp.read(text, zone);
        if (own.state() == Timestamp.State.MISSING) {
            return ofMessage();
        }
        lastText = text;
        lastRead = own;
        return own;
    }

    private Timestamp ofMessage() {
        if (requested.state() != Timestamp.State.MISSING) {
            return requested;
        }
        return sent.state() == Timestamp.State.MISSING ? Timestamp.given(receivedAt) : sent;
    }
}
