package io.dripwatch.vitals;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Words of this program with what stands in them, so that they can be kept now and said later in another language and
 * in other units.
 *
 * @param pattern the English words, with {} where a part stands
 * @param parts as many as there are {}, in their order; none where the pattern is an old record's whole sentence
 */
public record Sentence(String pattern, List<Said> parts) implements Said {
    /** Nothing is said. */
    public static final Sentence NONE = of("");

    private static final String HOLE = "{}";
    private static final String ROLE = ", ";

    public Sentence {
        parts = List.copyOf(parts);
        if (!parts.isEmpty() && holes(pattern) != parts.size()) {
            throw new IllegalArgumentException("expected a part for each {} of " + pattern + ", got " + parts.size());
        }
    }

    /** Words with parts, each as {@link Said#of(Object)} takes it. */
    public static Sentence of(String pattern, Object... parts) {
        return new Sentence(pattern, Stream.of(parts).map(Said::of).toList());
    }

    /** One after the other. */
    public static Sentence joined(String between, List<? extends Said> parts) {
        return new Sentence(String.join(between, Collections.nCopies(parts.size(), HOLE)), List.copyOf(parts));
    }

    /** Who signed, as {@code Ada Example, charge nurse}: the role behind the name is words of this program. */
    public static Sentence signed(String by) {
        int role = by.lastIndexOf(ROLE);
        return role < 0 ? of(HOLE, by) : of("{}, {}", by.substring(0, role), of(by.substring(role + ROLE.length())));
    }

    private static int holes(String pattern) {
        int count = 0;
        for (int at = pattern.indexOf(HOLE); at >= 0; at = pattern.indexOf(HOLE, at + HOLE.length())) {
            count++;
        }
        return count;
    }

    /** As the program itself says it. */
    public String english() {
        return by(Speaker.ENGLISH);
    }

    @Override
    public Kind kind() {
        return Kind.SENTENCE;
    }

    @Override
    public String by(Speaker speaker) {
        String said = speaker.pattern(pattern);
        StringBuilder whole = new StringBuilder(said.length() + 16);
        int from = 0;
        for (Said part : parts) {
            int hole = said.indexOf(HOLE, from);
            whole.append(said, from, hole).append(part.by(speaker));
            from = hole + HOLE.length();
        }
        return whole.append(said, from, said.length()).toString();
    }

    /** Whether there is nothing to say. */
    public boolean isEmpty() {
        return pattern.isEmpty();
    }
}
