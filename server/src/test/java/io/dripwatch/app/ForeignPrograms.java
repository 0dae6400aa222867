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
final class ForeignPrograms {
    private static final Path NODE = Path.of("target", "node-clients").toAbsolutePath();
    private static final File LOG = new File("target", "foreign-clients.log");
    private static final List<String> PACKAGES = List.of("mqtt@5.16.0", "node-hl7-client@3.2.0", "oidc-provider@8.8.1");
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
    static synchronized String node(String script, String... arguments) throws IOException, InterruptedException {
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
        assumeTrue(onPath("node") && onPath("npm"), "no Node; on Debian: apt-get install nodejs npm");
        if (!PACKAGES.stream()
                .allMatch(each -> Files.isDirectory(NODE.resolve("node_modules/" + each.replaceFirst("@.*", ""))))) {
            Files.createDirectories(NODE);
            String[] install = Stream.concat(
                            Stream.of("npm", "install", "--no-audit", "--no-fund", "--legacy-peer-deps", "--prefix"),
                            Stream.concat(Stream.of(NODE.toString()), PACKAGES.stream()))
                    .toArray(String[]::new);
            assumeTrue(installs(install) == 0, "npm could not bring " + PACKAGES + "; see " + LOG);
        }
        Path file = Files.writeString(Files.createTempFile(NODE, "client", ".mjs"), script);
        return Stream.concat(Stream.of("node", file.toString()), Stream.of(arguments))
                .toArray(String[]::new);
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
