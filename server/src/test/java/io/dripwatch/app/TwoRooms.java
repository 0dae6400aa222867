package io.dripwatch.app;

import io.dripwatch.access.Grant;
import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.dripwatch.flow.Command;
import io.dripwatch.session.Stage;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server of two rooms: chairs 1 and 2 stand in East, chair 11 in West, where people have roles in one of them. */
final class TwoRooms implements AutoCloseable {
    private final Path data;
    private final List<ScreenMonitor> monitors = new ArrayList<>();
    private final Settings settings;
    private Server server;

    TwoRooms(Path folder) throws IOException {
        this.data = folder.resolve("data");
        person("east", new Grant(Role.NURSE, "East"));
        person("west", new Grant(Role.CHARGE_NURSE, "West"));
        person("both", new Grant(Role.NURSE, "East"), new Grant(Role.CHARGE_NURSE, "West"));
        person("lead", new Grant(Role.CHARGE_NURSE, Grant.EVERYWHERE));
        person("kim", new Grant(Role.AUDITOR, Grant.EVERYWHERE));
        Path config = Files.writeString(folder.resolve("rooms.yaml"), """
                rooms:
                  - {name: East, pointOfCare: INF-E, chairs: ["1", "2"]}
                  - {name: West, pointOfCare: INF-W, chairs: ["11"]}
                """);
        settings = Settings.of(Config.read(config), folder, data).withPorts(0, 0);
        server = Server.start(settings);
    }

    /** Somebody new, or what somebody may from now on. */
    void person(String id, Grant... grants) {
        GivenAccounts.add(data, id, List.of(grants), Instant.now().minusSeconds(10));
    }

    Path data() {
        return data;
    }

    int port() {
        return server.httpPort();
    }

    void stop() {
        server.close();
    }

    void start() {
        server = Server.start(settings);
    }

    void restart() {
        stop();
        start();
    }

    SignedIn as(String account) throws IOException, InterruptedException {
        return SignedIn.as(account, port());
    }

    /** What a screen is told first on which somebody has signed in. */
    JsonObject hello(SignedIn who, String asked) throws IOException {
        try (RawScreen screen = new RawScreen(port(), who.cookie(), asked)) {
            screen.readAnswer();
            return new JsonObject(screen.next());
        }
    }

    /** The session of a patient at this chair, which has begun now. */
    String open(int chair, String patient) throws Exception {
        Patient who = new Patient(new PatientId("", patient), "Synthetic", patient, null, Patient.Sex.UNKNOWN);
        ChairId id = new ChairId(Integer.toString(chair));
        does(new Command.OpenSession("RN", id, server.firstProtocol(), who, null, Stage.BASELINE));
        return new JsonObject(
                        as("lead").get("/api/v1/chairs/" + chair + "/history").body())
                .getJsonObject("session")
                .getString("id");
    }

    void close(int chair) throws Exception {
        does(new Command.MoveStage("RN", new ChairId(Integer.toString(chair)), Stage.TRANSFERRED, "to the ward"));
    }

    private void does(Command command) throws Exception {
        server.command(command).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** The name of a monitor that has said something at a bed of this point of care. */
    String monitor(int number, String pointOfCare, String bed) {
        ScreenMonitor monitor = new ScreenMonitor(server.mllpPort(), number, pointOfCare, bed);
        monitors.add(monitor);
        monitor.says(Measured.of(Sign.SPO2, 97));
        return monitor.name();
    }

    @Override
    public void close() {
        monitors.forEach(ScreenMonitor::close);
        server.close();
    }
}
