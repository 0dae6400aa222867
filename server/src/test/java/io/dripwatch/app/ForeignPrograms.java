package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Clients that are no Java: brought where they can be, otherwise the test is skipped and says what to install. */
public final class ForeignPrograms {
    private static final Path NODE = Path.of("target", "node-clients").toAbsolutePath();
    private static final Path AXE = Path.of("target", "node-axe").toAbsolutePath();
    private static final File LOG = new File("target", "foreign-clients.log");
    private static final List<String> PACKAGES = List.of(
            "mqtt@5.16.0",
            "node-hl7-client@3.2.0",
            "oidc-provider@8.8.1",
            "fhir-kit-client@2.0.3",
            "jose@5.10.0",
            "@influxdata/flux-lsp-browser@0.8.40");
    private static final long INSTALL_SECONDS = 180;
    private static final long RUN_SECONDS = 30;

    private ForeignPrograms() {}

    /** A program of a Debian package. */
    static synchronized String debian(String program, String from) throws IOException, InterruptedException {
        if (!onPath(program) && System.getProperty("user.name", "").equals("root") && onPath("apt-get")) {
            installs("apt-get", "update");
            installs("apt-get", "install", "-y", "--no-install-recommends", from);
        }
        assumeTrue(onPath(program), "no " + program + "; on Debian: apt-get install " + from);
        return program;
    }

    /** Runs a script of Node that finds the packages beside it; what it prints. */
    public static synchronized String node(String script, String... arguments)
            throws IOException, InterruptedException {
        return runs(command(script, arguments));
    }

    /** Starts a script of Node that prints a line once it is ready, and goes on until somebody ends it. */
    static synchronized Process starts(String script, String... arguments) throws IOException, InterruptedException {
        File log = new File("target", "foreign-server.log");
        Process process = new ProcessBuilder(command(script, arguments))
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
        String ready = process.inputReader().readLine();
        assertThat(ready).as("ready; see " + log).isNotNull();
        return process;
    }

    private static String[] command(String script, String... arguments) throws IOException, InterruptedException {
        assumeTrue(onPath("node"), "no Node; on Debian: apt-get install nodejs npm");
        bring(NODE, PACKAGES);
        Path file = Files.writeString(Files.createTempFile(NODE, "client", ".mjs"), script);
        return Stream.concat(Stream.of("node", file.toString()), Stream.of(arguments))
                .toArray(String[]::new);
    }

    private static boolean isThere(Path folder, String named) {
        String name = named.substring(0, named.lastIndexOf('@'));
        return Files.isDirectory(folder.resolve("node_modules").resolve(name));
    }

    /**
     * The folder of the SMART bulk data client, which is in no registry: a clone of smart-on-fhir/bulk-data-client with
     * its packages.
     */
    static Path bulkDataClient() {
        String folder = System.getProperty("dripwatch.bulkclient", "");
        assumeTrue(
                !folder.isEmpty() && onPath("node"),
                "no SMART bulk data client; clone smart-on-fhir/bulk-data-client, npm install in it, and say where"
                        + " with -Ddripwatch.bulkclient=DIR");
        return Path.of(folder);
    }

    /** The text of axe-core, which finds what bars people from a page. */
    static synchronized String axe() throws IOException, InterruptedException {
        bring(AXE, List.of("axe-core@4.11.0"));
        return Files.readString(AXE.resolve("node_modules/axe-core/axe.min.js"));
    }

    private static void bring(Path folder, List<String> packages) throws IOException, InterruptedException {
        if (packages.stream().allMatch(each -> isThere(folder, each))) {
            return;
        }
        assumeTrue(onPath("npm"), "no npm; on Debian: apt-get install nodejs npm");
        Files.createDirectories(folder);
        String[] install = Stream.concat(
                        Stream.of("npm", "install", "--no-audit", "--no-fund", "--legacy-peer-deps", "--prefix"),
                        Stream.concat(Stream.of(folder.toString()), packages.stream()))
                .toArray(String[]::new);
        assumeTrue(installs(install) == 0, "npm could not bring " + packages + "; see " + LOG);
    }

    /** Runs a program that must succeed; what it prints. */
    static String runs(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("foreign", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(RUN_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(output);
        Files.delete(output);
        assertThat(ended).as(printed).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed.strip();
    }

    private static int installs(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG))
                .start();
        if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return 1;
        }
        return process.exitValue();
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
