package io.dripwatch.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Line;
import io.dripwatch.sim.wire.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final int MESSAGES = 1000;

    /** Takes everything and answers everything. */
    private static final class Perfect implements Line {
        private final List<String> arrived = new ArrayList<>();

        @Override
        public void connect() {
            arrived.add("connect");
        }

        @Override
        public void send(Message message) {
            arrived.add(message.text());
        }

        @Override
        public Answer await(Message message, Duration limit) {
            return Answer.ACCEPTED;
        }

        @Override
        public void disconnect() {
            arrived.add("disconnect");
        }
    }

    @Test
    void whatIsDroppedNeverArrivesAndIsNeverAnswered() throws IOException {
        Perfect end = new Perfect();
        int unanswered = talk(new FaultyLine(end, Faults.read("drop=0.2"), 7));
        assertThat(unanswered).isBetween(150, 250);
        assertThat(end.arrived).hasSize(MESSAGES - unanswered);
    }

    @Test
    void whatIsCorruptedArrivesAsAnotherAndIsNotAnswered() throws IOException {
        Perfect end = new Perfect();
        int unanswered = talk(new FaultyLine(end, Faults.read("corrupt=0.2"), 7));
        assertThat(unanswered).isBetween(150, 250);
        assertThat(end.arrived).hasSize(MESSAGES);
        int same = 0;
        for (int i = 0; i < MESSAGES; i++) {
            same += end.arrived.get(i).equals(message(i).text()) ? 1 : 0;
        }
        assertThat(same).isEqualTo(MESSAGES - unanswered);
    }

    @Test
    void duplicatesAndOldMessagesComeBetweenTheOthers() throws IOException {
        Perfect end = new Perfect();
        talk(new FaultyLine(end, Faults.read("duplicate=0.1,reorder=0.1"), 7));
        assertThat(end.arrived).hasSizeBetween(MESSAGES + 150, MESSAGES + 250);
        assertThat(end.arrived.stream().distinct()).hasSize(MESSAGES);
        int steppedBack = 0;
        for (int i = 1; i < end.arrived.size(); i++) {
            steppedBack += number(end.arrived.get(i)) < number(end.arrived.get(i - 1)) ? 1 : 0;
        }
        assertThat(steppedBack).isBetween(70, 130);
    }

    @Test
    void aHalfOpenLineStaysDeadUntilItIsMadeAgain() throws IOException {
        Perfect end = new Perfect();
        FaultyLine line = new FaultyLine(end, Faults.read("halfOpen=1"), 7);
        assertThat(talk(line)).isEqualTo(MESSAGES);
        assertThat(end.arrived).isEmpty();

        FaultyLine once = new FaultyLine(end, Faults.read("halfOpen=0.01"), 7);
        int dead = talk(once);
        assertThat(dead).isPositive();
        assertThat(end.arrived).hasSize(MESSAGES - dead);
        once.connect();
        once.send(message(MESSAGES));
        assertThat(once.await(message(MESSAGES), Duration.ZERO)).isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void aDelayedOrThrottledLineTakesItsTimeAndLosesNothing() throws IOException {
        Perfect end = new Perfect();
        FaultyLine throttled = new FaultyLine(end, Faults.read("bytesPerSecond=1000"), 7);
        long begun = System.nanoTime();
        int bytes = 0;
        for (int i = 0; i < 5; i++) {
            throttled.send(message(i));
            bytes += message(i).text().length();
        }
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(bytes * 1_000_000L);
        assertThat(end.arrived).hasSize(5);

        FaultyLine delayed = new FaultyLine(end, Faults.read("delay=1,delayMs=40"), 7);
        begun = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            delayed.send(message(i));
        }
        assertThat(System.nanoTime() - begun).as("by this seed").isGreaterThan(40_000_000L);
        assertThat(end.arrived).hasSize(10);
    }

    @Test
    void theSameSeedGoesWrongTheSameWay() throws IOException {
        Perfect one = new Perfect();
        Perfect other = new Perfect();
        Faults faults = Faults.read("drop=0.1,corrupt=0.1,duplicate=0.1,reorder=0.1");
        talk(new FaultyLine(one, faults, 42));
        talk(new FaultyLine(other, faults, 42));
        assertThat(one.arrived).isEqualTo(other.arrived);
        Perfect another = new Perfect();
        talk(new FaultyLine(another, faults, 43));
        assertThat(another.arrived).isNotEqualTo(one.arrived);
    }

    @Test
    void aClockDriftsAndJumps() {
        Instant begin = Instant.parse("2026-03-01T09:00:00Z");
        Instant[] now = {begin};
        FaultyClock clock = new FaultyClock(() -> now[0], Faults.read("driftPpm=1000,jump=1,jumpSeconds=90"), 3);
        now[0] = begin.plusSeconds(50);
        assertThat(clock.instant()).isEqualTo(now[0].plusMillis(50));
        now[0] = begin.plusSeconds(60);
        assertThat(Duration.between(now[0], clock.instant()).abs())
                .isBetween(Duration.ofSeconds(89), Duration.ofSeconds(91));
    }

    @Test
    void faultsAreReadStrictly() {
        assertThat(Faults.read("drop=0.5").drop()).isEqualTo(0.5);
        assertThatThrownBy(() -> Faults.read("dorp=0.5"))
                .hasMessageContaining("expected WORD=NUMBER with one of drop,");
        assertThatThrownBy(() -> Faults.read("drop=often")).hasMessage("expected a number for drop, got often");
        assertThatThrownBy(() -> Faults.read("drop=2")).hasMessage("expected a chance from 0 to 1, got 2.0");
        assertThatThrownBy(() -> Faults.read("drop=NaN")).hasMessageContaining("got NaN");
    }

    /** How many of a thousand messages had no answer. */
    private static int talk(FaultyLine line) throws IOException {
        int unanswered = 0;
        for (int i = 0; i < MESSAGES; i++) {
            Message message = message(i);
            line.send(message);
            unanswered += line.await(message, Duration.ofNanos(1)) == Answer.UNANSWERED ? 1 : 0;
        }
        return unanswered;
    }

    private static Message message(int i) {
        return new Message("C" + i, "MSH|^~\\&|" + i + "|same in every message", 1);
    }

    private static int number(String text) {
        return Integer.parseInt(text.split("\\|", -1)[2]);
    }
}
