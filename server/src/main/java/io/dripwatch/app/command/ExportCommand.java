package io.dripwatch.app.command;

import io.dripwatch.store.OwnerOnly;
import io.dripwatch.trend.Series;
import io.dripwatch.vitals.Metric;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes what was measured into a file that other programs read, however much it is. */
@Command(
        name = "export",
        description = "Write readings or minutes of a session, a patient or a range of time into a file; a server may"
                + " be using the data directory.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private static final int SERIES_A_PAGE = 500;

    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ReadDirectory data = new ReadDirectory();

    @Option(names = "--session", paramLabel = "ID", description = "Only of this session.")
    private @Nullable String session;

    @Option(names = "--patient", paramLabel = "ID", description = "Only of this patient; AUTHORITY/ID or ID.")
    private @Nullable String patient;

    @Option(names = "--from", paramLabel = "INSTANT", description = "Measured at this moment or later.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "INSTANT", description = "Measured before this moment.")
    private @Nullable Instant to;

    @Option(
            names = "--what",
            defaultValue = "readings",
            description = "readings, or minutes: lowest, highest, middle and last of each (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private ExportRows.What what;

    @Option(names = "--format", defaultValue = "csv", description = "csv or ndjson (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private ExportRows.Format format;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file; it must not exist.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    ExportCommand() {
        this(InstantSource.system());
    }

    /** With the clock by which it says how far it is. */
    ExportCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (session != null && patient != null) {
            throw new ParameterException(spec.commandLine(), "expected --session or --patient, got both");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new ParameterException(spec.commandLine(), "--to: expected a moment after " + from + ", got " + to);
        }
        if (Files.exists(out)) {
            throw new CommandFailed(out + " exists; nothing was written.");
        }
        Path unfinished = out.resolveSibling(out.getFileName() + ".unfinished");
        try (Archive archive = Archive.in(data.folder())) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long rows;
            try (OutputStream file = new DigestOutputStream(OwnerOnly.output(unfinished), digest);
                    ExportRows writing = new ExportRows(archive, format, what, file)) {
                write(archive, writing);
                rows = writing.rows();
            }
            Files.move(unfinished, out, StandardCopyOption.ATOMIC_MOVE);
            spec.commandLine().getOut().println(rows + " " + what + " written to " + out);
            spec.commandLine().getOut().println("sha256 " + HexFormat.of().formatHex(digest.digest()));
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailed("The file " + out + " could not be written: " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private void write(Archive archive, ExportRows writing) {
        if (session != null) {
            List<Series> all = named(archive.history().seriesOfSession(session), "session " + session);
            new Walk(writing, all.size()).over(all);
        } else if (patient != null) {
            long key = archive.patient(patient).key();
            List<Series> all = archive.history().seriesOf(key, EnumSet.allOf(Metric.class));
            new Walk(writing, all.size()).over(all);
        } else {
            Walk walk = new Walk(writing, archive.seriesCount());
            List<Series> page = archive.seriesFrom(1, SERIES_A_PAGE);
            while (!page.isEmpty()) {
                walk.over(page);
                page = archive.seriesFrom(page.get(page.size() - 1).key() + 1, SERIES_A_PAGE);
            }
        }
    }

    private static List<Series> named(List<Series> series, String what) {
        if (series.isEmpty()) {
            throw new CommandFailed("There are no readings of " + what + ".");
        }
        return series;
    }

    /** Series after series, saying how far it is. */
    private final class Walk {
        private final ProgressLine progress =
                new ProgressLine(spec.commandLine().getErr(), clock);
        private final ExportRows writing;
        private final long all;
        private long done;

        Walk(ExportRows writing, long all) {
            this.writing = writing;
            this.all = all;
        }

        void over(List<Series> some) {
            long fromMs = from == null ? Long.MIN_VALUE : from.toEpochMilli();
            long toMs = to == null ? Long.MAX_VALUE : to.toEpochMilli();
            for (Series series : some) {
                writing.write(series, fromMs, toMs);
                done++;
                progress.at(writing.rows() + " " + what + " written", (int) (100 * Math.min(done, all) / all));
            }
        }
    }
}
