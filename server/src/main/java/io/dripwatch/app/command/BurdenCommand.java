package io.dripwatch.app.command;

import io.dripwatch.app.config.ConfigError;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.review.Burden;
import io.dripwatch.review.LimitName;
import io.dripwatch.vitals.Priority;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells how much the recorded alarms have asked of the nurses. */
@Command(
        name = "burden",
        description = "Count the recorded alarms by chair, stage and limit: how many, acted on or not, how soon again.",
        mixinStandardHelpOptions = true)
final class BurdenCommand implements Callable<Integer> {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final String ROW = "%-8s %-12s %-22s %-8s %9s %7s %9s %9s %9s %9s %8s%n";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ReadDirectory data = new ReadDirectory();

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "Sessions opened at this moment or later, such as 2026-03-01T00:00:00Z; all where left out.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "INSTANT",
            description = "Sessions opened before this moment; until now where left out.")
    private @Nullable Instant to;

    @Override
    public Integer call() {
        Instant now = Instant.now();
        Instant first = from == null ? EARLIEST : from;
        Instant last = to == null ? now : to;
        if (!first.isBefore(last)) {
            throw new ConfigError("--from: expected a moment before " + last + ", got " + first);
        }
        List<List<RoomEvent>> sessions = new ArrayList<>();
        try (Archive archive = Archive.in(data.folder())) {
            for (String session : archive.sessions(first, last)) {
                sessions.add(archive.course(session));
            }
        }
        print(spec.commandLine().getOut(), sessions.size(), Burden.of(sessions, now));
        return 0;
    }

    private static void print(PrintWriter out, int sessions, Burden burden) {
        out.println(sessions + " sessions, " + number(burden.bedHours()) + " bed-hours");
        out.println();
        out.printf(
                ROW,
                "chair",
                "stage",
                "limit",
                "priority",
                "bed-hours",
                "alarms",
                "per hour",
                "acted on",
                "median s",
                "p90 s",
                "repeats");
        for (Burden.Row row : burden.rows()) {
            out.printf(
                    ROW,
                    row.place().chair().value(),
                    row.place().stage().word(),
                    LimitName.of(row.key()),
                    row.priority().word(),
                    number(row.bedHours()),
                    row.alarms(),
                    rate(row.alarms(), row.bedHours()),
                    Math.round(100 * row.shareActedOn()) + " %",
                    seconds(row.medianToAct()),
                    seconds(row.p90ToAct()),
                    row.repeats());
        }
        out.println();
        for (Priority priority : new Priority[] {Priority.HIGH, Priority.MEDIUM, Priority.LOW}) {
            int alarms = burden.alarms(priority);
            out.println(priority.word() + ": " + alarms + ", " + rate(alarms, burden.bedHours()) + " per bed-hour");
        }
        out.flush();
    }

    private static String rate(int alarms, double hours) {
        return hours > 0 ? number(alarms / hours) : "-";
    }

    private static String seconds(@Nullable Duration time) {
        return time == null ? "-" : Long.toString(time.toSeconds());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
