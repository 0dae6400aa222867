package io.dripwatch.app;

import io.dripwatch.store.OwnerOnly;
import io.dripwatch.store.StoreUnusable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The directory of everything that is kept, claimed by one server at a time; the claim ends with the process, however
 * that ends. What libraries unpack goes into its folder {@code scratch}, which is emptied at every start, so that
 * nothing is left elsewhere on the machine.
 */
public final class DataDirectory implements AutoCloseable {
    private final FileChannel claim;
    private final Path scratch;

    /** Another one has claimed it. */
    public static final class InUse extends StoreUnusable {
        private static final long serialVersionUID = 1L;

        private InUse(Path directory) {
            super("The data directory " + directory + " is in use by another Dripwatch.");
        }
    }

    private DataDirectory(FileChannel claim, Path scratch) {
        this.claim = claim;
        this.scratch = scratch;
    }

    /**
     * Claims a directory; it is made where it is missing.
     *
     * @throws StoreUnusable where it cannot be used or another server uses it
     */
    public static DataDirectory claim(Path directory) {
        try {
            OwnerOnly.closed(directory);
            FileChannel channel =
                    FileChannel.open(OwnerOnly.file(directory.resolve("dripwatch.lock")), StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new InUse(directory);
            }
            Path scratch = directory.resolve("scratch");
            empty(scratch);
            return new DataDirectory(channel, scratch);
        } catch (IOException e) {
            throw new StoreUnusable("The data directory " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Makes sure that no server uses a directory until the claim is closed; nothing is made there.
     *
     * @return the claim; null where no server has ever used it
     * @throws StoreUnusable where one does
     */
    public static @Nullable FileChannel unused(Path directory) {
        Path file = directory.resolve("dripwatch.lock");
        if (!Files.isWritable(file)) {
            return null;
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new InUse(directory);
            }
            return channel;
        } catch (IOException e) {
            throw new StoreUnusable("The data directory " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** For files that are worth nothing after this run. */
    public Path scratch() {
        return scratch;
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void empty(Path folder) throws IOException {
        OwnerOnly.folder(folder);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (!visited.equals(folder)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Lets another server have the directory. */
    @Override
    public void close() throws IOException {
        claim.close();
    }
}
