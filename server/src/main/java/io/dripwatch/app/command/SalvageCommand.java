package io.dripwatch.app.command;

import io.dripwatch.app.DataDirectory;
import io.dripwatch.backup.Salvage;
import io.dripwatch.backup.SalvagedTable;
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

/** Saves what a damaged file still holds. */
@Command(
        name = "salvage",
        description =
                "Save every row of a damaged file that can be read into a new data directory, and say what is lost;"
                        + " exit code 1 if anything is.",
        mixinStandardHelpOptions = true)
final class SalvageCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Data directory or backup that is damaged; no server may be using it. It is only read.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "Data directory, new or empty.")
    @SuppressWarnings("NullAway.Init")
    private Path to;

    @Override
    public Integer call() throws IOException {
        try (FileChannel from = DataDirectory.unused(data);
                FileChannel into = DataDirectory.unused(to)) {
            return salvage();
        }
    }

    private int salvage() {
        PrintWriter out = spec.commandLine().getOut();
        ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), InstantSource.system());
        Salvage.Salvaged salvaged = Salvage.run(data, to, progress);
        boolean lost = !salvaged.record().whole();
        for (SalvagedTable table : salvaged.tables()) {
            out.println(table.name() + ": " + table.saved() + " rows saved"
                    + (table.lost() > 0 ? ", " + table.lost() + " lost between them" : "")
                    + (table.cut() ? ", damage was met" : ""));
            lost |= table.lost() > 0 || table.cut();
        }
        out.println(salvaged.points() + " readings can be read.");
        out.println(
                salvaged.record().whole()
                        ? "The record is whole up to " + salvaged.record().end().text() + "."
                        : "The record is not whole: " + salvaged.record().fault() + ".");
        out.println(lost ? "Something is lost." : "Nothing is known to be lost.");
        out.flush();
        return lost ? 1 : 0;
    }
}
