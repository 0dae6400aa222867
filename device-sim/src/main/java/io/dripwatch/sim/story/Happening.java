package io.dripwatch.sim.story;

import io.dripwatch.sim.patient.Vital;
import java.time.Duration;
import java.util.Map;

/** Something that happens in a story, apart from its moment. */
public sealed interface Happening {

    /** For ever, as far as a session goes. */
    Duration FOR_GOOD = Duration.ofDays(30);

    /**
     * Vitals leave their course and come back.
     *
     * @param reach where they go
     * @param leave how long they take to get there
     * @param stay how long they stay
     * @param comeBack how long they take to return
     */
    record Drift(Map<Vital, Double> reach, Duration leave, Duration stay, Duration comeBack) implements Happening {
        public Drift {
            reach = Map.copyOf(reach);
        }
    }

    /** The hand with the probe moves. */
    record Motion(Duration time) implements Happening {}

    /** What a monitor measures with. */
    enum Sensor {
        PROBE,
        ELECTRODES,
        CUFF
    }

    /** A sensor gives nothing for a while. */
    record Lacking(Sensor sensor, Duration time) implements Happening {}

    /** Somebody presses the button of the cuff. */
    record Pressed() implements Happening {}

    /** A nurse stops the pump and starts it again. */
    record Held(Duration time) implements Happening {}

    /** A nurse stops the pump for good: the dose ends here. */
    record Ended() implements Happening {}

    /** The pump stops itself with an alarm until somebody has put it right. */
    record Stopped(Alert alert, Duration time) implements Happening {}

    /** A nurse sets another rate. */
    record Rate(double mlPerHour) implements Happening {
        public Rate {
            Story.within("mL/h", mlPerHour, 0.1, 1200);
        }
    }

    /** A nurse gives a bolus beyond the programme. */
    record Bolus(double ml, Duration time) implements Happening {
        public Bolus {
            Story.within("mL", ml, 0.1, 500);
        }
    }

    /** The two kinds of machine. */
    enum Machine {
        MONITOR,
        PUMP
    }

    /** A device gives an alarm of its own. */
    record Alarmed(Machine machine, Alert alert, Duration time) implements Happening {}

    /** What becomes of a link. */
    enum Break {
        /** Nothing comes through; what a monitor measures meanwhile is lost, what a pump did is told later. */
        DOWN,
        /** The same, 20 seconds up and 15 down in turn. */
        FLAPS,
        /** The device keeps all it would have said and tells it afterwards. */
        BUFFERS
    }

    /** The link of a device breaks for a while. */
    record Broken(Machine machine, Break how, Duration time) implements Happening {}

    /** A device goes off without a word. */
    record Off(Machine machine) implements Happening {}

    /** The clock of a device is set wrong from now on. */
    record ClockJump(Machine machine, Duration by) implements Happening {}

    /** The monitor takes its patient for another. */
    record OtherPatient(Duration time) implements Happening {}

    /** A second monitor stands at the chair. */
    record SecondMonitor(Duration time) implements Happening {}
}
