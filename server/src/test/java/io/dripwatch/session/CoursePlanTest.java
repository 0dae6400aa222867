package io.dripwatch.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.session.Course.Score;
import io.dripwatch.session.Course.Visit;
import io.dripwatch.session.CoursePlan.Standing;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Scale;
import io.dripwatch.vitals.Sentence;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CoursePlanTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Vienna");
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");
    private static final CourseTemplate TAPER = new CourseTemplate(List.of(3, 2, 1, 1, 1), 28, 1, Scale.PHQ9, 50, 2);

    @Test
    void thePublishedTaperIsThreeTwoOneOneOneAndThenMonthly() {
        CoursePlan plan = plan(0, List.of());
        assertThat(plan.planned())
                .extracting(planned -> MONDAY.until(planned.on(), java.time.temporal.ChronoUnit.DAYS))
                .containsExactly(0L, 2L, 4L, 7L, 10L, 14L, 21L, 28L, 56L);
        assertThat(plan.nextDue()).isEqualTo(MONDAY);
        assertThat(plan.planned().get(0).standing()).isEqualTo(Standing.DUE);
        assertThat(plan.planned().get(1).standing()).isEqualTo(Standing.PLANNED);
    }

    @Test
    void aVisitWithinTheToleranceIsDone() {
        CoursePlan plan = plan(3, visits(0, 3));
        assertThat(standings(plan)).startsWith(Standing.DONE, Standing.DONE, Standing.DUE, Standing.PLANNED);
        assertThat(plan.nextDue()).isEqualTo(MONDAY.plusDays(4));
    }

    @Test
    void whatWasNotMadeIsMissedAndTheNextOneIsDue() {
        CoursePlan plan = plan(6, visits(0, 4));
        assertThat(standings(plan)).startsWith(Standing.DONE, Standing.MISSED, Standing.DONE, Standing.DUE);
    }

    @Test
    void aVisitBetweenTheWindowsIsLateForTheOneThatWasNotMade() {
        CoursePlan plan = plan(18, visits(0, 2, 4, 7, 10, 17));
        assertThat(standings(plan).get(5)).isEqualTo(Standing.LATE);
        assertThat(plan.extra()).isEmpty();
        assertThat(plan.nextDue()).isEqualTo(MONDAY.plusDays(21));
    }

    @Test
    void aVisitNearerToTheNextPlannedDayIsEarlyForIt() {
        CoursePlan plan = plan(45, visits(0, 2, 4, 7, 10, 14, 21, 28, 45));
        assertThat(standings(plan).get(8)).isEqualTo(Standing.EARLY);
        assertThat(plan.nextDue()).isEqualTo(MONDAY.plusDays(84));
    }

    @Test
    void aVisitThatNoPlanAskedForIsExtra() {
        CoursePlan plan = plan(30, visits(0, 2, 3, 4, 7, 10, 14, 21, 28, 30));
        assertThat(standings(plan)).startsWith(Standing.DONE, Standing.DONE, Standing.DONE, Standing.DONE);
        assertThat(plan.extra()).extracting(Visit::session).containsExactly("s3", "s30");
    }

    @Test
    void daysAreThoseOfTheClinic() {
        Instants late = new Instants(MONDAY.atTime(LocalTime.of(23, 30)));
        CoursePlan plan = CoursePlan.of(course(TAPER, List.of(new Visit("s", late.at())), List.of()), MONDAY);
        assertThat(plan.planned().get(0).standing()).isEqualTo(Standing.DONE);
    }

    @Test
    void aCourseThatEndsAfterItsWeeksHasNothingMoreDue() {
        CourseTemplate once = new CourseTemplate(List.of(1), 0, 1, Scale.PAIN, 30, 0);
        assertThat(CoursePlan.of(course(once, visits(0), List.of()), MONDAY.plusDays(1))
                        .nextDue())
                .isNull();
        assertThat(CoursePlan.of(course(TAPER, List.of(), List.of()).ended(), MONDAY)
                        .nextDue())
                .isNull();
    }

    // ---- review ----

    @Test
    void aReviewIsDueAfterTheSecondVisitWithoutResponse() {
        assertThat(review(1, score(-1, 20), score(1, 19))).isNull();
        assertThat(review(2, score(-1, 20), score(1, 12), score(3, 11)))
                .isEqualTo("Review: 2 visits without response, PHQ-9 20 before and 11 now.");
        assertThat(review(2, score(-1, 20), score(1, 12), score(3, 10))).isNull();
        assertThat(review(3, score(-1, 20), score(3, 10), score(5, 15)))
                .isEqualTo("Review: 3 visits without response, PHQ-9 20 before and 15 now.");
    }

    @Test
    void withoutScoresBeforeAndAfterTheReviewSaysSo() {
        String sentence = "Review: 2 visits, and no PHQ-9 before and after to judge them by.";
        assertThat(review(2)).isEqualTo(sentence);
        assertThat(review(2, score(-1, 20))).isEqualTo(sentence);
        assertThat(review(2, score(3, 5))).isEqualTo(sentence);
    }

    @Test
    void aProtocolMayWantNoReview() {
        CourseTemplate never = new CourseTemplate(List.of(3), 28, 1, Scale.PHQ9, 50, 0);
        assertThat(CoursePlan.of(course(never, visits(0, 2, 4), List.of()), MONDAY.plusDays(9))
                        .review())
                .isNull();
    }

    /** Whatever the visits: each is counted once, and no planned day before the last one stands open. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyVisitIsCountedOnce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < random.nextInt(30); i++) {
            visits.add(new Visit("s" + i, at(MONDAY.plusDays(random.nextInt(150) - 5))));
        }
        LocalDate today = MONDAY.plusDays(random.nextInt(200));
        CoursePlan plan = CoursePlan.of(course(TAPER, visits, List.of()), today);

        List<Visit> counted = new ArrayList<>(plan.extra());
        plan.planned().stream()
                .map(CoursePlan.Planned::visit)
                .filter(java.util.Objects::nonNull)
                .forEach(counted::add);
        assertThat(counted).containsExactlyInAnyOrderElementsOf(visits);
        assertThat(plan.planned()).isSortedAccordingTo(java.util.Comparator.comparing(CoursePlan.Planned::on));
        assertThat(plan.nextDue()).isNotNull();
        assertThat(plan.planned())
                .filteredOn(planned -> planned.on().plusDays(1).isBefore(today))
                .noneMatch(planned -> planned.standing() == Standing.DUE || planned.standing() == Standing.PLANNED);
    }

    private record Instants(java.time.LocalDateTime local) {
        java.time.Instant at() {
            return local.atZone(ZONE).toInstant();
        }
    }

    private static @org.jspecify.annotations.Nullable String review(int visits, Score... scores) {
        Sentence review = CoursePlan.of(
                        course(TAPER, visits(0, 2, 4).subList(0, visits), List.of(scores)), MONDAY.plusDays(9))
                .review();
        return review == null ? null : review.english();
    }

    private static Score score(int day, double value) {
        return new Score("s" + day, "entry-1", at(MONDAY.plusDays(day)), value);
    }

    private static List<Visit> visits(int... days) {
        List<Visit> visits = new ArrayList<>();
        for (int day : days) {
            visits.add(new Visit("s" + day, at(MONDAY.plusDays(day))));
        }
        return visits;
    }

    private static java.time.Instant at(LocalDate day) {
        return day.atTime(10, 0).atZone(ZONE).toInstant();
    }

    private static List<Standing> standings(CoursePlan plan) {
        return plan.planned().stream().map(CoursePlan.Planned::standing).toList();
    }

    private static CoursePlan plan(int today, List<Visit> visits) {
        return CoursePlan.of(course(TAPER, visits, List.of()), MONDAY.plusDays(today));
    }

    private static Course course(CourseTemplate template, List<Visit> visits, List<Score> scores) {
        return new Course(
                "course-1",
                new PatientId("DRIPSIM", "SYN-0001"),
                "test",
                template,
                MONDAY,
                ZONE,
                visits,
                scores,
                false);
    }
}
