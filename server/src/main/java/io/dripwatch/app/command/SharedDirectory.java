package io.dripwatch.app.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The data directory of a command and of all that stand below it. */
final class SharedDirectory {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Data directory (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("dripwatch-data");

    Path folder() {
        return folder;
    }
}
