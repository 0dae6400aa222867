package io.dripwatch.access.file;

import io.dripwatch.store.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;

/**
 * A small file in the data directory that a command changes while a server reads it: the database has one writer only.
 * A change replaces the whole file at once, durably; nobody but its owner may read it.
 */
public final class SmallFile {
    /** A lock of a file is one of processes; of threads that would wait for it the second fails. */
    private static final Object OF_THIS_PROCESS = new Object();

    private final Path folder;
    private final Path file;

    /** @param data the data directory */
    public SmallFile(Path data, String name) {
        this.folder = data;
        this.file = data.resolve(name);
    }

    /**
     * What stands in it; empty where there is none.
     *
     * @throws FileUnusable where it cannot be read
     */
    public String text() {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw unusable("cannot be read", e);
        }
    }

    /**
     * Replaces what stands in it.
     *
     * @throws FileUnusable where it cannot be read or written; then it is as it was
     */
    public void change(UnaryOperator<String> change) {
        synchronized (OF_THIS_PROCESS) {
            replace(change);
        }
    }

    private void replace(UnaryOperator<String> change) {
        String name = String.valueOf(file.getFileName());
        Path next = file.resolveSibling(name + ".next");
        try {
            OwnerOnly.folder(folder);
            try (FileChannel channel = FileChannel.open(
                            OwnerOnly.file(file.resolveSibling(name + ".lock")), StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                String text = change.apply(text());
                Files.deleteIfExists(next);
                OwnerOnly.write(next, text);
                sync(next);
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
                sync(folder);
                lock.release();
            }
        } catch (IOException e) {
            throw unusable("cannot be written", e);
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel opened = FileChannel.open(path, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    /** The error that names this file. */
    public FileUnusable unusable(String what, Exception e) {
        return new FileUnusable(
                "The file " + file + " " + what + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                e);
    }
}
