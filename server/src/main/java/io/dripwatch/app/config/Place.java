package io.dripwatch.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Names the place in a document where something is refused. */
final class Place {
    private Place() {}

    /**
     * What {@code making} makes.
     *
     * @throws IllegalArgumentException as {@code making} throws it, with the place before its sentence
     */
    static <T> T at(String place, Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            String sentence = String.valueOf(e.getMessage());
            String between = sentence.startsWith("expected") ? ": " : ".";
            throw new IllegalArgumentException(place + between + sentence, e);
        }
    }

    /** What {@code making} makes of each entry of a list; nothing of a list that was left out. */
    static <A, B> List<B> each(String list, @Nullable List<A> entries, Function<A, B> making) {
        List<B> made = new ArrayList<>();
        for (int i = 0; entries != null && i < entries.size(); i++) {
            A entry = entries.get(i);
            made.add(at(list + "[" + i + "]", () -> making.apply(entry)));
        }
        return made;
    }
}
