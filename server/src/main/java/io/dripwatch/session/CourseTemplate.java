package io.dripwatch.session;

import io.dripwatch.vitals.Scale;
import java.util.List;

/**
 * How the sessions of a course of treatment are spread, as a clinic publishes it; a patient's own course may be edited.
 *
 * @param perWeek sessions in week 1, 2, ...
 * @param thenEveryDays days between the sessions after those weeks; 0 where there are none
 * @param toleranceDays how many days off still count as on time
 * @param outcome the scale on which the response is judged, lower is better
 * @param responsePercent how far it must have fallen to count as a response
 * @param reviewAfter after how many sessions without response a review is due; 0 for never
 */
public record CourseTemplate(
        List<Integer> perWeek,
        int thenEveryDays,
        int toleranceDays,
        Scale outcome,
        double responsePercent,
        int reviewAfter) {
    public CourseTemplate {
        perWeek = List.copyOf(perWeek);
        if (perWeek.stream().anyMatch(count -> count < 0 || count > 7)) {
            throw new IllegalArgumentException("expected 0 to 7 sessions a week");
        }
        if (thenEveryDays < 0 || toleranceDays < 0 || reviewAfter < 0) {
            throw new IllegalArgumentException("expected days and counts of zero or more in a course");
        }
    }
}
