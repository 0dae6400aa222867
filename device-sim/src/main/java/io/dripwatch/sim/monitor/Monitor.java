package io.dripwatch.sim.monitor;

import io.dripwatch.sim.patient.Body;
import io.dripwatch.sim.patient.Vital;
import io.dripwatch.sim.story.Scene;
import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.ControlIds;
import io.dripwatch.sim.wire.Device;
import io.dripwatch.sim.wire.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A bedside monitor. It reports what it measures at a steady beat and adds each cuff measurement once it is finished.
 * What it could not send during an outage is lost, as with real monitors, except the cuff measurements.
 */
public final class Monitor implements Device {
    private static final Duration OXIMETER_LAG = Duration.ofSeconds(2);

    private final Scene scene;
    private final Duration beat;
    private final MonitorEncoder encoder;
    private final ControlIds ids;
    private final List<Cuff> unsent = new ArrayList<>();
    private int cuffsTaken;
    private int cuffsInFlight;
    private Instant due;

    /** A finished cuff measurement. */
    private record Cuff(Duration at, Instant taken) {}

    /**
     * A monitor switched on when its scene begins. Where that is in the middle of the story, somebody presses the
     * cuff's button at once.
     *
     * @param beat between reports
     */
    public Monitor(Bedside bedside, Scene scene, Duration beat) {
        this.scene = scene;
        this.beat = beat;
        encoder = new MonitorEncoder(bedside);
        ids = new ControlIds(scene.pace().begun());
        due = scene.pace().begun();
        Duration offset = scene.pace().offset();
        cuffsTaken = Math.toIntExact(scene.course().cuffs().stream()
                .filter(cuff -> cuff.compareTo(offset) < 0)
                .count());
        if (!offset.isZero()) {
            unsent.add(new Cuff(offset, due));
        }
    }

    @Override
    public Instant due() {
        return due;
    }

    @Override
    public Message speak(Instant now) {
        Duration at = scene.pace().storyTime(now);
        takeCuffs(at);
        List<Measured> rows = new ArrayList<>(steady(at));
        unsent.forEach(cuff -> rows.addAll(pressures(cuff)));
        cuffsInFlight = unsent.size();
        while (!due.isAfter(now)) {
            due = due.plus(beat);
        }
        return encoder.encode(ids.next(), now, now, rows);
    }

    @Override
    public void settled(Answer answer) {
        if (answer == Answer.ACCEPTED || answer == Answer.REJECTED) {
            unsent.subList(0, cuffsInFlight).clear();
        }
        cuffsInFlight = 0;
    }

    private void takeCuffs(Duration until) {
        List<Duration> planned = scene.course().cuffs();
        while (cuffsTaken < planned.size() && planned.get(cuffsTaken).compareTo(until) <= 0) {
            Duration at = planned.get(cuffsTaken);
            unsent.add(new Cuff(at, scene.pace().wallTime(at)));
            cuffsTaken++;
        }
    }

    private List<Measured> steady(Duration at) {
        Body body = scene.body();
        boolean probeOff = scene.course().probeOffAt(at);
        return List.of(
                Measured.of(Sign.HEART_RATE, body.at(Vital.HEART_RATE, at)),
                Measured.of(Sign.RESP_RATE, body.at(Vital.RESP_RATE, at)),
                probeOff ? Measured.nothing(Sign.SPO2) : Measured.of(Sign.SPO2, body.at(Vital.SPO2, at)),
                probeOff
                        ? Measured.nothing(Sign.PULSE_RATE)
                        : Measured.of(Sign.PULSE_RATE, body.at(Vital.HEART_RATE, at.minus(OXIMETER_LAG))),
                Measured.of(Sign.ETCO2, body.at(Vital.ETCO2, at)),
                Measured.of(Sign.TEMPERATURE, body.at(Vital.TEMPERATURE, at)));
    }

    private List<Measured> pressures(Cuff cuff) {
        Body body = scene.body();
        double systolic = body.at(Vital.SYSTOLIC, cuff.at());
        double diastolic = body.at(Vital.DIASTOLIC, cuff.at());
        return List.of(
                Measured.taken(Sign.NIBP_SYS, systolic, cuff.taken()),
                Measured.taken(Sign.NIBP_DIA, diastolic, cuff.taken()),
                Measured.taken(Sign.NIBP_MEAN, diastolic + (systolic - diastolic) / 3, cuff.taken()),
                Measured.taken(Sign.NIBP_PULSE, body.at(Vital.HEART_RATE, cuff.at()), cuff.taken()));
    }
}
