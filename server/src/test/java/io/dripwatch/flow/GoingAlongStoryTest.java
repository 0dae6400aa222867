package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.Place;
import io.dripwatch.vitals.Reading;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A device that a person has bound to a patient, and not to a chair. */
final class GoingAlongStoryTest {
    private static final DeviceId BAND = new DeviceId("BAND-7");
    private static final ChairId OTHER = new ChairId("2");
    private static final Place OTHER_BED = new Place("INFUSION", "", "2");

    private final RoomStory story = new RoomStory().openSession();

    @Test
    void itIsWhereItsPatientIsWhateverItsBedSays() {
        goesAlong();
        band(OTHER_BED, null, 97);
        assertThat(story.room.chairOf(BAND)).isEqualTo(RoomStory.CHAIR);
        assertThat(last().to().session()).isEqualTo(session(RoomStory.CHAIR));

        open(OTHER, RoomStory.SAM);
        band(RoomStory.BED, null, 96);
        assertThat(story.room.chairOf(BAND)).isEqualTo(OTHER);
        assertThat(last().to().session()).isEqualTo(session(OTHER));
        assertThat(story.chair().devices()).doesNotContain(BAND);
        end(RoomStory.CHAIR);
        assertThat(story.room.chairOf(BAND)).isEqualTo(OTHER);
        assertThat(story.room.patientOf(BAND)).isEqualTo(RoomStory.SAM.id());
    }

    @Test
    void itStaysBehindWhereAnotherPatientIsSeated() {
        goesAlong();
        open(OTHER, RoomStory.patient("SYN-9"));
        assertThat(story.room.chairOf(BAND)).isEqualTo(RoomStory.CHAIR);
    }

    @Test
    void theEndOfTheSessionIsTheEndOfTheBindingAndThenItsBedCountsAgain() {
        goesAlong();
        end(RoomStory.CHAIR);
        assertThat(story.room.chairOf(BAND)).isNull();
        assertThat(story.room.patientOf(BAND)).isNull();

        open(RoomStory.CHAIR, RoomStory.SAM);
        assertThat(story.room.chairOf(BAND)).isNull();
        band(OTHER_BED, null, 97);
        assertThat(story.room.chairOf(BAND)).isEqualTo(OTHER);
    }

    @Test
    void whoReleasesItEndsTheBindingAndItsBedDoesNotBringItBack() {
        goesAlong();
        story.command(new Command.ReleaseDevice("RN", BAND));
        band(RoomStory.BED, null, 97);
        assertThat(story.room.chairOf(BAND)).isNull();
        assertThat(story.room.patientOf(BAND)).isNull();
    }

    @Test
    void fromTheChairToItsPatientAndBackEachBindingEndsBeforeTheNext() {
        goesAlong();
        assertThatThrownBy(this::goesAlong).hasMessageContaining("already");
        story.command(new Command.AssignDevice("RN", RoomStory.CHAIR, BAND));
        assertThat(bindings()).containsExactly("bed to 1", "from 1", "to 1 with SYN-0001", "from 1", "to 1");
        end(RoomStory.CHAIR);
        assertThat(story.room.chairOf(BAND)).isEqualTo(RoomStory.CHAIR);
    }

    @Test
    void anotherPatientsNameOnItIsAnAlarmAndItsReadingsWait() {
        goesAlong();
        band(RoomStory.BED, RoomStory.patient("SYN-9"), 97);
        assertThat(story.theAlarm(AlarmKind.PATIENT_MISMATCH).condition().text().english())
                .contains(BAND.value());
        assertThat(last().to().hold()).isNotNull();
    }

    @Test
    void itGoesAlongWithNobodyWhereNobodyIsKnownToSit() {
        band(OTHER_BED, null, 97);
        assertThatThrownBy(() -> story.command(new Command.AssignDevice("RN", OTHER, BAND, true)))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining("Nobody knows who sits in chair 2");
        open(OTHER, null);
        assertThatThrownBy(() -> story.command(new Command.AssignDevice("RN", OTHER, BAND, true)))
                .isInstanceOf(CommandRefused.class);
    }

    @Test
    void aRestartForgetsNothingOfIt() {
        goesAlong();
        Room again = new Room(RoomStory.plan(true));
        story.events.forEach(again::restore);
        assertThat(again.patientOf(BAND)).isEqualTo(RoomStory.SAM.id());
        Decision ended = again.command(
                new Command.MoveStage("RN", RoomStory.CHAIR, Stage.ABORTED, "as the story goes"), story.now);
        assertThat(ended.events()).anySatisfy(event -> assertThat(event)
                .isEqualTo(new RoomEvent.DeviceReleased(story.now, "server", RoomStory.CHAIR, BAND)));
    }

    private void goesAlong() {
        if (story.room.link(BAND) == null) {
            band(RoomStory.BED, null, 98);
        }
        story.command(new Command.AssignDevice("RN", RoomStory.CHAIR, BAND, true));
    }

    private void band(Place place, @Nullable Patient patient, double spo2) {
        story.now = story.now.plusSeconds(1);
        story.hear(new DeviceReport(
                BAND,
                place,
                patient,
                story.now,
                story.now,
                List.of(Reading.of(Metric.SPO2, spo2, story.now)),
                List.of(),
                List.of(),
                List.of()));
    }

    private void open(ChairId chair, @Nullable Patient patient) {
        story.now = story.now.plusSeconds(1);
        story.command(new Command.OpenSession("RN", chair, "test", patient, null, Stage.BASELINE));
    }

    private void end(ChairId chair) {
        story.command(new Command.MoveStage("RN", chair, Stage.ABORTED, "as the story goes"));
    }

    private String session(ChairId chair) {
        return Objects.requireNonNull(
                        Objects.requireNonNull(story.room.chair(chair)).session())
                .id();
    }

    private Filing last() {
        return story.filings.get(story.filings.size() - 1);
    }

    private List<String> bindings() {
        return story.events.stream()
                .map(event -> {
                    if (event instanceof RoomEvent.DeviceAssigned to
                            && to.device().equals(BAND)) {
                        String with = to.patient() == null
                                ? ""
                                : " with " + to.patient().value();
                        return (to.by().equals("RN") ? "to " : to.by() + " to ") + to.chair() + with;
                    }
                    return event instanceof RoomEvent.DeviceReleased from
                                    && from.device().equals(BAND)
                            ? "from " + from.chair()
                            : "";
                })
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
