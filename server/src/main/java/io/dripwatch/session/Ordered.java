package io.dripwatch.session;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Sets of constants in the order of their declaration, so that the same protocol is always written the same. */
final class Ordered {
    private Ordered() {}

    static <E extends Enum<E>> Set<E> set(Collection<E> constants) {
        return constants.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(constants));
    }
}
