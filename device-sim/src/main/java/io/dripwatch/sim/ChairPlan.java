package io.dripwatch.sim;

import io.dripwatch.sim.story.Story;
import io.dripwatch.sim.wire.DeviceName;
import io.dripwatch.sim.wire.PatientIdentity;
import java.time.Duration;

/**
 * Who sits in one chair of a simulated room, and what will happen there.
 *
 * @param chair as written above the chair, for example "1"
 * @param story a shipped story's name, or the path of a story file
 * @param monitor what the monitor calls itself
 * @param pump what the pump calls itself
 * @param patient an invented person
 * @param offset how far the story is told when the devices are switched on
 */
public record ChairPlan(
        String chair, String story, DeviceName monitor, DeviceName pump, PatientIdentity patient, Duration offset) {

    /**
     * A chair whose devices and patient are named after its number.
     *
     * @param number from 1
     */
    public static ChairPlan numbered(int number, String story, Duration offset) {
        return new ChairPlan(
                Integer.toString(number),
                story,
                new DeviceName("DRIPSIM_MONITOR", "02D51A%010X".formatted(number)),
                new DeviceName("DRIPSIM_PUMP", "02D51B%010X".formatted(number)),
                PatientIdentity.synthetic(number),
                offset);
    }

    /** The same with the chair and the patient that the story names, where it names any. */
    ChairPlan asTold(Story told) {
        String id = told.patient().id();
        return new ChairPlan(
                told.chair().isEmpty() ? chair : told.chair(),
                story,
                monitor,
                pump,
                id.isEmpty() ? patient : new PatientIdentity(id, patient.family(), patient.given()),
                offset);
    }
}
