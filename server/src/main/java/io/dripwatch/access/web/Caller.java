package io.dripwatch.access.web;

import io.dripwatch.access.Action;
import io.dripwatch.access.Bearer;
import io.dripwatch.access.Grant;
import io.dripwatch.access.Person;
import io.dripwatch.access.Role;
import io.dripwatch.access.keys.WallScreen;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who has come: a person, a screen on the wall or a program.
 *
 * @param account under which it is known
 * @param name as it stands beside what is done
 * @param there whether the person is there, or their screen is locked
 * @param rooms of this server
 * @param roles in which role something is allowed in a room; null where it is not
 * @param program what a program has shown; null for people and screens
 */
public record Caller(
        String account,
        String name,
        boolean there,
        List<String> rooms,
        BiFunction<Action, String, @Nullable String> roles,
        @Nullable Bearer program) {

    static Caller of(Person person, List<String> rooms, boolean there, boolean emergency) {
        BiFunction<Action, String, @Nullable String> roles = (action, room) -> {
            Role role = there || action.onALockedScreen() ? person.roleFor(action, room) : null;
            if (role != null) {
                return role.label();
            }
            boolean broken = emergency && there && person.roleFor(Action.BREAK_GLASS, room) != null;
            return broken && action.inAnEmergency() ? "in an emergency" : null;
        };
        return new Caller(person.id(), person.name(), there, rooms, roles, null);
    }

    static Caller of(WallScreen screen, List<String> rooms) {
        return new Caller(
                "screen " + screen.name(),
                screen.name(),
                true,
                rooms,
                (action, room) -> screen.in(room) && action.allows(Role.SCREEN) ? Role.SCREEN.label() : null,
                null);
    }

    /** Programs read the chart of all rooms. */
    static Caller of(Bearer bearer) {
        return new Caller(
                "program " + bearer.name(),
                bearer.name(),
                true,
                List.of(Grant.EVERYWHERE),
                (action, room) -> bearer.may(action) ? "program" : null,
                bearer);
    }

    /** In which rooms they may do something now. */
    List<String> rooms(Action action) {
        return rooms.stream().filter(room -> roles.apply(action, room) != null).toList();
    }

    /** Whether they may do something now: in any room; in each of them, where it is about all. */
    public boolean may(Action action) {
        int allowed = rooms(action).size();
        return action.ofAllRooms() ? allowed == rooms.size() : allowed > 0;
    }

    /**
     * Whether they may do something now in a room.
     *
     * @param room null for what is in no room that there is: only who may do it in all of them may do it there
     */
    boolean may(Action action, @Nullable String room) {
        return room == null ? rooms(action).size() == rooms.size() : roles.apply(action, room) != null;
    }

    /** Whether they may read single resources of a type of FHIR. */
    public boolean reads(String type) {
        return program == null ? may(Action.reading(type)) : program.reads(type);
    }

    /** Whether they may search and export resources of a type of FHIR. */
    public boolean searches(String type) {
        return program == null ? may(Action.reading(type)) : program.searches(type);
    }

    /**
     * How they sign what they do: {@code Ada Example, charge nurse}; the name alone where they may not.
     *
     * @param room in which they do it; null where it is not said
     */
    String signature(@Nullable Action action, @Nullable String room) {
        if (action == null) {
            return name;
        }
        String role = (room == null ? rooms : List.of(room))
                .stream()
                        .map(each -> roles.apply(action, each))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        return role == null ? name : name + ", " + role;
    }
}
