package io.dripwatch.app.command;

import io.dripwatch.app.Server;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.dripwatch.sim.ChairPlan;
import io.dripwatch.sim.Simulation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A room to look at: a server and simulated devices on loopback, invented patients, nothing to install. */
@Command(
        name = "demo",
        description = "Run a server with a simulated infusion room, on this machine only.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final List<ChairPlan> ROOM = List.of(
            ChairPlan.numbered(1, "quiet-session", Duration.ofMinutes(12)),
            ChairPlan.numbered(2, "desaturation-probe-off", Duration.ofMinutes(18)),
            ChairPlan.numbered(3, "hypertensive-response", Duration.ofMinutes(26)),
            ChairPlan.numbered(4, "quiet-session", Duration.ofMinutes(44)),
            ChairPlan.numbered(5, "quiet-session", Duration.ofMinutes(1)),
            ChairPlan.numbered(6, "quiet-session", Duration.ofMinutes(34)));

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("dripwatch-data", "demo");

    @Option(names = "--http-port", paramLabel = "N", description = "Port of the screens (default: 8080).")
    private @Nullable Integer httpPort;

    @Option(names = "--mllp-port", paramLabel = "N", description = "Port of the devices (default: 2575).")
    private @Nullable Integer mllpPort;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "How many seconds of a story pass in one second (default: ${DEFAULT-VALUE}).")
    private double speed = 1;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = Settings.of(Config.DEFAULT, Path.of(""), data);
        settings = settings.withPorts(
                httpPort == null ? settings.listening().httpPort() : httpPort,
                mllpPort == null ? settings.listening().mllpPort() : mllpPort);
        Map<String, String> people = DemoPeople.invite(data, Instant.now());
        Server server = Server.start(settings.withHints(people));
        new DemoRoom(server).open(ROOM);
        Simulation simulation =
                Simulation.start(settings.listening().mllpHost(), server.mllpPort(), ROOM, speed, 20260101);
        Lifetime lifetime = new Lifetime(() -> {
            simulation.close();
            server.close();
        });
        PrintWriter out = spec.commandLine().getOut();
        out.println(server.readyLine());
        out.println();
        out.println("  The room:    http://" + settings.listening().httpHost() + ":" + server.httpPort() + "/");
        out.println(
                "  The chart:   http://" + settings.listening().httpHost() + ":" + server.httpPort() + "/fhir/Patient");
        out.println("  Sign in as:  " + String.join(", ", people.keySet()));
        out.println("  Password:    " + people.values().iterator().next()
                + " (of this demo only; nobody else can reach it)");
        out.println("  HL7 devices: " + settings.listening().mllpHost() + ":" + server.mllpPort());
        out.println();
        out.println("  Simulated patients only. Ctrl-C ends it; what was kept is in " + settings.data() + ".");
        out.flush();
        lifetime.await();
        return 0;
    }
}
