package io.dripwatch.app.command;

import io.dripwatch.app.Server;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.CommandRefused;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.sim.ChairPlan;
import io.dripwatch.sim.wire.PatientIdentity;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the nurse of the simulated room would have done before the first look: opens sessions, clears patients. */
public final class DemoRoom {
    private static final Logger LOG = LoggerFactory.getLogger(DemoRoom.class);
    private static final String BY = "Demo";

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
            ChairId id = new ChairId(chair.chair());
            does(new Command.OpenSession(BY, id, server.firstProtocol(), patient, weight, Stage.BASELINE));
            cleared(BY, id, server.firstChecklist()).forEach(this::does);
        }
    }

    /** Every question answered so that the drug may start. */
    public static List<Command> cleared(String by, ChairId chair, List<CheckItem> checklist) {
        List<Command> answers = new ArrayList<>();
        for (CheckItem item : checklist) {
            CheckItem.Answer answer = item.safe() == null ? CheckItem.Answer.NO : item.safe();
            answers.add(new Command.AnswerCheck(by, chair, item.id(), answer));
        }
        return answers;
    }

    private void does(Command command) {
        server.command(command).onFailure(failure -> {
            if (!(failure instanceof CommandRefused)) {
                LOG.warn("A command of the demo was not done; kind={}", command.kind(), failure);
            }
        });
    }
}
