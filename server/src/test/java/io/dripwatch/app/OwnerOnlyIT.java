package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.app.command.Console;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever holds something of patients is its owner's alone, however it came to be. */
final class OwnerOnlyIT {
    private static final String READING =
            "{\"device\":\"BAND-7\",\"place\":\"INFUSION^^1\",\"readings\":[{\"metric\":\"spo2\",\"value\":97}]}";

    private final Console console = new Console();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    OwnerOnlyIT() {}

    /** All that others than the owner may do something with, and how many things there are at all. */
    private static List<String> open(Path root, int atLeast) throws IOException {
        assumeTrue(root.getFileSystem().supportedFileAttributeViews().contains("posix"), "files here have no owners");
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> found = all.toList();
            assertThat(found).hasSizeGreaterThanOrEqualTo(atLeast);
            return found.stream()
                    .filter(path -> !path.toString().contains("/scratch/")) // The program's own, in a closed folder.
                    .map(OwnerOnlyIT::told)
                    .filter(line -> !line.endsWith(" rw-------") && !line.endsWith(" rwx------"))
                    .toList();
        }
    }

    private static String told(Path path) {
        try {
            return path + " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyFileOfAServerOfABackupOfAnExportAndOfWhatWasSavedIsItsOwnersAlone() throws Exception {
        Path data = folder.resolve("not/there/yet");
        try (Server server =
                Server.start(Settings.of(Config.DEFAULT, folder, data).withPorts(0, 0))) {
            SignedIn anybody = new SignedIn(server.httpPort());
            assertThat(anybody.post("/api/v1/readings", READING).statusCode()).isEqualTo(200);
            HttpResponse<String> export = anybody.send(
                    "GET", "/fhir/$export", null, "Prefer", "respond-async", "Accept", "application/fhir+json");
            assertThat(export.statusCode()).as(export.body()).isEqualTo(202);
            assertThat(console.run("backup", "--data", data, "--to", folder.resolve("backup")))
                    .as(console.err())
                    .isZero();
            assertThat(open(data, 6)).isEmpty();
        }
        assertThat(console.run("export", "--data", data, "--out", folder.resolve("readings.csv")))
                .as(console.err())
                .isZero();
        assertThat(console.run("restore", "--from", folder.resolve("backup"), "--data", folder.resolve("restored")))
                .as(console.err())
                .isZero();
        assertThat(console.run("salvage", "--data", data, "--to", folder.resolve("saved")))
                .as(console.err())
                .isZero();
        assertThat(open(folder, 14)).isEmpty();
    }

    @Test
    void whatAnOlderVersionLeftOpenIsClosedAtTheNextStart() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Server.start(Settings.of(Config.DEFAULT, folder, data).withPorts(0, 0)).close();
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(data.resolve("dripwatch.db"), PosixFilePermissions.fromString("rw-r--r--"));
        Server.start(Settings.of(Config.DEFAULT, folder, data).withPorts(0, 0)).close();
        assertThat(open(data, 2)).isEmpty();
    }
}
