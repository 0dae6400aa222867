package io.dripwatch.app.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The data directory of a command that only reads it. */
final class ReadDirectory {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "dripwatch-data",
            description = "Data directory; a server may be using it (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    Path folder() {
        return folder;
    }
}
