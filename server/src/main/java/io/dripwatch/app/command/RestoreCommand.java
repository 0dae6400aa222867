package io.dripwatch.app.command;

import io.dripwatch.app.DataDirectory;
import io.dripwatch.backup.Manifest;
import io.dripwatch.backup.Restore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a data directory of a backup. */
@Command(
        name = "restore",
        description = "Put a backup into a new data directory, and compare what stands there with the backup.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--from", paramLabel = "DIR", required = true, description = "The backup.")
    @SuppressWarnings("NullAway.Init")
    private Path from;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Data directory, new or empty.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Override
    public Integer call() throws IOException {
        try (FileChannel into = DataDirectory.unused(data)) {
            return restore();
        }
    }

    private int restore() {
        PrintWriter out = spec.commandLine().getOut();
        ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), InstantSource.system());
        Manifest restored = Restore.put(from, data, progress);
        out.println(restored.events() + " events and " + restored.points() + " readings of " + restored.takenAt()
                + " restored to " + data);
        out.println("content " + restored.contentHash());
        out.println("The data directory holds what the backup held.");
        out.flush();
        return 0;
    }
}
