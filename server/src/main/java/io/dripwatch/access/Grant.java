package io.dripwatch.access;

/**
 * Somebody has a role in a room.
 *
 * @param role the role
 * @param room the name of the room; {@link #EVERYWHERE} for all
 */
public record Grant(Role role, String room) {
    /** All rooms. */
    public static final String EVERYWHERE = "*";

    public Grant {
        if (!role.ofPeople() || room.isBlank()) {
            throw new IllegalArgumentException("expected a role of people and a room, got " + role + " in " + room);
        }
    }

    /**
     * Reads {@code nurse} or {@code nurse@East}.
     *
     * @throws IllegalArgumentException where it is neither
     */
    public static Grant of(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? new Grant(Role.ofWord(text.strip()), EVERYWHERE)
                : new Grant(
                        Role.ofWord(text.substring(0, at).strip()),
                        text.substring(at + 1).strip());
    }

    /** Whether it holds in a room. */
    public boolean in(String name) {
        return room.equals(EVERYWHERE) || room.equals(name);
    }

    /** As it is read: {@code nurse} or {@code nurse@East}. */
    @Override
    public String toString() {
        return room.equals(EVERYWHERE) ? role.word() : role.word() + "@" + room;
    }
}
