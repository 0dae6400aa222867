package io.dripwatch.trend.influx;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Debian's {@code influxd}: the one that is named or installed, otherwise brought from Debian's packages. */
final class InfluxProgram {
    /** Names an executable. */
    private static final String PROPERTY = "dripwatch.influxd";

    private static final Path UNPACKED = Path.of("target", "influxdb");
    private static final File LOG = new File("target", "influxdb-install.log");
    private static final long LIMIT_SECONDS = 300;
    private static final String[] INSTALL = {"apt-get", "install", "-y", "--no-install-recommends", "influxdb"};

    private InfluxProgram() {}

    /** Where it is; brings it first where it is nowhere. */
    static synchronized Path find() throws IOException, InterruptedException {
        String named = System.getProperty(PROPERTY, "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        Path there = there();
        if (there == null && System.getProperty("user.name", "").equals("root")) {
            run("apt-get", "update");
            run(INSTALL);
            there = there();
        }
        if (there == null) {
            Files.createDirectories(UNPACKED);
            run("apt-get", "download", "influxdb");
            for (Path packet : packets()) {
                run("dpkg-deb", "-x", packet.getFileName().toString(), "root");
            }
            there = there();
        }
        if (there == null) {
            throw new AssertionError(
                    "The tests of the InfluxDB store need influxd and found none: install it (on Debian:"
                            + " apt-get install influxdb), or name an executable with -D" + PROPERTY
                            + "=PATH; what was tried stands in " + LOG + ".");
        }
        return there;
    }

    private static @Nullable Path there() {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin")
                + File.pathSeparator
                + UNPACKED.resolve("root/usr/bin");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "influxd"))
                .filter(Files::isExecutable)
                .map(Path::toAbsolutePath)
                .findFirst()
                .orElse(null);
    }

    private static List<Path> packets() throws IOException {
        try (Stream<Path> files = Files.list(UNPACKED)) {
            return files.filter(file -> file.toString().endsWith(".deb")).toList();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Files.createDirectories(UNPACKED);
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(UNPACKED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.getAbsoluteFile()));
        process.environment().putAll(Map.of("DEBIAN_FRONTEND", "noninteractive"));
        Process started;
        try {
            started = process.start();
        } catch (IOException e) {
            Files.writeString(LOG.toPath(), e.getMessage() + "\n", APPEND, CREATE);
            return;
        }
        if (!started.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            started.destroy();
        }
    }
}
