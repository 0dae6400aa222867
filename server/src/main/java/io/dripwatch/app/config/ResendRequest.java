package io.dripwatch.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A note in the data directory that asks the server there to send readings to InfluxDB again. */
public final class ResendRequest {
    private static final Logger LOG = LoggerFactory.getLogger(ResendRequest.class);

    private final Path note;

    /** @param data the data directory */
    public ResendRequest(Path data) {
        this.note = data.resolve("resend-to-influx");
    }

    /** Leaves the note, whole or not at all. */
    public void leave(Instant from) throws IOException {
        Path unfinished = note.resolveSibling(note.getFileName() + ".unfinished");
        Files.writeString(unfinished, from + "\n");
        Files.move(unfinished, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes the note away: the moment from which to send again, epoch milliseconds; null where there is no note. */
    @Nullable
    public Long take() {
        if (!Files.exists(note)) {
            return null;
        }
        try {
            String from = Files.readString(note).strip();
            Files.delete(note);
            return Instant.parse(from).toEpochMilli();
        } catch (IOException | DateTimeParseException e) {
            LOG.warn("A note that asks for readings to be sent again cannot be read; note={}", note, e);
            return null;
        }
    }
}
