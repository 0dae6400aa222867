package io.dripwatch.backup;

import io.dripwatch.store.Database;
import io.dripwatch.store.OwnerOnly;
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
            OwnerOnly.folder(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new BackupFailed(folder + " is not empty; nothing was written.", null);
                }
            }
            Copying copying = new Copying(folder);
            OwnerOnly.folder(copying.unproven);
            OwnerOnly.file(copying.file());
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

    /** Copies what stands beside a database. */
    void beside(Database from) throws IOException {
        Beside.copy(from, unproven);
    }

    /** Moves all that was copied to its place, durably. */
    void proven() throws IOException {
        sync(file());
        try (Stream<Path> copied = Files.list(unproven)) {
            for (Path one : copied.toList()) {
                Files.move(one, folder.resolve(one.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        sync(folder);
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
