package io.dripwatch.fhir.subscription;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dripwatch.store.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Subscriptions in a folder, a file each, which is replaced as a whole and synced. */
final class SubscriptionFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionFiles.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".json";
    private static final String NEXT_ID = "next-id";

    private final Path folder;

    SubscriptionFiles(Path folder) {
        this.folder = folder;
    }

    /** All that there are; one that cannot be read is told of and stays where it is. */
    List<Kept> all() {
        List<Kept> all = new ArrayList<>();
        for (Path file : files()) {
            try {
                all.add(JSON.readValue(file.toFile(), Kept.class));
            } catch (IOException e) {
                LOG.error("A subscription cannot be read; file={}", file, e);
            }
        }
        return all;
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(one -> one.toString().endsWith(ENDING)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An id that nobody had before. */
    long nextId() {
        Path counter = folder.resolve(NEXT_ID);
        try {
            long id = Files.exists(counter)
                    ? Long.parseLong(Files.readString(counter).strip())
                    : 1;
            replace(counter, Long.toString(id + 1));
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps one; it is durable when this returns. */
    void keep(Kept subscription) {
        try {
            replace(file(subscription.id()), JSON.writeValueAsString(subscription));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(long id) {
        try {
            Files.deleteIfExists(file(id));
            sync(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(long id) {
        return folder.resolve(id + ENDING);
    }

    private void replace(Path file, String text) throws IOException {
        OwnerOnly.folder(folder);
        Path next = folder.resolve(file.getFileName() + ".next");
        OwnerOnly.write(next, text);
        sync(next);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel opened = FileChannel.open(path, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }
}
