package io.dripwatch.app.command;

import io.dripwatch.app.Version;
import io.dripwatch.backup.Backup;
import io.dripwatch.backup.Manifest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Copies a data directory while a server uses it. */
@Command(
        name = "backup",
        description = "Copy a data directory, in use or not, and compare the copy with it before calling it a backup.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    private final InstantSource clock = InstantSource.system();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ReadDirectory data = new ReadDirectory();

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "Folder for the backup, new or empty.")
    @SuppressWarnings("NullAway.Init")
    private Path to;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), clock);
        try (Archive archive = Archive.in(data.folder())) {
            Manifest taken = Backup.take(archive.database(), to, clock.instant(), Version.text(), progress);
            out.println(taken.events() + " events and " + taken.points() + " readings copied to " + to);
            out.println("content " + taken.contentHash());
            out.println(taken.anchor());
            out.println(
                    taken.recordFault() == null
                            ? "The backup holds what the data directory held."
                            : "The backup holds what the data directory held; the record was not whole before: "
                                    + taken.recordFault() + ".");
            out.flush();
        }
        return 0;
    }
}
