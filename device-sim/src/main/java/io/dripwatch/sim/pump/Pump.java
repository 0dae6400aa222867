package io.dripwatch.sim.pump;

import io.dripwatch.sim.story.Delivery;
import io.dripwatch.sim.story.Happening.Machine;
import io.dripwatch.sim.story.Scene;
import io.dripwatch.sim.story.SelfAlarms;
import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.ControlIds;
import io.dripwatch.sim.wire.Device;
import io.dripwatch.sim.wire.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An infusion pump. It tells each change of its delivery until the server keeps it, late after an outage but with the
 * time at which it happened, and what its display shows at a steady beat between.
 */
public final class Pump implements Device {
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final String SOURCE = "70049^MDC_DEV_PUMP_INFUS_LVP_MDS^MDC";

    private final Scene scene;
    private final PumpEncoder encoder;
    private final ControlIds ids;
    private final SelfAlarms alarms;
    private int nextEvent;
    private boolean eventInFlight;
    private Instant lastEvent;
    private Instant dueReport;

    /**
     * A pump switched on when its scene begins. Where that is in the middle of the story, it tells what it would have
     * told by then, as happening now.
     */
    public Pump(Bedside bedside, Scene scene) {
        this.scene = scene;
        encoder = new PumpEncoder(bedside, scene.course().story());
        ids = new ControlIds(scene.pace().begun());
        alarms = new SelfAlarms(Machine.PUMP, scene, bedside, SOURCE);
        dueReport = scene.pace().begun();
        lastEvent = scene.pace().begun().minusMillis(1);
    }

    @Override
    public Instant due() {
        Instant due = dueReport.isBefore(alarms.due()) ? dueReport : alarms.due();
        List<Delivery> events = scene.course().deliveries();
        if (nextEvent < events.size()) {
            Instant at = scene.pace().wallTime(events.get(nextEvent).at());
            Instant event = at.isBefore(scene.pace().begun()) ? scene.pace().begun() : at;
            return event.isBefore(due) ? event : due;
        }
        return due;
    }

    @Override
    public Message speak(Instant now) {
        Duration clockError =
                scene.course().clockErrorAt(Machine.PUMP, scene.pace().storyTime(now));
        Instant shown = now.plus(clockError);
        List<Delivery> events = scene.course().deliveries();
        eventInFlight = nextEvent < events.size()
                && !scene.pace().wallTime(events.get(nextEvent).at()).isAfter(now);
        if (eventInFlight) {
            return encoder.event(
                    ids.next(),
                    happenedAt(events.get(nextEvent)).plus(clockError),
                    shown,
                    Delivered.upon(scene.course(), nextEvent),
                    events.get(nextEvent).change());
        }
        if (!alarms.due().isAfter(now)) {
            return alarms.speak(ids.next(), shown, clockError);
        }
        dueReport = now.plus(BEAT);
        return encoder.report(
                ids.next(), shown, Delivered.at(scene.course(), scene.pace().storyTime(now)));
    }

    @Override
    public void settled(Answer answer) {
        if (alarms.speaking()) {
            alarms.settled(answer);
        } else if (eventInFlight && (answer == Answer.ACCEPTED || answer == Answer.REJECTED)) {
            lastEvent = happenedAt(scene.course().deliveries().get(nextEvent));
            nextEvent++;
        }
        eventInFlight = false;
    }

    /** By the clock on the wall: not before the pump was switched on, and after the event before. */
    private Instant happenedAt(Delivery event) {
        Instant at = scene.pace().wallTime(event.at());
        return at.isAfter(lastEvent) ? at : lastEvent.plusMillis(1);
    }
}
