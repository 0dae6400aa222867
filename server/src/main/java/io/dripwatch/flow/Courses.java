package io.dripwatch.flow;

import io.dripwatch.session.Course;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.PatientId;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The courses of treatment that go on. */
public final class Courses {
    static final int MOST = 10_000;

    private final Map<String, Course> byId = new LinkedHashMap<>();

    /** In the order in which they were started. */
    public Collection<Course> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** Null where no such course goes on. */
    public @Nullable Course byId(String id) {
        return byId.get(id);
    }

    /** The course of a patient under a protocol; null where none goes on. */
    public @Nullable Course of(PatientId patient, String protocol) {
        for (Course course : byId.values()) {
            if (course.patient().equals(patient) && course.protocol().equals(protocol)) {
                return course;
            }
        }
        return null;
    }

    /** The course that a session is part of; null where it is of none. */
    public @Nullable Course of(Session session) {
        return session.patient() == null
                ? null
                : of(session.patient().id(), session.protocol().id());
    }

    void keep(Course course) {
        if (course.over()) {
            byId.remove(course.id());
        } else {
            byId.put(course.id(), course);
        }
    }

    /** Takes up what an event says about a session, where it can matter to a course. */
    void follow(Room room, RoomEvent event) {
        boolean matters = event.kind() == RoomEvent.Kind.SESSION_OPENED
                || event.kind() == RoomEvent.Kind.STAGE_MOVED
                || event.kind() == RoomEvent.Kind.PATIENT_IDENTIFIED
                || event.kind() == RoomEvent.Kind.CHARTED;
        Chair chair = event.chair() == null ? null : room.chair(event.chair());
        if (matters && chair != null && chair.session() != null) {
            settle(room, chair.session(), event.by(), event.at());
        }
    }

    /** Takes up what is known of the open sessions. */
    void settle(Room room, String by, Instant now) {
        for (Chair chair : room.chairs()) {
            if (chair.session() != null) {
                settle(room, chair.session(), by, now);
            }
        }
    }

    private void settle(Room room, Session session, String by, Instant now) {
        for (Course course : List.copyOf(byId.values())) {
            Course after = course.after(session);
            if (!after.equals(course)) {
                room.happen(new RoomEvent.CourseChanged(now, by, after, session.id()));
            }
        }
    }
}
