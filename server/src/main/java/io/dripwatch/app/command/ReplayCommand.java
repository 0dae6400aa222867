package io.dripwatch.app.command;

import io.dripwatch.app.config.ConfigError;
import io.dripwatch.app.config.ProtocolFile;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.review.Course;
import io.dripwatch.review.Outcome;
import io.dripwatch.review.Plot;
import io.dripwatch.review.Summary;
import io.dripwatch.session.Protocol;
import io.dripwatch.store.OwnerOnly;
import io.dripwatch.vitals.Priority;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks what a protocol would have made of recorded sessions. */
@Command(
        name = "replay",
        description = "Run recorded sessions again under a protocol, and say which alarms come, go and stay.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    private static final String ROW = "%-22s %7s %7s %7s %7s %9s   %6s %6s %6s   %6s %6s %6s%n";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--protocol", paramLabel = "FILE", required = true, description = "The protocol to try, YAML.")
    @SuppressWarnings("NullAway.Init")
    private Path protocol;

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            required = true,
            description = "Sessions opened at this moment or later, such as 2026-03-01T00:00:00Z.")
    @SuppressWarnings("NullAway.Init")
    private Instant from;

    @Option(
            names = "--to",
            paramLabel = "INSTANT",
            required = true,
            description = "Sessions opened before this moment.")
    @SuppressWarnings("NullAway.Init")
    private Instant to;

    @Mixin
    private final ReadDirectory data = new ReadDirectory();

    @Option(names = "--plot", paramLabel = "FILE.svg", description = "Draw the alarms before and after, too.")
    private @Nullable Path plot;

    @Override
    public Integer call() {
        Protocol other = ProtocolFile.read(protocol);
        List<Outcome> outcomes = outcomes(other);
        PrintWriter out = spec.commandLine().getOut();
        print(out, outcomes, other);
        if (plot != null) {
            try {
                OwnerOnly.write(plot, Plot.svg(outcomes, name(other)));
            } catch (IOException e) {
                throw new CommandFailed("The plot " + plot + " cannot be written: " + e.getMessage(), e);
            }
            out.println("plot: " + plot);
        }
        out.flush();
        return 0;
    }

    private List<Outcome> outcomes(Protocol other) {
        if (!from.isBefore(to)) {
            throw new ConfigError("--from: expected a moment before --to " + to + ", got " + from);
        }
        List<Outcome> outcomes = new ArrayList<>();
        try (Archive archive = Archive.in(data.folder())) {
            for (String session : archive.sessions(from, to)) {
                List<RoomEvent> events = archive.course(session);
                outcomes.add(Outcome.of(Course.of(events, archive.history()), other));
            }
        }
        return outcomes;
    }

    private static void print(PrintWriter out, List<Outcome> outcomes, Protocol other) {
        Summary summary = Summary.of(outcomes);
        out.println(outcomes.size() + " sessions, " + number(summary.bedHours()) + " bed-hours, recorded under "
                + recordedUnder(outcomes) + "; tried: " + name(other));
        out.println();
        out.printf(ROW, "", "", "", "", "", "other", "before", "a bed-", "hour", "after", "a bed-", "hour");
        out.printf(
                ROW,
                "limit",
                "before",
                "after",
                "appear",
                "vanish",
                "priority",
                "high",
                "medium",
                "low",
                "high",
                "medium",
                "low");
        for (Map.Entry<String, Summary.Row> entry : summary.rows().entrySet()) {
            row(out, entry.getKey(), entry.getValue(), summary.bedHours());
        }
        row(out, "all", summary.all(), summary.bedHours());
        out.println();
        int doubts = summary.lost() + summary.added() + summary.otherPriority();
        out.println("not reproduced: " + doubts + " (of " + summary.recorded() + " recorded alarms " + summary.lost()
                + " do not come back under their own protocol and " + summary.otherPriority()
                + " come with another priority; " + summary.added() + " come that were not recorded)");
    }

    private static void row(PrintWriter out, String name, Summary.Row row, double hours) {
        out.printf(
                ROW,
                name,
                row.before(),
                row.after(),
                row.appearing(),
                row.vanishing(),
                row.changing(),
                rate(row.before(Priority.HIGH), hours),
                rate(row.before(Priority.MEDIUM), hours),
                rate(row.before(Priority.LOW), hours),
                rate(row.after(Priority.HIGH), hours),
                rate(row.after(Priority.MEDIUM), hours),
                rate(row.after(Priority.LOW), hours));
    }

    private static String recordedUnder(List<Outcome> outcomes) {
        String names = outcomes.stream()
                .map(outcome -> name(outcome.opened().protocol()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "no protocol" : names;
    }

    private static String name(Protocol protocol) {
        return protocol.id() + " version " + protocol.version();
    }

    private static String rate(int alarms, double hours) {
        return hours > 0 ? number(alarms / hours) : "-";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
