package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.rest.Encounters;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entry;
import io.dripwatch.session.Course;
import java.util.List;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;

/** A course of treatment. */
final class CarePlanResource {
    private CarePlanResource() {}

    /**
     * The plan as it last was.
     *
     * @param entries every change of one course, its beginning first
     * @param encounters where to find the visit of a session
     */
    static CarePlan of(List<Entry> entries, Reference subject, Encounters encounters) {
        Entry last = entries.get(entries.size() - 1);
        Course course = ((RoomEvent.CourseChanged) last.event()).course();
        CarePlan plan = Filed.under(new CarePlan(), entries.get(0), last);
        plan.setStatus(course.over() ? CarePlanStatus.COMPLETED : CarePlanStatus.ACTIVE)
                .setIntent(CarePlanIntent.PLAN)
                .setTitle(course.protocol())
                .setSubject(subject)
                .setPeriod(new Period()
                        .setStartElement(new DateTimeType(course.start().toString())))
                .addNote(new Annotation().setText(words(course)));
        for (Course.Visit visit : course.visits()) {
            Long encounter = encounters.of(visit.session());
            if (encounter != null) {
                plan.addActivity()
                        .addOutcomeReference(new Reference("Encounter/" + encounter))
                        .getDetail()
                        .setStatus(CarePlanActivityStatus.COMPLETED)
                        .setScheduled(Filed.period(visit.at(), null));
            }
        }
        return plan;
    }

    private static String words(Course course) {
        int then = course.template().thenEveryDays();
        return "Sessions a week: " + course.template().perWeek() + (then == 0 ? "" : ", then every " + then + " days");
    }
}
