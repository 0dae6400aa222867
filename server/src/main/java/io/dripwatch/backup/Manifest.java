package io.dripwatch.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dripwatch.record.Anchor;
import io.dripwatch.store.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a backup says of itself. It is written last: a folder without one is no backup.
 *
 * @param takenAt when
 * @param version of the Dripwatch that took it
 * @param events how many events it holds
 * @param points how many points it holds
 * @param anchor the last event and its seal
 * @param contentHash SHA-256 of all that it holds, whatever the layout of the file
 * @param recordFault the first broken link of the record, which was broken already when the backup was taken; null
 *     where the record is whole
 */
public record Manifest(
        Instant takenAt,
        String version,
        long events,
        long points,
        String anchor,
        String contentHash,
        @Nullable String recordFault) {
    static final String FILE = "backup.json";

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    public Manifest {
        Objects.requireNonNull(takenAt, "takenAt");
        Objects.requireNonNull(version, "version");
        if (events < 0 || points < 0 || !HASH.matcher(contentHash).matches()) {
            throw new IllegalArgumentException("expected counts and a hash of 64 hexadecimal digits, got " + events
                    + ", " + points + ", " + contentHash);
        }
        Anchor.parse(anchor);
    }

    /**
     * Reads the manifest of a backup.
     *
     * @throws BackupFailed where the folder holds no whole backup
     */
    public static Manifest in(Path backup) {
        Path file = backup.resolve(FILE);
        try {
            return JSON.readValue(Files.readString(file), Manifest.class);
        } catch (NoSuchFileException e) {
            throw new BackupFailed(backup + " is no backup, or one that was not finished: it has no " + FILE + ".", e);
        } catch (JsonProcessingException e) {
            throw new BackupFailed("The manifest " + file + " cannot be understood: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new BackupFailed("The manifest " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    void write(Path backup) throws IOException {
        byte[] text = JSON.writeValueAsBytes(this);
        try (FileChannel file = FileChannel.open(OwnerOnly.file(backup.resolve(FILE)), StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(text);
            while (left.hasRemaining()) {
                file.write(left);
            }
            file.force(true);
        }
    }
}
