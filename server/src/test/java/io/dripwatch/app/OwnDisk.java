package io.dripwatch.app;

import io.dripwatch.store.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small disk for one server: an ext4 file system in a file, mounted in a mount namespace that ends with the server's
 * process, so that nothing is left mounted whatever becomes of the test. Mounting and breaking it is root's privilege.
 *
 * @param image the file that holds it
 * @param folder where the server finds it
 */
record OwnDisk(Path image, Path folder) {
    private static final long LONGEST_SECONDS = 30;
    private static final int CHUNK = 65_536;

    /** Makes a disk of so many MiB in a folder. It has no journal of its own: an error turns it read-only at once. */
    static OwnDisk in(Path parent, int mebibytes) throws Exception {
        OwnDisk disk = new OwnDisk(parent.resolve("disk.img"), Files.createDirectory(parent.resolve("disk")));
        run("truncate", "-s", mebibytes + "M", disk.image.toString());
        run("mkfs.ext4", "-q", "-m", "0", "-O", "^has_journal", disk.image.toString());
        return disk;
    }

    /** Whether this machine lets a test mount disks; what is missing is printed. */
    static boolean allowed(Path scratch) throws InterruptedException {
        try {
            OwnDisk disk = in(scratch, 8);
            List<String> command = new ArrayList<>(disk.mounting());
            command.addAll(List.of("test", "-d", "/sys/fs/ext4"));
            run(command.toArray(String[]::new));
            return true;
        } catch (Exception e) {
            System.out.println("Disks are not broken here: it takes root, a loop device, and Debian's e2fsprogs and"
                    + " util-linux (" + e.getMessage() + ")");
            return false;
        }
    }

    /** What stands before a command that is to find the disk mounted; after a failure it is repaired first. */
    List<String> mounting() {
        return List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "e2fsck -p '" + image + "' >/dev/null; mount -o loop,errors=remount-ro '" + image + "' '" + folder
                        + "' && exec \"$@\"",
                "sh");
    }

    /** The folder as another process sees it while a server runs on it. */
    private Path seenFromOutside(ChildServer server) {
        return Path.of("/proc", Long.toString(server.pid()), "root" + folder);
    }

    /** A copy of what a server that has nothing to do has kept. */
    Database kept(ChildServer server, Path copy) throws IOException {
        Files.createDirectory(copy);
        for (String file : List.of("dripwatch.db", "dripwatch.db-wal")) {
            Files.copy(seenFromOutside(server).resolve("data").resolve(file), copy.resolve(file));
        }
        return Database.in(copy);
    }

    /** Fills it to the last byte; the file to delete is returned. */
    Path fill(ChildServer server) throws IOException {
        Path filler = seenFromOutside(server).resolve("filler");
        byte[] chunk = new byte[CHUNK];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int size = CHUNK; size > 0; size = full(out, chunk, size) ? size / 2 : size) {
                out.flush();
            }
        }
        return filler;
    }

    private static boolean full(OutputStream out, byte[] chunk, int size) {
        try {
            out.write(chunk, 0, size);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Nothing that is written reaches it for so long. It thaws by itself, whatever becomes of the server: whoever
     * freezes it stands in it.
     */
    Process freeze(ChildServer server, int seconds) throws IOException {
        return new ProcessBuilder("sh", "-c", "fsfreeze -f . && sleep " + seconds + "; fsfreeze -u .")
                .directory(seenFromOutside(server).toFile())
                .inheritIO()
                .start();
    }

    /** The file system meets an error and makes itself read-only, for good. */
    void fail(ChildServer server) throws Exception {
        String device =
                run("nsenter", "-t", Long.toString(server.pid()), "-m", "findmnt", "-no", "SOURCE", folder.toString());
        Files.writeString(
                Path.of("/sys/fs/ext4", Path.of(device).getFileName().toString(), "trigger_fs_error"), "a test");
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }
}
