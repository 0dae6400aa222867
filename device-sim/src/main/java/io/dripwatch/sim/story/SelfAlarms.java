package io.dripwatch.sim.story;

import io.dripwatch.sim.story.Course.Signal;
import io.dripwatch.sim.story.Happening.Machine;
import io.dripwatch.sim.wire.AlarmEncoder;
import io.dripwatch.sim.wire.AlarmReport;
import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.Device;
import io.dripwatch.sim.wire.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells the alarms that a device gives by itself, each beginning and end until the server keeps it. */
public final class SelfAlarms {
    private final List<Turn> turns = new ArrayList<>();
    private final Map<Signal, String> firstIds = new HashMap<>();
    private final AlarmEncoder encoder;
    private final String source;
    private int next;
    private boolean speaking;

    private record Turn(Instant at, Signal signal, boolean begins) {}

    /**
     * The alarms of one device.
     *
     * @param source OBX-5 of the row that names the device
     */
    public SelfAlarms(Machine machine, Scene scene, Bedside bedside, String source) {
        this.encoder = new AlarmEncoder(bedside);
        this.source = source;
        for (Signal signal : scene.course().signals(machine)) {
            if (signal.until().compareTo(scene.pace().offset()) > 0) {
                turns.add(new Turn(scene.pace().wallTime(signal.from()), signal, true));
                turns.add(new Turn(scene.pace().wallTime(signal.until()), signal, false));
            }
        }
        turns.sort(Comparator.comparing(Turn::at));
    }

    /** When the next beginning or end is to be told. */
    public Instant due() {
        return next < turns.size() ? turns.get(next).at() : Device.NEVER;
    }

    /**
     * Tells it.
     *
     * @param shown what the clock of the device shows
     * @param clockError how far that is from the right time
     */
    public Message speak(String controlId, Instant shown, Duration clockError) {
        Turn turn = turns.get(next);
        speaking = true;
        String first = firstIds.computeIfAbsent(turn.signal(), unused -> controlId);
        Alert alert = turn.signal().alert();
        AlarmReport report = new AlarmReport(
                alert.event(), alert.text(), alert.priority(), alert.physiological(), turn.begins(), source);
        return encoder.encode(controlId, turn.at().plus(clockError), shown, first, report);
    }

    /** Whether what the device said last was an alarm. */
    public boolean speaking() {
        return speaking;
    }

    /** What became of it. */
    public void settled(Answer answer) {
        if (answer == Answer.ACCEPTED || answer == Answer.REJECTED) {
            next++;
        }
        speaking = false;
    }
}
