package io.dripwatch.sim;

import io.dripwatch.sim.fault.Faults;
import io.dripwatch.sim.monitor.MonitorModel;
import io.dripwatch.sim.story.Stories;
import io.dripwatch.sim.story.Story;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Patience;
import io.dripwatch.sim.wire.Tally;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells one story in a number of chairs. */
@Command(
        name = "run",
        description = "Runs a story: one monitor and one pump beside each chair, each with its own connection.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
final class RunCommand implements Callable<Integer> {
    private static final Duration FIRST_WORD = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "STORY",
            description = "A YAML file, or one of ${COMPLETION-CANDIDATES}.",
            completionCandidates = ShippedStories.class)
    private @Nullable String story;

    @Option(names = "--list", description = "Tell which stories ship, and in which sentences a story is written.")
    private boolean list;

    @Option(
            names = "--mllp",
            paramLabel = "HOST:PORT",
            converter = Words.HostAndPort.class,
            description = "The server.")
    private @Nullable InetSocketAddress server;

    @Option(
            names = "--to",
            paramLabel = "URL",
            description = "Instead of --mllp: mllp://host:port, or JSON from the monitors alone by http://host:port,"
                    + " ws://host:port or mqtt://host:port/topic; mllps, https, wss, mqtts by TLS.")
    private @Nullable URI to;

    @Option(
            names = "--model",
            defaultValue = "IHE",
            description = "Family of the monitors that speak HL7: IHE, MINDRAY or PHILIPS (${DEFAULT-VALUE}).")
    private MonitorModel model;

    @Option(
            names = "--fault",
            paramLabel = "WORD=NUMBER,...",
            description = "What goes wrong on the way, by the seed: drop, delay, duplicate, reorder, corrupt, halfOpen"
                    + " (chance for each message), delayMs, bytesPerSecond, driftPpm, jump (chance each minute),"
                    + " jumpSeconds; or all.")
    private @Nullable String fault;

    @Option(names = "--chairs", defaultValue = "1", description = "How many, named 1, 2, ... (${DEFAULT-VALUE}).")
    private int chairs;

    @Option(
            names = "--speed",
            defaultValue = "1",
            description = "Story seconds a second (${DEFAULT-VALUE}); messages always carry the time they are sent.")
    private double speed;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "By which bodies differ (${DEFAULT-VALUE}); the same seed, the same bodies.")
    private long seed;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Words.Time.class,
            description = "When to end, in seconds or as PT10M; by default when the story is told.")
    private @Nullable Duration duration;

    @Option(
            names = "--offset",
            paramLabel = "TIME",
            converter = Words.Time.class,
            description = "How far the story is told at the start, in seconds or as PT10M.")
    private @Nullable Duration offset;

    @Option(
            names = "--acks",
            defaultValue = "ENHANCED",
            description = "Acknowledgements to ask for: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private AckMode acks;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "1",
            converter = Words.Time.class,
            description = "Between two reports of a monitor (${DEFAULT-VALUE} s).")
    private Duration beat;

    @Mixin
    private Credentials.OfDevices token;

    @Mixin
    private Credentials.Certificates certificates;

    /** Names for the help text. */
    static final class ShippedStories implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stories.shipped().iterator();
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (list) {
            return list();
        }
        try (Simulation simulation = start()) {
            Duration length = duration == null ? simulation.longest() : duration;
            Duration first = length.compareTo(FIRST_WORD) < 0 ? length : FIRST_WORD;
            TimeUnit.MILLISECONDS.sleep(first.toMillis());
            Tally.Counts early = simulation.counts();
            if (early.accepted() == 0 && !early.lastTrouble().isEmpty()) {
                spec.commandLine().getErr().println("device-sim: no acknowledgement yet: " + early.lastTrouble());
            }
            TimeUnit.MILLISECONDS.sleep(length.minus(first).toMillis());
            return report(simulation.counts());
        }
    }

    private int list() {
        PrintWriter out = spec.commandLine().getOut();
        for (String name : Stories.shipped()) {
            Story shipped = Stories.find(name);
            out.printf("%-24s %s%n", name, shipped.title());
            shipped.alarms().forEach(alarm -> out.printf("%-24s   %s%n", "", alarm.what()));
        }
        out.println();
        out.println("A story is a YAML file; its moments are such as \"dosing 12 min\", its sentences such as");
        Stories.sentences().forEach(sentence -> out.println("  " + sentence));
        out.flush();
        return 0;
    }

    private Simulation start() throws IOException {
        String name = story;
        if (name == null || (server == null) == (to == null)) {
            throw new ParameterException(
                    spec.commandLine(), "expected STORY and --mllp HOST:PORT or --to URL, or --list");
        }
        try {
            Duration told = offset == null ? Duration.ZERO : offset;
            Story found = Stories.find(name);
            List<ChairPlan> plans = IntStream.rangeClosed(1, chairs)
                    .mapToObj(number -> ChairPlan.numbered(number, name, told))
                    .map(plan -> chairs == 1 ? plan.asTold(found) : plan)
                    .toList();
            return Simulation.start(
                    outward(),
                    new Simulation.Room(plans, speed, seed),
                    new Simulation.Settings(acks, beat, Patience.ofDevice(), model));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Outward outward() throws IOException {
        Faults faults = fault == null ? Faults.NONE : Faults.read(fault);
        URI address = to == null ? Outward.mllp(Objects.requireNonNull(server)).server() : to;
        return new Outward(address, faults, token.badge(), certificates.tls());
    }

    private int report(Tally.Counts counts) {
        spec.commandLine()
                .getOut()
                .printf(
                        "sent=%d acknowledged=%d refused=%d resent=%d readings acknowledged=%d connections=%d%n",
                        counts.sent(),
                        counts.accepted(),
                        counts.refused(),
                        counts.resent(),
                        counts.readingsAccepted(),
                        counts.connections());
        if (counts.accepted() == 0) {
            throw new IllegalStateException("the server acknowledged nothing: " + counts.lastTrouble());
        }
        return 0;
    }
}
