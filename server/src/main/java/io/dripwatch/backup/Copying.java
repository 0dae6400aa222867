package io.dripwatch.backup;

import io.dripwatch.store.Database;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * A folder that receives a copy: it must be new or empty; the copy stands in a folder of its own inside it until it is
 * proven, and goes away if it is not.
 */
final class Copying implements AutoCloseable {
    private static final String DATABASE = "dripwatch.db";

    private final Path folder;
    private final Path unproven;

    private Copying(Path folder) {
        this.folder = folder;
        this.unproven = folder.resolve("unproven");
    }

    static Copying into(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new BackupFailed(folder + " is not empty; nothing was written.", null);
                }
            }
            Copying copying = new Copying(folder);
            Files.createDirectory(copying.unproven);
            return copying;
        } catch (IOException e) {
            throw new BackupFailed("The folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** Where to write the copy. */
    Path file() {
        return unproven.resolve(DATABASE);
    }

    /** The copy, to be read. */
    Database database() {
        return Database.existing(unproven);
    }

    /** Moves the copy to its place, durably. */
    void proven() throws IOException {
        sync(file());
        Files.move(file(), folder.resolve(DATABASE), StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    /** Copies a file beside the database, durably, if there is one. */
    void beside(Path file) throws IOException {
        if (Files.exists(file)) {
            Path copy = folder.resolve(file.getFileName());
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            sync(copy);
        }
    }

    /** Also a folder: the names in it become durable. */
    static void sync(Path path) throws IOException {
        try (FileChannel opened = FileChannel.open(path, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        Rotation.delete(unproven);
    }
}
