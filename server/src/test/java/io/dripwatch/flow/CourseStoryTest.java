package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.Course;
import io.dripwatch.session.CourseTemplate;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.PumpEvent.Change;
import io.dripwatch.vitals.Scale;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CourseStoryTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-01");
    private static final CourseTemplate TAPER = new CourseTemplate(List.of(3, 2, 1, 1, 1), 28, 1, Scale.PHQ9, 50, 2);

    @Test
    void aSessionInWhichTheDrugRanIsAVisit() {
        RoomStory story = started().openSession();
        assertThat(course(story).visits()).isEmpty();
        story.pump(Change.STARTED).pass(Duration.ofSeconds(5));
        story.pump(Change.STOPPED).pass(Duration.ofSeconds(5)).pump(Change.STARTED);

        assertThat(course(story).visits()).containsExactly(new Course.Visit(session(story), RoomStory.START));
    }

    @Test
    void aPumpThatOpensTheSessionMakesAVisitToo() {
        RoomStory story = started().pump(Change.STARTED);
        assertThat(course(story).visits()).hasSize(1);
    }

    @Test
    void aCourseStartedDuringItsFirstSessionKnowsIt() {
        RoomStory story = RoomStory.dosing().command(start(TAPER));
        assertThat(course(story).visits()).hasSize(1);
    }

    @Test
    void scoresOfTheOutcomeScaleAreTakenInAndCorrected() {
        RoomStory story = started().openSession();
        chart(story, Scale.PHQ9, 20, null);
        chart(story, Scale.NAUSEA, 3, null);
        assertThat(course(story).scores()).extracting(Course.Score::value).containsExactly(20.0);
        chart(story, Scale.PHQ9, 21, "entry-1");
        assertThat(course(story).scores()).extracting(Course.Score::value).containsExactly(21.0);
    }

    @Test
    void aSessionOfAnotherPatientLeavesNoTrace() {
        RoomStory story = new RoomStory()
                .command(new Command.StartCourse(
                        "Dr. Sample", RoomStory.patient("SYN-0002").id(), "test", TAPER, DAY, ZoneId.of("UTC")));
        story.openSession().pump(Change.STARTED);
        chart(story, Scale.PHQ9, 20, null);
        Course course = story.room.courses().all().iterator().next();
        assertThat(course.visits()).isEmpty();
        assertThat(course.scores()).isEmpty();
    }

    @Test
    void aCourseIsEditedAndEndedWithAReason() {
        RoomStory story = started().openSession().pump(Change.STARTED);
        String id = course(story).id();
        CourseTemplate slower = new CourseTemplate(List.of(1, 1), 0, 2, Scale.PHQ9, 50, 3);
        story.command(new Command.EditCourse("Dr. Sample", id, slower, DAY.plusDays(1), "travels"));
        assertThat(course(story).template()).isEqualTo(slower);
        assertThat(course(story).start()).isEqualTo(DAY.plusDays(1));
        assertThat(course(story).visits()).hasSize(1);

        story.command(new Command.EndCourse("Dr. Sample", id, "well again"));
        assertThat(story.room.courses().all()).isEmpty();
        assertThatThrownBy(() -> story.command(new Command.EndCourse("Dr. Sample", id, "again")))
                .isInstanceOf(CommandRefused.class)
                .hasMessage("That course does not go on.");
    }

    @Test
    void whatCannotBeStartedIsRefused() {
        RoomStory story = started();
        assertThatThrownBy(() -> story.command(start(TAPER)))
                .isInstanceOf(CommandRefused.class)
                .hasMessage("This patient is in a course of test already.");
        assertThatThrownBy(() -> new RoomStory().command(start(null)))
                .isInstanceOf(CommandRefused.class)
                .hasMessage("Protocol test has no course; say how its sessions are spread.");
        assertThatThrownBy(() -> new RoomStory()
                        .command(new Command.StartCourse(
                                "Dr. Sample", RoomStory.SAM.id(), "other", null, DAY, ZoneId.of("UTC"))))
                .isInstanceOf(CommandRefused.class)
                .hasMessage("There is no protocol other.");
        assertThatThrownBy(() -> new Command.EndCourse("Dr. Sample", "course-1", " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theEventsRebuildTheCourse() {
        RoomStory story = started().openSession();
        chart(story, Scale.PHQ9, 20, null);
        story.pump(Change.STARTED).pass(Duration.ofSeconds(3)).move(Stage.TRANSFERRED);
        Room rebuilt = new Room(RoomStory.plan(true));
        story.events.forEach(rebuilt::restore);

        assertThat(List.copyOf(rebuilt.courses().all())).containsExactly(course(story));
        assertThat(course(story).visits()).hasSize(1);
        assertThat(course(story).scores()).hasSize(1);
    }

    private static RoomStory started() {
        return new RoomStory().command(start(TAPER));
    }

    private static Command.StartCourse start(@Nullable CourseTemplate template) {
        return new Command.StartCourse("Dr. Sample", RoomStory.SAM.id(), "test", template, DAY, ZoneId.of("UTC"));
    }

    private static void chart(RoomStory story, Scale scale, double value, @Nullable String amends) {
        story.command(new Command.Chart(
                "RN", RoomStory.CHAIR, ChartEntry.Kind.SCORE, null, "", scale, value, null, amends, false));
    }

    private static Course course(RoomStory story) {
        return Objects.requireNonNull(story.room.courses().of(RoomStory.SAM.id(), "test"));
    }

    private static String session(RoomStory story) {
        return Objects.requireNonNull(story.chair().session()).id();
    }
}
