package io.dripwatch.app;

import io.dripwatch.flow.LegalHold;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.store.OwnerOnly;
import io.dripwatch.vitals.PatientId;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes in the data directory that ask the server there to set or release legal holds. */
public final class LegalHoldNotes {
    private static final Logger LOG = LoggerFactory.getLogger(LegalHoldNotes.class);
    private static final String END = ".json";

    private final Path folder;

    /** A note, and the event that it asks for. */
    record Note(Path file, RoomEvent event) {}

    /** @param data the data directory */
    public LegalHoldNotes(Path data) {
        this.folder = data.resolve("legal-holds");
    }

    /** Leaves a note, whole or not at all. */
    public void leave(RoomEvent event) throws IOException {
        boolean set = event instanceof RoomEvent.LegalHoldSet;
        LegalHold what = set ? ((RoomEvent.LegalHoldSet) event).what() : ((RoomEvent.LegalHoldReleased) event).what();
        String reason =
                set ? ((RoomEvent.LegalHoldSet) event).reason() : ((RoomEvent.LegalHoldReleased) event).reason();
        PatientId patient = what.patient();
        JsonObject note = new JsonObject()
                .put("set", set)
                .put("session", what.session())
                .put("authority", patient == null ? null : patient.authority())
                .put("value", patient == null ? null : patient.value())
                .put("by", event.by())
                .put("reason", reason);
        OwnerOnly.folder(folder);
        Path unfinished = folder.resolve(UUID.randomUUID() + ".unfinished");
        OwnerOnly.write(unfinished, note.encode());
        Files.move(unfinished, folder.resolve(UUID.randomUUID() + END), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The notes that are there. One that cannot be read is put aside. */
    List<Note> all(Instant now) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Note> notes = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(END)).toList()) {
                try {
                    notes.add(new Note(file, event(new JsonObject(Files.readString(file)), now)));
                } catch (IllegalArgumentException | NullPointerException | ClassCastException | IOException e) {
                    LOG.warn("A note that asks for a legal hold cannot be read and is put aside; note={}", file, e);
                    Files.move(file, file.resolveSibling(file.getFileName() + ".refused"));
                }
            }
        }
        return notes;
    }

    private static RoomEvent event(JsonObject note, Instant now) {
        String session = note.getString("session");
        LegalHold what = new LegalHold(
                session, session == null ? new PatientId(note.getString("authority"), note.getString("value")) : null);
        String by = Objects.requireNonNull(note.getString("by"));
        String reason = Objects.requireNonNull(note.getString("reason"));
        return note.getBoolean("set")
                ? new RoomEvent.LegalHoldSet(now, by, what, reason)
                : new RoomEvent.LegalHoldReleased(now, by, what, reason);
    }
}
