package io.dripwatch.access;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs in.
 *
 * @param id under which: 1 to 40 lower-case letters, digits, dots, dashes, at signs and underscores
 * @param name as it stands beside what is done: 1 to 40 characters
 * @param grants what they are, and where
 */
public record Person(String id, String name, List<Grant> grants) {
    /** How many characters a name may have. */
    public static final int LONGEST_NAME = 40;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.@_-]{0,39}");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}][\\p{L}\\p{M}\\p{N} .'\u2019-]{0,39}");

    public Person {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "expected an account of 1 to 40 lower-case letters, digits and .@_-, beginning with a letter or"
                            + " digit");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("expected a name of 1 to 40 letters, digits, blanks and .'-");
        }
        grants = List.copyOf(grants);
    }

    /** In which role they may do something in a room, the first that was given; null where they may not. */
    public @Nullable Role roleFor(Action action, String room) {
        for (Grant grant : grants) {
            if (grant.in(room) && action.allows(grant.role())) {
                return grant.role();
            }
        }
        return null;
    }

    /** What they are in a room at all. */
    public List<Role> rolesIn(String room) {
        return grants.stream()
                .filter(grant -> grant.in(room))
                .map(Grant::role)
                .distinct()
                .toList();
    }

    /** How they sign what they do in a role: {@code Ada Example, charge nurse}. */
    public String signature(Role role) {
        return name + ", " + role.label();
    }
}
