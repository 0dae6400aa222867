package io.dripwatch.sim;

import io.dripwatch.sim.monitor.Monitor;
import io.dripwatch.sim.monitor.MonitorModel;
import io.dripwatch.sim.pump.Pump;
import io.dripwatch.sim.story.Course;
import io.dripwatch.sim.story.Course.While;
import io.dripwatch.sim.story.Happening.Break;
import io.dripwatch.sim.story.Happening.Broken;
import io.dripwatch.sim.story.Happening.Machine;
import io.dripwatch.sim.story.Pace;
import io.dripwatch.sim.story.Scene;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.Device;
import io.dripwatch.sim.wire.DeviceName;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.Plug;
import io.dripwatch.sim.wire.Plug.Gap;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The machines beside one chair, with the cables that its story pulls.
 *
 * @param chair where they stand
 * @param acks which acknowledgement they ask for
 * @param beat between two reports of a monitor
 * @param zone to which their clocks are set
 * @param model of which family the monitors are
 */
public record Devices(ChairPlan chair, AckMode acks, Duration beat, ZoneId zone, MonitorModel model) {
    private static final Duration MONITOR_FIRST = Duration.ofSeconds(15);
    private static final Duration FLAP_UP = Duration.ofSeconds(20);
    private static final Duration FLAP_DOWN = Duration.ofSeconds(15);
    private static final String SECOND = "02D51E";

    /** With monitors that speak IHE PCD-01. */
    public Devices(ChairPlan chair, AckMode acks, Duration beat, ZoneId zone) {
        this(chair, acks, beat, zone, MonitorModel.IHE);
    }

    /** The monitor, the pump, and whatever else the story brings in. */
    public List<Device> at(Scene scene) {
        List<Device> all = new ArrayList<>(monitors(scene));
        all.add(pump(scene));
        return all;
    }

    /** The pump, which always speaks HL7. */
    Device pump(Scene scene) {
        return plugged(Machine.PUMP, new Pump(bedside(chair.pump()), pumpScene(scene)), scene);
    }

    /** The monitor, and a second one where the story brings it in. */
    List<Device> monitors(Scene scene) {
        List<Device> all = new ArrayList<>();
        all.add(plugged(Machine.MONITOR, new Monitor(model, bedside(chair.monitor()), scene, beat), scene));
        for (While<?> stay : scene.course().secondMonitors()) {
            DeviceName name = new DeviceName(
                    chair.monitor().application(),
                    SECOND + chair.monitor().eui64().substring(SECOND.length()));
            List<Gap> gaps = List.of(
                    gap(scene.pace(), Duration.ZERO, stay.from(), false),
                    new Gap(scene.pace().wallTime(stay.until()), Device.NEVER, false));
            all.add(new Plug(new Monitor(model, bedside(name), scene, beat), gaps));
        }
        return all;
    }

    private Bedside bedside(DeviceName device) {
        return Bedside.inInfusionRoom(new Header(device, acks, zone), chair.patient(), chair.chair());
    }

    /** Where a story is entered in its middle, the monitor is there a little before the drug, as at a real bedside. */
    private Scene pumpScene(Scene scene) {
        if (chair.offset().isZero()) {
            return scene;
        }
        Pace pace = scene.pace();
        Duration later = Duration.ofMillis(Math.round(MONITOR_FIRST.toMillis() * pace.speed()));
        return new Scene(
                scene.course(),
                scene.body(),
                new Pace(pace.begun().plus(MONITOR_FIRST), pace.offset().plus(later), pace.speed()));
    }

    private static Device plugged(Machine machine, Device device, Scene scene) {
        List<Gap> gaps = gaps(machine, scene.course(), scene.pace());
        return gaps.isEmpty() ? device : new Plug(device, gaps);
    }

    private static List<Gap> gaps(Machine machine, Course course, Pace pace) {
        List<Gap> gaps = new ArrayList<>();
        for (While<Broken> broken : course.breaks(machine)) {
            if (broken.what().how() == Break.FLAPS) {
                Duration down = broken.from();
                while (down.plus(FLAP_DOWN).compareTo(broken.until()) <= 0) {
                    gaps.add(gap(pace, down, down.plus(FLAP_DOWN), false));
                    down = down.plus(FLAP_DOWN).plus(FLAP_UP);
                }
            } else {
                gaps.add(gap(pace, broken.from(), broken.until(), broken.what().how() == Break.BUFFERS));
            }
        }
        @Nullable Duration off = course.offAt(machine);
        if (off != null) {
            gaps.add(new Gap(pace.wallTime(off), Device.NEVER, false));
        }
        return gaps;
    }

    private static Gap gap(Pace pace, Duration from, Duration until, boolean buffers) {
        Instant begins = pace.wallTime(from);
        return new Gap(begins, pace.wallTime(until), buffers);
    }
}
