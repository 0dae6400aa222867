package io.dripwatch.sim.monitor;

import io.dripwatch.sim.patient.Body;
import io.dripwatch.sim.patient.Vital;
import io.dripwatch.sim.story.Course;
import io.dripwatch.sim.story.Happening.Machine;
import io.dripwatch.sim.story.Happening.Sensor;
import io.dripwatch.sim.story.Scene;
import io.dripwatch.sim.story.SelfAlarms;
import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.ControlIds;
import io.dripwatch.sim.wire.Device;
import io.dripwatch.sim.wire.Message;
import io.dripwatch.sim.wire.PatientIdentity;
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
    private static final double SHAKEN_PERCENT = 12;
    private static final double STEADY = 0.3;
    private static final double SHAKEN_BEATS = 40;
    private static final String SOURCE = "69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC";

    private final Scene scene;
    private final Duration beat;
    private final MonitorDialect encoder;
    private final MonitorDialect mistaken;
    private final ControlIds ids;
    private final SelfAlarms alarms;
    private final boolean tellsAlarms;
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
        this(MonitorModel.IHE, bedside, scene, beat);
    }

    /** The same of another family; only those of {@link MonitorModel#IHE} tell alarms of their own. */
    public Monitor(MonitorModel model, Bedside bedside, Scene scene, Duration beat) {
        this.scene = scene;
        this.beat = beat;
        encoder = model.at(bedside);
        mistaken = model.at(bedside.with(new PatientIdentity("SYN-OTHER", "Synthetic", "Another")));
        tellsAlarms = model == MonitorModel.IHE;
        ids = new ControlIds(scene.pace().begun());
        alarms = new SelfAlarms(Machine.MONITOR, scene, bedside, SOURCE);
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
        return alarmDueBy(due) ? alarms.due() : due;
    }

    @Override
    public Message speak(Instant now) {
        Duration at = scene.pace().storyTime(now);
        Instant shown = now.plus(clockError(at));
        if (alarmDueBy(now)) {
            return alarms.speak(ids.next(), shown, clockError(at));
        }
        takeCuffs(at);
        List<Measured> rows = new ArrayList<>(steady(at));
        unsent.forEach(cuff -> rows.addAll(pressures(cuff, clockError(at))));
        cuffsInFlight = unsent.size();
        while (!due.isAfter(now)) {
            due = due.plus(beat);
        }
        MonitorDialect speaks = scene.course().otherPatientAt(at) ? mistaken : encoder;
        return speaks.encode(ids.next(), shown, shown, rows);
    }

    @Override
    public void settled(Answer answer) {
        if (alarms.speaking()) {
            alarms.settled(answer);
            return;
        }
        if (answer == Answer.ACCEPTED || answer == Answer.REJECTED) {
            unsent.subList(0, cuffsInFlight).clear();
        }
        cuffsInFlight = 0;
    }

    private boolean alarmDueBy(Instant moment) {
        return tellsAlarms && !alarms.due().isAfter(moment);
    }

    private Duration clockError(Duration at) {
        return scene.course().clockErrorAt(Machine.MONITOR, at);
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
        Course course = scene.course();
        Body body = scene.body();
        boolean electrodes = !course.lacks(Sensor.ELECTRODES, at);
        boolean probe = !course.lacks(Sensor.PROBE, at) && !course.cuffSqueezesProbeAt(at);
        double shake = course.movesAt(at) ? body.shakeAt(at) : 0;
        return List.of(
                measured(electrodes, Sign.HEART_RATE, body.at(Vital.HEART_RATE, at)),
                measured(electrodes, Sign.RESP_RATE, body.at(Vital.RESP_RATE, at)),
                measured(probe, Sign.SPO2, body.at(Vital.SPO2, at) - SHAKEN_PERCENT * Math.max(0, shake - STEADY)),
                measured(
                        probe,
                        Sign.PULSE_RATE,
                        body.at(Vital.HEART_RATE, at.minus(OXIMETER_LAG)) + SHAKEN_BEATS * shake),
                Measured.of(Sign.ETCO2, body.at(Vital.ETCO2, at)),
                Measured.of(Sign.TEMPERATURE, body.at(Vital.TEMPERATURE, at)));
    }

    private List<Measured> pressures(Cuff cuff, Duration clockError) {
        Body body = scene.body();
        boolean works = !scene.course().lacks(Sensor.CUFF, cuff.at());
        double systolic = body.at(Vital.SYSTOLIC, cuff.at());
        double diastolic = body.at(Vital.DIASTOLIC, cuff.at());
        Instant taken = cuff.taken().plus(clockError);
        return List.of(
                taken(works, Sign.NIBP_SYS, systolic, taken),
                taken(works, Sign.NIBP_DIA, diastolic, taken),
                taken(works, Sign.NIBP_MEAN, diastolic + (systolic - diastolic) / 3, taken),
                taken(works, Sign.NIBP_PULSE, body.at(Vital.HEART_RATE, cuff.at()), taken));
    }

    private static Measured measured(boolean works, Sign sign, double value) {
        return works ? Measured.of(sign, value) : Measured.nothing(sign);
    }

    private static Measured taken(boolean works, Sign sign, double value, Instant at) {
        return works ? Measured.taken(sign, value, at) : Measured.nothing(sign);
    }
}
