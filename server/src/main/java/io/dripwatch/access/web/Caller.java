package io.dripwatch.access.web;

import io.dripwatch.access.Action;
import io.dripwatch.access.Bearer;
import io.dripwatch.access.Person;
import io.dripwatch.access.Role;
import io.dripwatch.access.keys.WallScreen;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who has come: a person, a screen on the wall or a program.
 *
 * @param account under which it is known
 * @param name as it stands beside what is done
 * @param there whether the person is there, or their screen is locked
 * @param roles in which role something is allowed; null where it is not
 * @param program what a program has shown; null for people and screens
 */
public record Caller(
        String account,
        String name,
        boolean there,
        Function<Action, @Nullable String> roles,
        @Nullable Bearer program) {

    static Caller of(Person person, String room, boolean there, boolean emergency) {
        Function<Action, @Nullable String> roles = action -> {
            Role role = there || action.onALockedScreen() ? person.roleFor(action, room) : null;
            if (role != null) {
                return role.label();
            }
            boolean broken = emergency && there && person.roleFor(Action.BREAK_GLASS, room) != null;
            return broken && action.inAnEmergency() ? "in an emergency" : null;
        };
        return new Caller(person.id(), person.name(), there, roles, null);
    }

    static Caller of(WallScreen screen) {
        return new Caller(
                "screen " + screen.name(),
                screen.name(),
                true,
                action -> action.allows(Role.SCREEN) ? Role.SCREEN.label() : null,
                null);
    }

    static Caller of(Bearer bearer) {
        return new Caller(
                "program " + bearer.name(),
                bearer.name(),
                true,
                action -> bearer.may(action) ? "program" : null,
                bearer);
    }

    /** Whether they may do something now. */
    public boolean may(Action action) {
        return roles.apply(action) != null;
    }

    /** Whether they may read single resources of a type of FHIR. */
    public boolean reads(String type) {
        return program == null ? may(Action.reading(type)) : program.reads(type);
    }

    /** Whether they may search and export resources of a type of FHIR. */
    public boolean searches(String type) {
        return program == null ? may(Action.reading(type)) : program.searches(type);
    }

    /** How they sign what they do: {@code Ada Example, charge nurse}; the name alone where they may not. */
    String signature(@Nullable Action action) {
        String role = action == null ? null : roles.apply(action);
        return role == null ? name : name + ", " + role;
    }
}
