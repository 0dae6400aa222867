package io.dripwatch.flow;

import io.dripwatch.flow.CommandRefused.Cause;
import io.dripwatch.session.Course;
import io.dripwatch.session.CourseTemplate;
import io.dripwatch.session.Protocol;
import java.time.Instant;

/** What happens to the commands about courses of treatment. */
final class CourseDesk {
    private final Room room;

    CourseDesk(Room room) {
        this.room = room;
    }

    void start(Command.StartCourse command, Instant now) {
        Protocol protocol = room.plan().protocols().get(command.protocol());
        if (protocol == null) {
            throw new CommandRefused(Cause.NOT_FOUND, "There is no protocol {}.", command.protocol());
        }
        CourseTemplate template = command.template() == null ? protocol.course() : command.template();
        if (template == null) {
            throw new CommandRefused(
                    Cause.CONFLICT, "Protocol {} has no course; say how its sessions are spread.", protocol.id());
        }
        if (room.courses().of(command.patient(), protocol.id()) != null) {
            throw new CommandRefused(Cause.CONFLICT, "This patient is in a course of {} already.", protocol.id());
        }
        if (room.courses().all().size() >= Courses.MOST) {
            throw new CommandRefused(Cause.CONFLICT, "More than {} courses go on; end some first.", Courses.MOST);
        }
        Course course =
                Course.begun(id(now), command.patient(), protocol.id(), template, command.start(), command.zone());
        room.happen(new RoomEvent.CourseChanged(now, command.by(), course, "started"));
        room.courses().settle(room, command.by(), now);
    }

    void edit(Command.EditCourse command, Instant now) {
        Course changed = known(command.course()).planned(command.template(), command.start());
        room.happen(new RoomEvent.CourseChanged(now, command.by(), changed, command.reason()));
        room.courses().settle(room, command.by(), now);
    }

    void end(Command.EndCourse command, Instant now) {
        Course course = known(command.course());
        room.happen(new RoomEvent.CourseChanged(now, command.by(), course.ended(), command.reason()));
    }

    private Course known(String id) {
        Course course = room.courses().byId(id);
        if (course == null) {
            throw new CommandRefused(Cause.NOT_FOUND, "That course does not go on.");
        }
        return course;
    }

    private String id(Instant now) {
        String id = "course-" + Long.toString(now.toEpochMilli(), 36);
        int another = 1;
        String unique = id;
        while (room.courses().byId(unique) != null) {
            another++;
            unique = id + "-" + another;
        }
        return unique;
    }
}
