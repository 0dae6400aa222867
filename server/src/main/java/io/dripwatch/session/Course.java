package io.dripwatch.session;

import io.dripwatch.vitals.PatientId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A patient's course of treatment: the visits that were planned, and what came of them. {@link CoursePlan} compares.
 *
 * @param id unique for ever
 * @param patient whose
 * @param protocol id of the protocol of its sessions
 * @param template how its sessions are spread; this patient's own copy
 * @param start the day of the first planned visit
 * @param zone of the clinic, in which days are counted
 * @param visits sessions in which the drug ran, the earliest first
 * @param scores of the outcome scale of the template, the earliest first
 * @param over whether it has ended
 */
public record Course(
        String id,
        PatientId patient,
        String protocol,
        CourseTemplate template,
        LocalDate start,
        ZoneId zone,
        List<Visit> visits,
        List<Score> scores,
        boolean over) {

    /**
     * A session in which the drug ran.
     *
     * @param session its id
     * @param at when the drug first ran
     */
    public record Visit(String session, Instant at) {}

    /**
     * A score of the outcome scale.
     *
     * @param session in which it was charted
     * @param entry id of the entry in that session's chart
     * @param at when it was so
     * @param value the points
     */
    public record Score(String session, String entry, Instant at, double value) {}

    public Course {
        visits = visits.stream().sorted(Comparator.comparing(Visit::at)).toList();
        scores = scores.stream().sorted(Comparator.comparing(Score::at)).toList();
    }

    /** A course of which nothing has happened yet. */
    public static Course begun(
            String id, PatientId patient, String protocol, CourseTemplate template, LocalDate start, ZoneId zone) {
        return new Course(id, patient, protocol, template, start, zone, List.of(), List.of(), false);
    }

    /** The day of the clinic on which this was. */
    public LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /**
     * The course after what is known of a session: a visit where the drug has run, and the scores that hold now. A
     * session of another patient or protocol leaves no trace, also where it was taken for this one before.
     */
    public Course after(Session session) {
        List<Visit> visited = new ArrayList<>(visits);
        visited.removeIf(visit -> visit.session().equals(session.id()));
        List<Score> scored = new ArrayList<>(scores);
        scored.removeIf(score -> score.session().equals(session.id()));
        if (concerns(session)) {
            if (session.dosingSince() != null) {
                visited.add(new Visit(session.id(), session.dosingSince()));
            }
            for (ChartEntry entry : session.chart().current()) {
                if (entry.scale() == template.outcome() && entry.value() != null) {
                    scored.add(new Score(session.id(), entry.id(), entry.at(), entry.value()));
                }
            }
        }
        return new Course(id, patient, protocol, template, start, zone, visited, scored, over);
    }

    /** The course with another plan; scores of another scale than the new one are left behind. */
    public Course planned(CourseTemplate changed, LocalDate begin) {
        List<Score> kept = changed.outcome() == template.outcome() ? scores : List.of();
        return new Course(id, patient, protocol, changed, begin, zone, visits, kept, over);
    }

    public Course ended() {
        return new Course(id, patient, protocol, template, start, zone, visits, scores, true);
    }

    /** Whether the session, if there is one, is of this patient and protocol. */
    public boolean concerns(@Nullable Session session) {
        return session != null
                && session.patient() != null
                && session.patient().id().equals(patient)
                && session.protocol().id().equals(protocol);
    }
}
