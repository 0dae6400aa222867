package io.dripwatch.sim;

import io.dripwatch.sim.fault.Faults;
import io.dripwatch.sim.load.Destination;
import io.dripwatch.sim.load.LiveScreen;
import io.dripwatch.sim.load.Load;
import io.dripwatch.sim.load.LoadPlan;
import io.dripwatch.sim.load.LoadReport;
import io.dripwatch.sim.load.LoadResult;
import io.dripwatch.sim.load.LoadResult.Part;
import io.dripwatch.sim.load.Second;
import io.dripwatch.sim.load.Transport;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Loads a server with many monitors. */
@Command(
        name = "load",
        description = "Sends from many monitors at a steady pace and measures how long acknowledgements take.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
final class LoadCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--mllp",
            paramLabel = "HOST:PORT",
            converter = Words.HostAndPort.class,
            description = "The server.")
    private @Nullable InetSocketAddress server;

    @Option(
            names = "--to",
            paramLabel = "URL",
            description = "Beside or instead of --mllp, up to six times: mllp://host:port, or JSON by ws://host:port or"
                    + " mqtt://host:port/topic (QoS 1); by TLS mllps, wss or mqtts. The monitors are"
                    + " shared among all; what is named twice has"
                    + " twice as many.")
    private List<URI> to = List.of();

    @Option(names = "--monitors", required = true, description = "How many.")
    private int monitors;

    @Option(
            names = "--rate",
            required = true,
            description = "Messages a second over all monitors, 8 readings each; 0 as fast as they are acknowledged.")
    private int rate;

    @Option(
            names = "--window",
            defaultValue = "64",
            description = "Messages a connection may leave unacknowledged (${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--seconds",
            required = true,
            paramLabel = "TIME",
            converter = Words.Time.class,
            description = "How long, in seconds or as PT10M.")
    private Duration duration;

    @Option(names = "--connections", description = "How many; by default one a monitor, at most 64 to each server.")
    private @Nullable Integer connections;

    @Option(
            names = "--acks",
            defaultValue = "ENHANCED",
            description = "Of HL7: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private AckMode acks;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "Append a line \"monitor sequence measuredAtMillis readings\" for each acknowledged message.")
    private @Nullable Path ledger;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the course of it as one HTML file with plots.")
    private @Nullable Path report;

    @Option(names = "--quiet", description = "No line of progress each second.")
    private boolean quiet;

    @Option(
            names = "--feed",
            paramLabel = "URL",
            description = "Also look at the screen of http://host:port and measure how long readings take to get there;"
                    + " its room must be the point of care LOAD with chairs '0', '1', ... for the monitors.")
    private @Nullable URI feed;

    @Mixin
    private Credentials.OfDevices token;

    @Mixin
    private Credentials.Certificates certificates;

    @Mixin
    private Credentials.OfPerson person;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LoadPlan plan = plan();
        Instant begun = Instant.now();
        LoadResult result;
        if (feed == null) {
            result = Load.run(plan, null, this::progress);
            tell(result);
        } else {
            try (LiveScreen screen = LiveScreen.connect(feed, person.visitor())) {
                result = Load.run(plan, screen, this::progress);
                screen.lookOnceMore();
                tell(result);
                spec.commandLine().getOut().println(text(screen));
            }
        }
        if (report != null) {
            Files.writeString(report, LoadReport.html(plan, result, begun));
        }
        if (result.acknowledged() == 0) {
            throw new IOException("the server acknowledged nothing");
        }
        return 0;
    }

    private void progress(Second second) {
        if (!quiet) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            Locale.ROOT,
                            "%4d s  sent %d  acknowledged %d  waiting %d  ms p50 %.1f p99 %.1f max %.1f%n",
                            second.number(),
                            second.sent(),
                            second.acknowledged(),
                            second.outstanding(),
                            second.medianNanos() / 1e6,
                            second.p99Nanos() / 1e6,
                            second.longestNanos() / 1e6);
            spec.commandLine().getErr().flush();
        }
    }

    private LoadPlan plan() throws IOException {
        try {
            List<Destination> destinations = destinations();
            int over = connections == null ? Math.min(monitors, 64 * destinations.size()) : connections;
            return new LoadPlan(destinations, monitors, over, rate, window, duration, PATIENCE, acks, ledger, false);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<Destination> destinations() throws IOException {
        List<Outward> all = new ArrayList<>();
        if (server != null) {
            all.add(Outward.mllp(server));
        }
        for (URI one : to) {
            all.add(new Outward(one, Faults.NONE, token.badge(), tls(one)));
        }
        if (all.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "expected --mllp HOST:PORT or --to URL");
        }
        return all.stream()
                .map(one -> new Destination(one.address(), transport(one).showing(one.badge()), one.tls()))
                .toList();
    }

    private Tls tls(URI one) throws IOException {
        return one.getScheme() != null && one.getScheme().matches("(mllp|ws|mqtt)s") ? certificates.tls() : Tls.NONE;
    }

    private static Transport transport(Outward outward) {
        return switch (outward.server().getScheme()) {
            case "mllp", "mllps" -> Transport.MLLP;
            case "ws", "wss" -> Transport.WEBSOCKET;
            case "mqtt", "mqtts" -> Transport.mqtt(outward.topic());
            default -> throw new IllegalArgumentException("expected mllp, ws or mqtt, got " + outward.server());
        };
    }

    private void tell(LoadResult result) {
        spec.commandLine().getOut().println(text(result));
        if (result.parts().size() > 1) {
            for (Part part : result.parts()) {
                spec.commandLine().getOut().println(part.destination() + ":");
                spec.commandLine()
                        .getOut()
                        .println(text(part.result()).indent(2).stripTrailing());
            }
        }
    }

    private static String text(LoadResult result) {
        return String.format(
                Locale.ROOT,
                "messages/s=%.1f readings/s=%.1f%n"
                        + "latency ms p50=%.3f p99=%.3f p99.9=%.3f max=%.3f%n"
                        + "messages sent=%d acknowledged=%d refused=%d unanswered=%d unsent=%d resent=%d%n"
                        + "readings acknowledged=%d seconds=%.3f reconnects=%d",
                result.messagesPerSecond(),
                result.readingsPerSecond(),
                millis(result.latencyAt(50)),
                millis(result.latencyAt(99)),
                millis(result.latencyAt(99.9)),
                millis(result.longestLatency()),
                result.sent(),
                result.acknowledged(),
                result.refused(),
                result.unanswered(),
                result.unsent(),
                result.resent(),
                result.readingsAcknowledged(),
                result.elapsed().toNanos() / 1e9,
                result.reconnects());
    }

    private static String text(LiveScreen screen) {
        Histogram latency = screen.latency();
        return String.format(
                Locale.ROOT,
                "screen ms p50=%.3f p99=%.3f p99.9=%.3f max=%.3f messages shown=%d not shown=%d",
                latency.getValueAtPercentile(50) / 1e6,
                latency.getValueAtPercentile(99) / 1e6,
                latency.getValueAtPercentile(99.9) / 1e6,
                latency.getMaxValue() / 1e6,
                latency.getTotalCount(),
                screen.unseen());
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
