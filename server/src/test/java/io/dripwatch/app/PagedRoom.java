package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.access.tls.MadeCertificate;
import io.dripwatch.app.command.DemoRoom;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.dripwatch.flow.Command;
import io.dripwatch.pager.PushService;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A server that tells browsers of high alarms by a push service of this machine, and people who may be told. */
final class PagedRoom implements AutoCloseable {
    static final int WAIT_SECONDS = 20;

    final PushService service;
    private final Settings settings;
    private Server server;

    PagedRoom(Path folder, Vertx vertx) throws Exception {
        service = new PushService(vertx, MadeCertificate.in(folder, "push", 30));
        Path data = folder.resolve("data");
        GivenAccounts.add(data, "nora", Role.NURSE, Instant.now().minusSeconds(5));
        GivenAccounts.add(data, "olga", Role.PHYSICIAN, Instant.now().minusSeconds(5));
        GivenAccounts.add(data, "bea", Role.BIOMED, Instant.now().minusSeconds(5));
        Path file = Files.writeString(
                folder.resolve("dripwatch.yaml"),
                "pager: {services: ['" + service.address()
                        + "'], contact: 'mailto:biomed@hospital.example', ca: push.pem}\n");
        settings = Settings.of(Config.read(file), folder, data).withPorts(0, 0);
        server = Server.start(settings);
    }

    int httpPort() {
        return server.httpPort();
    }

    void restart() {
        server.close();
        server = Server.start(settings);
    }

    /** A patient who is being dosed has far too much pressure. */
    void alarm(int chair) throws Exception {
        ChairId id = new ChairId(Integer.toString(chair));
        Patient patient = new Patient(
                new PatientId("", "SYN-%04d".formatted(chair)), "Synthetic", "P", null, Patient.Sex.UNKNOWN);
        does(new Command.OpenSession(
                "RN", id, server.firstProtocol(), patient, Weight.of(70, "kg", Instant.now()), Stage.BASELINE));
        for (Command command : DemoRoom.cleared("RN", id, server.firstChecklist())) {
            does(command);
        }
        try (ScreenMonitor monitor = new ScreenMonitor(server.mllpPort(), chair, "INFUSION", id.value())) {
            monitor.says(
                    Measured.of(Sign.SPO2, 97),
                    Measured.of(Sign.HEART_RATE, 70),
                    Measured.of(Sign.NIBP_SYS, 120),
                    Measured.of(Sign.NIBP_DIA, 70),
                    Measured.of(Sign.NIBP_MEAN, 85));
            does(new Command.MoveStage("RN", id, Stage.DOSING, ""));
            monitor.says(
                    Measured.of(Sign.NIBP_SYS, 205), Measured.of(Sign.NIBP_DIA, 118), Measured.of(Sign.NIBP_MEAN, 140));
        }
    }

    private void does(Command command) throws Exception {
        server.command(command).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    String metrics() throws Exception {
        return SignedIn.as("bea", server.httpPort()).get("/metrics").body();
    }

    /** Waits until this line stands among the numbers. */
    void counts(String line) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(WAIT_SECONDS).toNanos();
        SignedIn biomed = SignedIn.as("bea", server.httpPort());
        String all = biomed.get("/metrics").body();
        while (!all.contains(line + "\n") && System.nanoTime() < end) {
            all = biomed.get("/metrics").body();
        }
        assertThat(all.lines()).contains(line);
    }

    @Override
    public void close() throws Exception {
        server.close();
        service.close();
    }
}
