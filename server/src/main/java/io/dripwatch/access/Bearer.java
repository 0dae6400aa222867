package io.dripwatch.access;

import java.util.Set;

/**
 * A program that has shown who it is with each request: an EHR, or whatever gathers the server's numbers.
 *
 * @param name of the program
 * @param scopes what it may read
 * @param full whether it gets every Observation where it does not say how many it wants
 */
public record Bearer(String name, Set<Scope> scopes, boolean full) {
    public Bearer {
        scopes = Set.copyOf(scopes);
    }

    /** Whether it may do something. */
    public boolean may(Action action) {
        return scopes.stream().anyMatch(scope -> scope.allows(action));
    }

    /** Whether it may read single resources of a type. */
    public boolean reads(String type) {
        return scopes.stream().anyMatch(scope -> scope.reads() && scope.covers(type));
    }

    /** Whether it may search and export the resources of a type. */
    public boolean searches(String type) {
        return scopes.stream().anyMatch(scope -> scope.searches() && scope.covers(type));
    }

    /** Whether it may be told of what is new, as far as it may read it. */
    public boolean subscribes() {
        return scopes.stream().anyMatch(Scope::writes);
    }
}
