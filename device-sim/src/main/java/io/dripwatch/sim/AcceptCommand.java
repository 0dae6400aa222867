package io.dripwatch.sim;

import io.dripwatch.sim.acceptance.Acceptance;
import io.dripwatch.sim.acceptance.Acceptance.Outcome;
import io.dripwatch.sim.acceptance.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the site acceptance test. */
@Command(
        name = "accept",
        description = "Tests an installed server: connects as each kind of device beside a free chair, provokes alarms,"
                + " reads the chart back, restarts the server. Writes a JUnit-XML and an HTML report.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
final class AcceptCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final long LONGEST_RESTART_MINUTES = 5;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--http",
            required = true,
            paramLabel = "URL",
            description =
                    "The server, http://host:port or https://host:port; by the latter its devices speak TLS, too.")
    private URI http;

    @Option(
            names = "--mllp",
            required = true,
            paramLabel = "HOST:PORT",
            converter = Words.HostAndPort.class,
            description = "Where its HL7 devices dial in.")
    private InetSocketAddress mllp;

    @Option(
            names = "--mqtt",
            paramLabel = "HOST:PORT",
            converter = Words.HostAndPort.class,
            description = "Where its MQTT devices publish; left out for a server without.")
    private @Nullable InetSocketAddress mqtt;

    @Option(names = "--chair", required = true, description = "A chair without a session.")
    private String chair;

    @Option(names = "--unit", defaultValue = "INFUSION", description = "Point of care of the room (${DEFAULT-VALUE}).")
    private String unit;

    @Option(
            names = "--protocol",
            defaultValue = "ketamine-mood",
            description = "A protocol that alarms at a saturation of 74 (${DEFAULT-VALUE}).")
    private String protocol;

    @Option(
            names = "--restart-command",
            paramLabel = "COMMAND",
            description = "Restarts the server; without it a person is asked to.")
    private @Nullable String restartCommand;

    @Option(names = "--no-restart", description = "Leaves the restart out.")
    private boolean noRestart;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "30",
            converter = Words.Time.class,
            description = "How long anything may take (${DEFAULT-VALUE} s).")
    private Duration patience;

    @Option(
            names = "--reports",
            paramLabel = "DIR",
            defaultValue = "acceptance",
            description = "Where the reports are written (${DEFAULT-VALUE}).")
    private Path reports;

    @Mixin
    private Credentials.OfDevices token;

    @Mixin
    private Credentials.OfPerson person;

    @Mixin
    private Credentials.Certificates certificates;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Site.Restart restart = noRestart ? null : restartCommand == null ? this::ask : this::command;
        Site site = new Site(
                http,
                certificates.tls(),
                mllp,
                mqtt,
                person.visitor(),
                token.badge(),
                unit,
                chair,
                protocol,
                restart,
                patience,
                reports);
        PrintWriter out = spec.commandLine().getOut();
        List<Outcome> outcomes = Acceptance.run(site, outcome -> {
            out.printf(
                    Locale.ROOT,
                    "%-6s %-45s %6.2f s  %s%n",
                    outcome.passed() ? "ok" : "FAILED",
                    outcome.name(),
                    outcome.took().toMillis() / 1e3,
                    outcome.words());
            out.flush();
        });
        long failed = outcomes.stream().filter(outcome -> !outcome.passed()).count();
        out.printf("checks=%d failed=%d reports=%s%n", outcomes.size(), failed, reports);
        return failed == 0 ? 0 : FAILED;
    }

    private void ask() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Restart the server now, then press Enter.");
        out.flush();
        new Scanner(System.in, Charset.defaultCharset()).nextLine();
    }

    private void command() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", String.valueOf(restartCommand))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(LONGEST_RESTART_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("expected the restart command to end well, it did not");
        }
    }
}
