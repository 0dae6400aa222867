package io.dripwatch.app;

import io.dripwatch.sim.ChairPlan;
import io.dripwatch.sim.patient.Body;
import io.dripwatch.sim.pump.Pump;
import io.dripwatch.sim.story.Course;
import io.dripwatch.sim.story.Pace;
import io.dripwatch.sim.story.Scene;
import io.dripwatch.sim.story.Stories;
import io.dripwatch.sim.story.Story;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.Message;
import io.dripwatch.sim.wire.MllpSender;
import io.dripwatch.sim.wire.Patience;
import io.dripwatch.sim.wire.Tally;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.assertj.core.api.Assertions;

/** A simulated pump that tells, over MLLP, how a quiet dose has come along. */
final class ScreenPump implements AutoCloseable {
    private final ChairPlan plan;
    private final MllpSender sender;
    private int told;

    ScreenPump(int mllpPort, int chair) {
        this.plan = ChairPlan.numbered(chair, "quiet-session", Duration.ZERO);
        this.sender = new MllpSender(
                InetSocketAddress.createUnresolved("127.0.0.1", mllpPort),
                Patience.ofDevice().givingUpAfter(Duration.ofSeconds(20)),
                new Tally());
    }

    void starts() {
        tells(Duration.ZERO);
    }

    void isHalfThrough() {
        tells(Duration.ofMinutes(20));
    }

    void completes() {
        tells(Duration.ofMinutes(40));
    }

    /** What happened since it told the last time, as if it happened now, and what its display shows. */
    private void tells(Duration intoTheDose) {
        Course course = new Course(Stories.find(plan.story()));
        Instant now = Instant.now();
        Duration story = course.beginOf(Story.Stage.DOSING).plus(intoTheDose);
        Scene scene = new Scene(course, new Body(course.bodyPlan(), 1), new Pace(now, story, 1));
        Bedside bedside = Bedside.inInfusionRoom(
                new Header(plan.pump(), AckMode.ENHANCED, ZoneOffset.UTC), plan.patient(), plan.chair());
        Pump pump = new Pump(bedside, scene);
        long events = course.deliveries().stream()
                .filter(event -> event.at().compareTo(story) <= 0)
                .count();
        for (int event = 0; event <= events; event++) {
            Message message = pump.speak(now);
            if (event >= told) {
                Answer answer = sender.deliver(message);
                Assertions.assertThat(answer).as("what the server answered").isEqualTo(Answer.ACCEPTED);
            }
            pump.settled(Answer.ACCEPTED);
        }
        told = (int) events;
    }

    @Override
    public void close() {
        sender.close();
    }
}
