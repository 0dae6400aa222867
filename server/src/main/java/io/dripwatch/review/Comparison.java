package io.dripwatch.review;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The alarms of one session, compared with those of the same session under something else. Each has one partner at
 * most, so that before less vanished plus appeared is after.
 *
 * @param staying those that are in both
 * @param appearing those that are only after
 * @param vanishing those that were only before
 */
public record Comparison(List<Pair> staying, List<Episode> appearing, List<Episode> vanishing) {

    /** The same alarm, before and after. */
    public record Pair(Episode before, Episode after) {
        /** Whether it is more or less urgent now. */
        public boolean changesPriority() {
            return before.priority() != after.priority();
        }
    }

    public Comparison {
        staying = List.copyOf(staying);
        appearing = List.copyOf(appearing);
        vanishing = List.copyOf(vanishing);
    }

    /**
     * Compares.
     *
     * @param before of one session, in the order in which they began
     * @param after of the same session, in the same order
     */
    static Comparison of(List<Episode> before, List<Episode> after) {
        List<Pair> staying = new ArrayList<>();
        List<Episode> vanishing = new ArrayList<>();
        Set<Episode> alone = new LinkedHashSet<>(after);
        for (Episode was : before) {
            Episode is = partner(was, alone);
            if (is == null) {
                vanishing.add(was);
            } else {
                alone.remove(is);
                staying.add(new Pair(was, is));
            }
        }
        return new Comparison(staying, List.copyOf(alone), vanishing);
    }

    private static @Nullable Episode partner(Episode was, Set<Episode> alone) {
        for (Episode is : alone) {
            if (was.meets(is)) {
                return is;
            }
        }
        return null;
    }

    /** Whether nothing came, went or changed. */
    public boolean same() {
        return differences() == 0;
    }

    /** How many came, went or changed their priority. */
    public int differences() {
        return appearing.size()
                + vanishing.size()
                + (int) staying.stream().filter(Pair::changesPriority).count();
    }
}
