package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dripwatch.session.Course;
import io.dripwatch.session.CoursePlan;
import io.dripwatch.session.CourseTemplate;
import io.dripwatch.wording.Wording;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Writes the course of treatment that a session is part of. */
final class CourseView {
    private CourseView() {}

    /** As the field {@code course}; null where there is none. */
    static void write(JsonGenerator json, Wording words, @Nullable Course course, Instant now) throws IOException {
        if (course == null) {
            json.writeNullField("course");
            return;
        }
        CoursePlan plan = CoursePlan.of(course, course.day(now));
        json.writeObjectFieldStart("course");
        json.writeStringField("id", course.id());
        json.writeStringField("start", course.start().toString());
        template(json, course.template());
        json.writeNumberField("visits", course.visits().size());
        json.writeStringField("nextDue", day(plan.nextDue()));
        json.writeStringField("review", plan.review() == null ? null : words.say(plan.review()));
        json.writeArrayFieldStart("planned");
        for (CoursePlan.Planned planned : plan.planned()) {
            json.writeStartObject();
            json.writeStringField("on", day(planned.on()));
            json.writeStringField("standing", CommandBody.wordOf(planned.standing()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("scores");
        for (Course.Score score : course.scores()) {
            json.writeStartObject();
            json.writeNumberField("at", score.at().toEpochMilli());
            ChairView.number(json, "value", score.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void template(JsonGenerator json, CourseTemplate template) throws IOException {
        json.writeObjectFieldStart("template");
        json.writeArrayFieldStart("perWeek");
        for (int count : template.perWeek()) {
            json.writeNumber(count);
        }
        json.writeEndArray();
        json.writeNumberField("thenEveryDays", template.thenEveryDays());
        json.writeNumberField("toleranceDays", template.toleranceDays());
        json.writeStringField("outcome", template.outcome().id());
        json.writeNumberField("responsePercent", template.responsePercent());
        json.writeNumberField("reviewAfter", template.reviewAfter());
        json.writeEndObject();
    }

    private static @Nullable String day(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }
}
