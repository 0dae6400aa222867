package io.dripwatch.sim;

import io.dripwatch.sim.fault.FaultyClock;
import io.dripwatch.sim.monitor.MonitorModel;
import io.dripwatch.sim.patient.Body;
import io.dripwatch.sim.story.Course;
import io.dripwatch.sim.story.Pace;
import io.dripwatch.sim.story.Scene;
import io.dripwatch.sim.story.Stories;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Device;
import io.dripwatch.sim.wire.Driver;
import io.dripwatch.sim.wire.Patience;
import io.dripwatch.sim.wire.PatientSender;
import io.dripwatch.sim.wire.Sender;
import io.dripwatch.sim.wire.Tally;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A simulated room: one monitor and one pump beside each chair, each with its own connection to the server. What a body
 * does follows from its story and the seed; messages carry the time at which they are sent, at any speed.
 */
public final class Simulation implements AutoCloseable {
    private final List<Driver> drivers = new ArrayList<>();
    private final Tally tally = new Tally();
    private final Outward server;
    private final Room room;
    private final Settings settings;
    private Duration longest = Duration.ZERO;

    /**
     * What chairs do.
     *
     * @param chairs each beside the others, with different names and devices
     * @param speed how many seconds of a story pass in one second
     * @param seed by which bodies differ; the same seed, the same bodies
     */
    public record Room(List<ChairPlan> chairs, double speed, long seed) {
        public Room {
            if (chairs.isEmpty()) {
                throw new IllegalArgumentException("expected at least one chair, got none");
            }
            chairs = List.copyOf(chairs);
        }
    }

    /**
     * How the devices speak.
     *
     * @param acks which acknowledgement they ask for
     * @param beat between two reports of a monitor
     * @param patience with the server
     * @param model of which family the monitors are, where they speak HL7; otherwise they speak JSON
     */
    public record Settings(AckMode acks, Duration beat, Patience patience, MonitorModel model) {
        public Settings(AckMode acks, Duration beat, Patience patience) {
            this(acks, beat, patience, MonitorModel.IHE);
        }

        public Settings {
            if (beat.toMillis() < 10) {
                throw new IllegalArgumentException("expected a beat of at least 10 ms, got " + beat);
            }
        }

        /** Accept acknowledgements, a report each second, the patience of a bedside device. */
        public static Settings usual() {
            return new Settings(AckMode.ENHANCED, Duration.ofSeconds(1), Patience.ofDevice());
        }
    }

    private Simulation(Outward server, Room room, Settings settings) {
        this.server = server;
        this.room = room;
        this.settings = settings;
    }

    /**
     * Switches the devices of a room on. Returns at once, whether or not the server is there: devices keep trying.
     *
     * @throws IllegalArgumentException where a story cannot be told
     */
    public static Simulation start(String host, int port, List<ChairPlan> chairs, double speed, long seed) {
        return start(InetSocketAddress.createUnresolved(host, port), new Room(chairs, speed, seed), Settings.usual());
    }

    /** The same with every setting, over MLLP. */
    public static Simulation start(InetSocketAddress server, Room room, Settings settings) {
        return start(Outward.mllp(server), room, settings);
    }

    /** The same by any way; pumps speak only HL7, and stay off elsewhere. */
    public static Simulation start(Outward server, Room room, Settings settings) {
        InstantSource clock = InstantSource.system();
        Instant begun = clock.instant();
        List<Scene> scenes = new ArrayList<>();
        for (ChairPlan chair : room.chairs()) {
            Course course = new Course(Stories.find(chair.story()));
            Body body = new Body(course.bodyPlan(), room.seed() + scenes.size());
            scenes.add(new Scene(course, body, new Pace(begun, chair.offset(), room.speed())));
        }
        Simulation simulation = new Simulation(server, room, settings);
        for (int i = 0; i < scenes.size(); i++) {
            simulation.switchOn(room.chairs().get(i), scenes.get(i), clock);
        }
        return simulation;
    }

    private void switchOn(ChairPlan chair, Scene scene, InstantSource clock) {
        MonitorModel model = server.speaksHl7() ? settings.model() : MonitorModel.JSON;
        Devices devices = new Devices(chair, settings.acks(), settings.beat(), ZoneId.systemDefault(), model);
        for (Device monitor : devices.monitors(scene)) {
            drivers.add(driver("dripsim" + drivers.size(), monitor, clock));
        }
        if (server.speaksHl7()) {
            drivers.add(driver("dripsim" + drivers.size(), devices.pump(scene), clock));
        }
        Duration told = Duration.between(
                scene.pace().begun(), scene.pace().wallTime(scene.course().end()));
        longest = longest.compareTo(told) < 0 ? told : longest;
    }

    private Driver driver(String name, Device device, InstantSource clock) {
        long seed = room.seed() * 1000 + drivers.size();
        Sender sender = new PatientSender(server.line(name, seed), settings.patience(), tally);
        InstantSource own = server.faults().inTheClock() ? new FaultyClock(clock, server.faults(), seed) : clock;
        return new Driver(name, device, sender, own);
    }

    /** How long from the start until the last story is told; the devices then go on with a resting patient. */
    public Duration longest() {
        return longest;
    }

    /** What was sent and answered so far, over all devices. */
    public Tally.Counts counts() {
        return tally.counts();
    }

    /** Switches all devices off, in mid-sentence. */
    @Override
    public void close() {
        drivers.forEach(Driver::close);
    }
}
