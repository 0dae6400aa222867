package io.dripwatch.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What somebody is in a room; what that allows stands in {@link Action}. */
public enum Role {
    NURSE,
    CHARGE_NURSE,
    PHYSICIAN,
    BIOMED,
    AUDITOR,
    ADMINISTRATOR,
    /** No person: a wall screen, which sees its room and can do nothing. */
    SCREEN;

    /** As it is written in files and commands: {@code charge-nurse}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As it stands behind a name: {@code charge nurse}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether a person can be that. */
    public boolean ofPeople() {
        return this != SCREEN;
    }

    /**
     * The role of a word.
     *
     * @throws IllegalArgumentException naming all roles of people, where it is none of them
     */
    public static Role ofWord(String word) {
        for (Role role : values()) {
            if (role.ofPeople() && role.word().equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("expected one of "
                + Arrays.stream(values()).filter(Role::ofPeople).map(Role::word).collect(Collectors.joining(", "))
                + ", got " + word);
    }
}
