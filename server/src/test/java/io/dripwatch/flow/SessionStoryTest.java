package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Place;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.PumpEvent.Change;
import io.dripwatch.vitals.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class SessionStoryTest {
    @Test
    void thePumpCarriesASessionThroughItsStages() {
        RoomStory story = new RoomStory().openSession();
        assertThat(story.stage()).isEqualTo(Stage.BASELINE);
        story.pump(Change.STARTED);
        assertThat(story.stage()).isEqualTo(Stage.DOSING);
        story.pass(Duration.ofSeconds(5)).pump(Change.STOPPED);
        assertThat(story.stage()).isEqualTo(Stage.HELD);
        story.pass(Duration.ofSeconds(5)).pump(Change.STARTED);
        assertThat(story.stage()).isEqualTo(Stage.DOSING);
        story.pass(Duration.ofSeconds(5)).pump(Change.COMPLETED);
        assertThat(story.stage()).isEqualTo(Stage.OBSERVATION);
    }

    @Test
    void aRateChangeIsNoPause() {
        RoomStory story = RoomStory.dosing().pass(Duration.ofSeconds(5));
        story.pump(Change.TRANSITION).pass(Duration.ofSeconds(1)).pump(Change.STARTED);

        assertThat(story.events)
                .filteredOn(RoomEvent.StageMoved.class::isInstance)
                .extracting(event -> ((RoomEvent.StageMoved) event).to())
                .containsExactly(Stage.DOSING);
    }

    @Test
    void aBufferedStopIsKeptAndMovesNothing() {
        RoomStory story = RoomStory.dosing().pass(Duration.ofMinutes(5), Metric.SPO2, 98);
        story.pump(Change.STOPPED, story.now.minusSeconds(200));

        assertThat(story.stage()).isEqualTo(Stage.DOSING);
        assertThat(reported(story, RoomEvent.PumpReported::late)).containsExactly(false, true);
    }

    @Test
    void aPumpEventSentTwiceHappensOnce() {
        RoomStory story = RoomStory.dosing().pass(Duration.ofSeconds(3));
        story.pump(Change.STOPPED).pump(Change.STOPPED, story.now);

        assertThat(story.events)
                .filteredOn(RoomEvent.PumpReported.class::isInstance)
                .hasSize(2);
    }

    @Test
    void aStopThatComesAfterTheStartThatFollowedItMovesNothing() {
        RoomStory story = RoomStory.dosing().pass(Duration.ofSeconds(40), Metric.SPO2, 98);
        story.pump(Change.STARTED, story.now.minusSeconds(5));
        story.pump(Change.STOPPED, story.now.minusSeconds(20));

        assertThat(story.stage()).isEqualTo(Stage.DOSING);
        assertThat(Objects.requireNonNull(story.chair().pump()).infusing()).isTrue();
        assertThat(reported(story, RoomEvent.PumpReported::late)).containsExactly(false, false, true);

        story.pump(Change.STOPPED, story.now.minusSeconds(1));
        assertThat(story.stage()).as("a stop that is newer").isEqualTo(Stage.HELD);
    }

    @Test
    void aPumpWhoseClockIsPutBackIsStillFollowed() {
        RoomStory story = RoomStory.dosing();
        Duration back = Duration.ofMinutes(10);
        for (int second = 0; second < 20; second++) {
            story.pass(Duration.ofSeconds(1));
            story.hear(new DeviceReport(
                    RoomStory.PUMP,
                    RoomStory.BED,
                    RoomStory.SAM,
                    story.now.minus(back),
                    story.now,
                    List.of(Reading.of(Metric.PUMP_RATE, 52.5, story.now.minus(back))),
                    List.of(),
                    List.of(),
                    List.of()));
        }
        story.hear(new DeviceReport(
                RoomStory.PUMP,
                RoomStory.BED,
                RoomStory.SAM,
                story.now.minus(back),
                story.now,
                List.of(),
                List.of(),
                List.of(new PumpEvent(Change.STOPPED, story.now.minus(back), "", null)),
                List.of()));
        assertThat(story.stage()).isEqualTo(Stage.HELD);
    }

    /** The server goes down between keeping an event and saying so: the pump tells it again. */
    @Test
    void aPumpEventThatIsSentAgainAfterARestartHappenedOnce() {
        RoomStory story = RoomStory.dosing().pass(Duration.ofSeconds(3)).pump(Change.STOPPED);
        RoomStory again = new RoomStory();
        story.events.forEach(again.room::restore);
        again.now = story.now.plusSeconds(2);
        again.pump(Change.STOPPED, story.now);

        assertThat(again.stage()).isEqualTo(Stage.HELD);
        assertThat(again.events).noneMatch(RoomEvent.PumpReported.class::isInstance);
    }

    private static <T> List<T> reported(RoomStory story, Function<RoomEvent.PumpReported, T> what) {
        return story.events.stream()
                .filter(RoomEvent.PumpReported.class::isInstance)
                .map(event -> what.apply((RoomEvent.PumpReported) event))
                .toList();
    }

    @Test
    void aPumpThatStartsOpensASessionForThePatientItNames() {
        RoomStory story = new RoomStory().pump(Change.STARTED);

        assertThat(story.stage()).isEqualTo(Stage.DOSING);
        assertThat(Objects.requireNonNull(story.chair().session()).patient()).isEqualTo(RoomStory.SAM);
        assertThat(story.theAlarm(AlarmKind.NO_BASELINE).condition().text().english())
                .startsWith("No baseline");
    }

    @Test
    void aNurseMayCorrectWhatThePumpDid() {
        RoomStory story = RoomStory.dosing().move(Stage.BASELINE);
        assertThat(story.stage()).isEqualTo(Stage.BASELINE);
    }

    @Test
    void aClosedSessionStaysClosed() {
        RoomStory story = RoomStory.dosing().move(Stage.TRANSFERRED);

        assertThat(story.chair().session()).isNull();
        assertThatThrownBy(() -> story.move(Stage.DOSING))
                .isInstanceOf(CommandRefused.class)
                .hasMessage("Chair 1 has no open session.");
    }

    @Test
    void anIllegalMoveIsRefusedAndChangesNothing() {
        RoomStory story = new RoomStory().openSession();
        int events = story.events.size();

        assertThatThrownBy(() -> story.move(Stage.OBSERVATION))
                .isInstanceOf(CommandRefused.class)
                .hasMessage("A session in baseline cannot go to observation.");
        assertThat(story.events).hasSize(events);
        assertThat(story.stage()).isEqualTo(Stage.BASELINE);
    }

    @Test
    void theBaselineKeepsItsSamplesAndTheirTimes() {
        RoomStory story = RoomStory.dosing();

        assertThat(Objects.requireNonNull(story.chair().session())
                        .baseline()
                        .samples()
                        .get(Metric.NIBP_SYS))
                .extracting(sample -> sample.value())
                .containsExactly(118.0, 122.0);
        assertThat(Objects.requireNonNull(story.chair().session()).baseline().of(Metric.NIBP_SYS))
                .isEqualTo(120.0);
    }

    @Test
    void readingsBelongToThePatientInTheChairEvenWhereTheDeviceNamesNobody() {
        RoomStory story = RoomStory.dosing();
        story.hear(story.report(RoomStory.MONITOR, null, List.of(Reading.of(Metric.SPO2, 97, story.now))));

        Filing.Destination to = story.filings.get(story.filings.size() - 1).to();
        assertThat(to.patient()).isEqualTo(RoomStory.SAM);
        assertThat(to.session()).isNotNull();
    }

    @Test
    void aNamedPatientIsChartedWithoutASession() {
        RoomStory story = new RoomStory();
        story.hear(story.report(RoomStory.MONITOR, RoomStory.SAM, List.of(Reading.of(Metric.SPO2, 97, story.now))));

        assertThat(story.filings).singleElement().satisfies(filing -> {
            assertThat(filing.to().patient()).isEqualTo(RoomStory.SAM);
            assertThat(filing.to().hold()).isNull();
        });
    }

    @Test
    void whereThePolicySaysSoANamedPatientWaitsInThePool() {
        RoomStory story = new RoomStory(RoomStory.plan(false));
        story.hear(story.report(RoomStory.MONITOR, RoomStory.SAM, List.of(Reading.of(Metric.SPO2, 97, story.now))));

        assertThat(story.room.holds().all()).hasSize(1);
    }

    @Test
    void whatNobodyCanPlaceWaitsInThePoolUntilSomeoneAssignsIt() {
        RoomStory story = new RoomStory();
        DeviceId stray = new DeviceId("STRAY");
        story.hear(new DeviceReport(
                stray,
                null,
                null,
                story.now,
                story.now,
                List.of(Reading.of(Metric.SPO2, 97, story.now), Reading.of(Metric.HEART_RATE, 70, story.now)),
                List.of(),
                List.of(),
                List.of()));
        Holds.Waiting waiting = story.room.holds().all().iterator().next();
        assertThat(waiting.count()).isEqualTo(2);
        assertThat(waiting.hold().reason()).isEqualTo(Hold.Reason.UNKNOWN_DEVICE);

        story.command(new Command.AssignHold("RN", waiting.hold().id(), RoomStory.SAM));
        assertThat(story.room.holds().all()).isEmpty();
    }

    @Test
    void assigningADeviceToAChairClaimsWhatItSentDuringTheSession() {
        RoomStory story = RoomStory.dosing().pass(Duration.ofSeconds(2));
        DeviceId stray = new DeviceId("STRAY");
        story.hear(new DeviceReport(
                stray,
                null,
                null,
                story.now,
                story.now,
                List.of(Reading.of(Metric.RESP_RATE, 14, story.now)),
                List.of(),
                List.of(),
                List.of()));
        story.command(new Command.AssignDevice("RN", RoomStory.CHAIR, stray));

        assertThat(story.room.holds().all()).isEmpty();
        assertThat(story.events)
                .filteredOn(RoomEvent.HoldAssigned.class::isInstance)
                .extracting(event -> ((RoomEvent.HoldAssigned) event).patient())
                .containsExactly(RoomStory.SAM);
    }

    @Test
    void aDeviceThatNamesAnotherPatientIsHeldBackAndRaisesAnAlarm() {
        RoomStory story = RoomStory.dosing();
        story.hear(story.report(
                RoomStory.MONITOR, RoomStory.patient("SYN-0099"), List.of(Reading.of(Metric.SPO2, 60, story.now))));

        assertThat(story.theAlarm(AlarmKind.PATIENT_MISMATCH).condition().text().english())
                .contains("MONITOR-1");
        assertThat(story.room.holds().all())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.hold().reason()).isEqualTo(Hold.Reason.PATIENT_MISMATCH));
        assertThat(Objects.requireNonNull(story.chair().value(Metric.SPO2))
                        .reading()
                        .value())
                .isEqualTo(98);

        story.monitor(Metric.SPO2, 97);
        assertThat(story.alarm(AlarmKind.PATIENT_MISMATCH)).isNull();
        assertThat(story.room.holds().all()).as("waits for a person").hasSize(1);

        Hold hold = story.room.holds().all().iterator().next().hold();
        story.command(new Command.AssignHold("RN", hold.id(), RoomStory.patient("SYN-0099")));
        assertThat(story.room.holds().all()).isEmpty();
        assertThat(story.events)
                .filteredOn(RoomEvent.HoldAssigned.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.by()).isEqualTo("RN");
                    assertThat(((RoomEvent.HoldAssigned) event).patient()).isEqualTo(RoomStory.patient("SYN-0099"));
                });
    }

    @Test
    void aSessionWithoutAPatientTakesTheOneThatADeviceNames() {
        RoomStory story = new RoomStory();
        story.command(new Command.OpenSession("RN", RoomStory.CHAIR, "test", null, null, Stage.BASELINE));
        story.monitor(Metric.SPO2, 97);

        assertThat(Objects.requireNonNull(story.chair().session()).patient()).isEqualTo(RoomStory.SAM);
    }

    @Test
    void aDeviceFollowsItsBedUntilAPersonDecides() {
        RoomStory story = new RoomStory().monitor(Metric.SPO2, 97);
        assertThat(story.room.chairOf(RoomStory.MONITOR)).isEqualTo(RoomStory.CHAIR);

        story.hear(new DeviceReport(
                RoomStory.MONITOR,
                new Place("INFUSION", "", "2"),
                RoomStory.SAM,
                story.now,
                story.now,
                List.of(),
                List.of(),
                List.of(),
                List.of()));
        assertThat(story.room.chairOf(RoomStory.MONITOR)).isEqualTo(new ChairId("2"));
        assertThat(bindings(story)).containsExactly("to 1", "from 1", "to 2");

        story.command(new Command.ReleaseDevice("RN", RoomStory.MONITOR)).monitor(Metric.SPO2, 97);
        assertThat(story.room.chairOf(RoomStory.MONITOR)).isNull();
    }

    @Test
    void aPersonWhoMovesADeviceEndsItsOldBindingFirst() {
        RoomStory story = new RoomStory().monitor(Metric.SPO2, 97);
        story.command(new Command.AssignDevice("RN", new ChairId("2"), RoomStory.MONITOR));

        assertThat(bindings(story)).containsExactly("to 1", "from 1", "to 2");
    }

    private static List<String> bindings(RoomStory story) {
        List<String> bindings = new ArrayList<>();
        for (RoomEvent event : story.events) {
            if (event instanceof RoomEvent.DeviceAssigned assigned) {
                bindings.add("to " + assigned.chair());
            } else if (event instanceof RoomEvent.DeviceReleased released) {
                bindings.add("from " + released.chair());
            }
        }
        return bindings;
    }

    @Test
    void anUnheardDeviceCannotBeAssigned() {
        assertThatThrownBy(() ->
                        new RoomStory().command(new Command.AssignDevice("RN", RoomStory.CHAIR, new DeviceId("GHOST"))))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining("GHOST");
    }
}
