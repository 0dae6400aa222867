package io.dripwatch.app;

import io.dripwatch.flow.Command;
import io.dripwatch.flow.CommandRefused;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.sim.ChairPlan;
import io.dripwatch.sim.wire.PatientIdentity;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the nurse of the simulated room would have done before the first look: opens the sessions. */
final class DemoRoom {
    private static final Logger LOG = LoggerFactory.getLogger(DemoRoom.class);

    private final Server server;

    DemoRoom(Server server) {
        this.server = server;
    }

    /** Opens a session for every chair that has none from an earlier demo. */
    void open(List<ChairPlan> chairs) {
        Weight weight = Weight.of(70, "kg", Instant.now());
        for (ChairPlan chair : chairs) {
            PatientIdentity invented = chair.patient();
            Patient patient = new Patient(
                    new PatientId("DRIPSIM", invented.id()),
                    invented.family(),
                    invented.given(),
                    null,
                    Patient.Sex.UNKNOWN);
            server.command(new Command.OpenSession(
                            "Demo",
                            new ChairId(chair.chair()),
                            server.firstProtocol(),
                            patient,
                            weight,
                            Stage.BASELINE))
                    .onFailure(failure -> {
                        if (!(failure instanceof CommandRefused)) {
                            LOG.warn("A session of the demo did not open; chair={}", chair.chair(), failure);
                        }
                    });
        }
    }
}
