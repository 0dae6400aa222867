package io.dripwatch.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.flow.Command;
import io.dripwatch.session.CourseTemplate;
import io.dripwatch.vitals.Scale;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Reads the commands about courses of treatment. */
final class CourseCommands {
    private static final int MOST_DAYS = 365;
    private static final int MOST_WEEKS = 104;

    private CourseCommands() {}

    static Command start(CommandBody body) {
        return new Command.StartCourse(
                body.by(),
                body.within("patient").patientId(),
                body.text("protocol"),
                body.has("template") ? template(body.within("template")) : null,
                body.day("start"),
                zone(body.optional("zone")));
    }

    static Command edit(String course, CommandBody body) {
        return new Command.EditCourse(
                body.by(), course, template(body.within("template")), body.day("start"), body.reason("reason"));
    }

    private static CourseTemplate template(CommandBody body) {
        List<Integer> perWeek = new ArrayList<>();
        for (JsonNode week : body.json().path("perWeek")) {
            perWeek.add(week.asInt(-1));
        }
        if (perWeek.isEmpty() || perWeek.size() > MOST_WEEKS) {
            throw new IllegalArgumentException("expected the sessions of 1 to " + MOST_WEEKS + " weeks in perWeek");
        }
        double percent = body.number("responsePercent");
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("expected responsePercent above 0 and up to 100");
        }
        return new CourseTemplate(
                perWeek,
                body.whole("thenEveryDays", 0, MOST_DAYS),
                body.whole("toleranceDays", 0, MOST_DAYS),
                Scale.ofId(body.text("outcome")),
                percent,
                body.whole("reviewAfter", 0, MOST_DAYS));
    }

    /** The server's own where none is named. */
    private static ZoneId zone(String name) {
        try {
            return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a time zone such as Europe/Berlin in zone", e);
        }
    }
}
