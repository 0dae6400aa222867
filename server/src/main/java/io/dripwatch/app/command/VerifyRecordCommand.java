package io.dripwatch.app.command;

import io.dripwatch.app.config.ConfigError;
import io.dripwatch.record.Anchor;
import io.dripwatch.record.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether the record of sessions, alarms and actions is as it was written. */
@Command(
        name = "verify-record",
        description = "Recompute the seals of the record; exit code 1 and the first broken link if it is not whole.",
        mixinStandardHelpOptions = true)
final class VerifyRecordCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "dripwatch-data",
            description = "Data directory or backup; a server may be using it (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description = "An anchor written before: the record must reach it and be the same up to there.")
    private @Nullable Path anchor;

    @Option(
            names = "--write-anchor",
            paramLabel = "FILE",
            description = "Write the anchor of a whole record to this file, to be kept elsewhere.")
    private @Nullable Path writeAnchor;

    @Override
    public Integer call() {
        Anchor before = anchor == null ? null : read(anchor);
        Verdict verdict;
        try (Archive archive = Archive.in(data)) {
            verdict = archive.verdict(before);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(verdict.events()
                + (verdict.whole() ? " events" : " whole events at the beginning")
                + (verdict.events() == 0 ? "" : ", from " + verdict.first() + " to " + verdict.last()));
        out.println(verdict.end().text());
        out.flush();
        if (!verdict.whole()) {
            throw new CommandFailed("The record in " + data + " is not whole: " + verdict.fault() + ".");
        }
        if (writeAnchor != null) {
            write(writeAnchor, verdict.end());
        }
        out.println(before == null ? "The record is whole." : "The record is whole and goes on from the anchor.");
        out.flush();
        return 0;
    }

    private static Anchor read(Path file) {
        try {
            return Anchor.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new ConfigError("--anchor: " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ConfigError("--anchor: " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void write(Path file, Anchor end) {
        try {
            Files.writeString(file, end.text() + "\n");
        } catch (IOException e) {
            throw new CommandFailed("The anchor " + file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
