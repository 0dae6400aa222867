package io.dripwatch.session;

import io.dripwatch.session.Course.Score;
import io.dripwatch.session.Course.Visit;
import io.dripwatch.vitals.Scale;
import io.dripwatch.vitals.Sentence;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A course of treatment compared with its plan on one day.
 *
 * @param planned every planned visit up to the next one, in their order
 * @param extra visits that no plan asked for
 * @param nextDue the day of the next planned visit that was not made and can still be; null where there is none
 * @param review why a review is due, in one sentence; null where none is
 */
public record CoursePlan(
        List<Planned> planned,
        List<Visit> extra,
        @Nullable LocalDate nextDue,
        @Nullable Sentence review) {
    /** A plan ends here at the latest. */
    private static final int MOST_VISITS = 1000;

    /** How a planned visit stands. */
    public enum Standing {
        /** Later. */
        PLANNED,
        /** About now. */
        DUE,
        /** Made within the tolerance. */
        DONE,
        /** Made before it. */
        EARLY,
        /** Made after it. */
        LATE,
        /** Not made, and its time has passed. */
        MISSED
    }

    /**
     * One planned visit.
     *
     * @param on its day
     * @param standing how it stands
     * @param visit the session that was it; null where none was
     */
    public record Planned(
            LocalDate on, Standing standing, @Nullable Visit visit) {}

    public CoursePlan {
        planned = List.copyOf(planned);
        extra = List.copyOf(extra);
    }

    /** How a course stands on a day. */
    public static CoursePlan of(Course course, LocalDate today) {
        return new Comparing(course, today).plan();
    }

    /** Visits are given to planned days: the nearest within the tolerance first, then what is left as late or early. */
    private static final class Comparing {
        private final Course course;
        private final LocalDate today;
        private final int tolerance;
        private final int inWeeks;
        private final List<LocalDate> days;
        private final Map<Integer, Visit> made = new HashMap<>();
        private final List<Visit> left;

        Comparing(Course course, LocalDate today) {
            this.course = course;
            this.today = today;
            this.tolerance = course.template().toleranceDays();
            this.inWeeks = course.template().perWeek().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            this.days = days();
            this.left = new ArrayList<>(course.visits());
        }

        CoursePlan plan() {
            for (int off = 0; off <= tolerance; off++) {
                onTime(off);
            }
            left.removeIf(this::lateOrEarly);
            int lastMade = made.keySet().stream().max(Integer::compare).orElse(0);
            int lastToSay = Math.max(inWeeks, lastMade);
            List<Planned> planned = new ArrayList<>();
            LocalDate nextDue = null;
            for (int i = 0; i < days.size(); i++) {
                Planned visit = planned(i);
                planned.add(visit);
                boolean open = visit.standing() == Standing.DUE || visit.standing() == Standing.PLANNED;
                nextDue = nextDue == null && open ? visit.on() : nextDue;
                if (nextDue != null && i >= lastToSay) {
                    break;
                }
            }
            return new CoursePlan(planned, left, course.over() ? null : nextDue, course.over() ? null : review(course));
        }

        private void onTime(int daysOff) {
            for (int i = 0; i < days.size(); i++) {
                LocalDate planned = days.get(i);
                if (made.containsKey(i)) {
                    continue;
                }
                for (Visit visit : left) {
                    if (Math.abs(ChronoUnit.DAYS.between(planned, day(visit))) == daysOff) {
                        made.put(i, visit);
                        left.remove(visit);
                        break;
                    }
                }
            }
        }

        /** Late for the planned visit before it where that was not made; else early for the next if that is nearer. */
        private boolean lateOrEarly(Visit visit) {
            int next = 0;
            while (next < days.size() && !days.get(next).isAfter(day(visit))) {
                next++;
            }
            int before = next - 1;
            if (before >= 0 && !made.containsKey(before)) {
                made.put(before, visit);
                return true;
            }
            boolean nearer = before < 0
                    || (next < days.size()
                            && ChronoUnit.DAYS.between(day(visit), days.get(next))
                                    < ChronoUnit.DAYS.between(days.get(before), day(visit)));
            if (next < days.size() && nearer && !made.containsKey(next)) {
                made.put(next, visit);
                return true;
            }
            return false;
        }

        private Planned planned(int i) {
            LocalDate on = days.get(i);
            Visit visit = made.get(i);
            if (visit != null) {
                long off = ChronoUnit.DAYS.between(on, day(visit));
                Standing standing = off > tolerance ? Standing.LATE : off < -tolerance ? Standing.EARLY : Standing.DONE;
                return new Planned(on, standing, visit);
            }
            if (today.isAfter(on.plusDays(tolerance))) {
                return new Planned(on, Standing.MISSED, null);
            }
            return new Planned(on, today.isBefore(on.minusDays(tolerance)) ? Standing.PLANNED : Standing.DUE, null);
        }

        private LocalDate day(Visit visit) {
            return course.day(visit.at());
        }

        /**
         * The planned days: those of the weeks, spread evenly, and then one after the other until two lie beyond today
         * and the last visit, which may have been early for the first of them.
         */
        private List<LocalDate> days() {
            List<LocalDate> all = new ArrayList<>();
            List<Integer> perWeek = course.template().perWeek();
            for (int week = 0; week < perWeek.size(); week++) {
                int count = perWeek.get(week);
                for (int i = 0; i < count; i++) {
                    all.add(course.start().plusDays(week * 7L + i * 7L / count));
                }
            }
            int every = course.template().thenEveryDays();
            LocalDate until = today;
            for (Visit visit : course.visits()) {
                until = day(visit).isAfter(until) ? day(visit) : until;
            }
            LocalDate last = all.isEmpty() ? course.start().minusDays(every) : all.get(all.size() - 1);
            int beyond = 0;
            while (every > 0 && beyond < 2 && all.size() < MOST_VISITS) {
                last = last.plusDays(every);
                all.add(last);
                beyond += last.isAfter(until.plusDays(tolerance)) ? 1 : 0;
            }
            return all;
        }
    }

    private static @Nullable Sentence review(Course course) {
        int after = course.template().reviewAfter();
        int visits = course.visits().size();
        if (after == 0 || visits < after) {
            return null;
        }
        Scale scale = course.template().outcome();
        Score before = before(course);
        Score now = course.scores().isEmpty()
                ? null
                : course.scores().get(course.scores().size() - 1);
        boolean judged = before != null
                && now != null
                && now.at().isAfter(course.visits().get(0).at());
        if (!judged || before == null || now == null) {
            return Sentence.of("Review: {} visits, and no {} before and after to judge them by.", visits, scale);
        }
        double responseAtMost = before.value() * (1 - course.template().responsePercent() / 100);
        return now.value() <= responseAtMost
                ? null
                : Sentence.of(
                        "Review: {} visits without response, {} {} before and {} now.",
                        visits,
                        scale,
                        before.value(),
                        now.value());
    }

    /** The last score that was so when the drug first ran; null where there is none. */
    private static @Nullable Score before(Course course) {
        Score before = null;
        for (Score score : course.scores()) {
            if (!score.at().isAfter(course.visits().get(0).at())) {
                before = score;
            }
        }
        return before;
    }
}
