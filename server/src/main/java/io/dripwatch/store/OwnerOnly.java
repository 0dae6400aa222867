package io.dripwatch.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files and folders that nobody but their owner may read, from the moment they are there. Where a file system knows no
 * owners they are made as any other.
 */
public final class OwnerOnly {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);
    private static final Set<PosixFilePermission> OF_FILES = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OF_FOLDERS = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** Makes a folder and what is missing above it; what is there stays as it is. */
    public static Path folder(Path folder) throws IOException {
        return Files.createDirectories(folder, attributes(folder, OF_FOLDERS));
    }

    /** Makes an empty file; one that is there keeps what is in it, and is its owner's alone from now on. */
    public static Path file(Path file) throws IOException {
        try {
            return Files.createFile(file, attributes(file, OF_FILES));
        } catch (FileAlreadyExistsException e) {
            LOG.trace("It is there already", e);
            close(file, OF_FILES);
            return file;
        }
    }

    /** Writes a file, in the place of one that may be there. */
    public static void write(Path file, String text) throws IOException {
        Files.writeString(file(file), text, StandardCharsets.UTF_8);
    }

    /** A file to be written, in the place of one that may be there. */
    public static OutputStream output(Path file) throws IOException {
        return Channels.newOutputStream(
                FileChannel.open(file(file), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
    }

    /** Makes a folder, and closes one that is there to others; whoever is not its owner cannot, and it is told. */
    public static void closed(Path folder) throws IOException {
        folder(folder);
        close(folder, OF_FOLDERS);
    }

    private static void close(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (!knowsOwners(path) || Files.getPosixFilePermissions(path).equals(permissions)) {
            return;
        }
        try {
            Files.setPosixFilePermissions(path, permissions);
        } catch (IOException e) {
            LOG.warn("Others may read it: it cannot be closed to them; path={}", path, e);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return knowsOwners(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean knowsOwners(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
