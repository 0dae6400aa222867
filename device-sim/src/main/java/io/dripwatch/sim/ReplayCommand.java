package io.dripwatch.sim;

import io.dripwatch.sim.fault.Faults;
import io.dripwatch.sim.monitor.MonitorModel;
import io.dripwatch.sim.replay.Replay;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.DeviceName;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.Patience;
import io.dripwatch.sim.wire.PatientIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a recording through a monitor. */
@Command(
        name = "replay",
        description = "Sends a recorded vitals file, each row acknowledged: BIDMC numerics, PhysioNet 2012 and 2019,"
                + " MIMIC-III"
                + " charted vitals, or the .hea of WFDB numerics. Tells what it left out.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The recording; empty or NaN is sent as a row without a value.")
    private Path file;

    @ArgGroup(multiplicity = "1")
    private Towards towards;

    /** One way or another. */
    private static final class Towards {
        @Option(
                names = "--mllp",
                paramLabel = "HOST:PORT",
                converter = Words.HostAndPort.class,
                description = "The server.")
        private @Nullable InetSocketAddress mllp;

        @Option(names = "--to", paramLabel = "URL", description = "mllp://, http://, ws:// or mqtt://host:port/topic.")
        private @Nullable URI url;
    }

    @Option(names = "--fault", paramLabel = "WORD=NUMBER,...", description = "What goes wrong on the way, as with run.")
    private @Nullable String fault;

    @Option(names = "--patient", required = true, paramLabel = "ID", description = "Who it is said to be (PID-3).")
    private String patient;

    @Option(names = "--chair", required = true, paramLabel = "NAME", description = "Where (PV1-3).")
    private String chair;

    @Option(
            names = "--start",
            paramLabel = "INSTANT",
            description =
                    "When it is said to have begun; by default now, so rows sent ahead of time lie in the future.")
    private @Nullable Instant start;

    @Option(
            names = "--eui64",
            defaultValue = "02D51D0000000001",
            description = "What the monitor calls itself (${DEFAULT-VALUE}).")
    private String eui64;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "60",
            converter = Words.Time.class,
            description = "How long to stay with one row that nobody answers (${DEFAULT-VALUE} s).")
    private Duration patience;

    @Mixin
    private Credentials.OfDevices token;

    @Mixin
    private Credentials.Certificates certificates;

    @ArgGroup
    private @Nullable Pace pace;

    /** At one speed or as fast as possible. */
    private static final class Pace {
        @Option(names = "--speed", description = "Recorded seconds a second (1).")
        private double speed = 1;

        @Option(names = "--as-fast-as-acked", description = "No waiting between an acknowledgement and the next row.")
        private boolean asFastAsAcked;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Replay.Plan plan = plan();
        if (!Files.isReadable(file)) {
            throw new IOException("the recording " + file + " cannot be read");
        }
        Outward outward = outward();
        MonitorModel model = outward.speaksHl7() ? MonitorModel.IHE : MonitorModel.JSON;
        Replay.Result result = Replay.run(
                plan,
                outward.line("replay" + eui64, 1),
                model,
                Patience.ofDevice().givingUpAfter(patience));
        if (!result.leftOut().isEmpty()) {
            spec.commandLine().getOut().println("left out: " + String.join(", ", result.leftOut()));
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "messages sent=%d acknowledged=%d refused=%d readings sent=%d acknowledged=%d%n",
                        result.messagesSent(),
                        result.messagesAcknowledged(),
                        result.messagesRefused(),
                        result.readingsSent(),
                        result.readingsAcknowledged());
        if (!result.complete()) {
            throw new IOException("the server acknowledged %d of %d rows: %s"
                    .formatted(result.messagesAcknowledged(), result.rows(), result.trouble()));
        }
        return 0;
    }

    private Outward outward() throws IOException {
        try {
            Faults faults = fault == null ? Faults.NONE : Faults.read(fault);
            URI url = towards.url;
            return new Outward(
                    url == null
                            ? Outward.mllp(Objects.requireNonNull(towards.mllp)).server()
                            : url,
                    faults,
                    token.badge(),
                    certificates.tls());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Replay.Plan plan() {
        try {
            Header header =
                    new Header(new DeviceName("DRIPSIM_MONITOR", eui64), AckMode.ENHANCED, ZoneId.systemDefault());
            Bedside bedside =
                    Bedside.inInfusionRoom(header, new PatientIdentity(patient, "Synthetic", "Replay"), chair);
            double speed = pace == null ? 1 : pace.asFastAsAcked ? Replay.AS_FAST_AS_ACKED : pace.speed;
            return new Replay.Plan(file, bedside, start == null ? Instant.now() : start, speed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
