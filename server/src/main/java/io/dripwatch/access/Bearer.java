package io.dripwatch.access;

import java.util.Set;

/**
 * A program that has shown who it is with each request: an EHR, or whatever gathers the server's numbers.
 *
 * @param name of the program
 * @param scopes what it may read
 */
public record Bearer(String name, Set<Scope> scopes) {
    public Bearer {
        scopes = Set.copyOf(scopes);
    }

    /** Whether it may do something. */
    public boolean may(Action action) {
        return scopes.stream().anyMatch(scope -> scope.allows(action));
    }
}
