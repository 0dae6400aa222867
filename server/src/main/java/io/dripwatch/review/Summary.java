package io.dripwatch.review;

import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Many outcomes, counted by limit. */
public final class Summary {
    private final Map<String, Row> rows = new TreeMap<>();
    private final Row all = new Row();
    private Duration watched = Duration.ZERO;
    private int recorded;
    private int lost;
    private int added;
    private int otherPriority;

    /** The counts of one limit. */
    public static final class Row {
        private final Map<Priority, Integer> before = new EnumMap<>(Priority.class);
        private final Map<Priority, Integer> after = new EnumMap<>(Priority.class);
        private int appearing;
        private int vanishing;
        private int changing;

        private Row() {}

        /** How many alarms of this priority its own protocol makes. */
        public int before(Priority priority) {
            return before.getOrDefault(priority, 0);
        }

        /** How many alarms of this priority the other protocol makes. */
        public int after(Priority priority) {
            return after.getOrDefault(priority, 0);
        }

        public int before() {
            return before.values().stream().mapToInt(Integer::intValue).sum();
        }

        public int after() {
            return after.values().stream().mapToInt(Integer::intValue).sum();
        }

        public int appearing() {
            return appearing;
        }

        public int vanishing() {
            return vanishing;
        }

        /** How many stay with another priority. */
        public int changing() {
            return changing;
        }
    }

    private Summary() {}

    public static Summary of(List<Outcome> outcomes) {
        Summary summary = new Summary();
        outcomes.forEach(summary::take);
        return summary;
    }

    private void take(Outcome outcome) {
        watched = watched.plus(Duration.between(outcome.opened().at(), outcome.end()));
        for (Episode episode : outcome.before()) {
            row(episode).before.merge(episode.priority(), 1, Integer::sum);
            all.before.merge(episode.priority(), 1, Integer::sum);
        }
        for (Episode episode : outcome.after()) {
            row(episode).after.merge(episode.priority(), 1, Integer::sum);
            all.after.merge(episode.priority(), 1, Integer::sum);
        }
        changes(outcome.change());
        Comparison doubt = outcome.doubt();
        recorded += outcome.recorded().size();
        lost += doubt.vanishing().size();
        added += doubt.appearing().size();
        otherPriority += changing(doubt);
    }

    private void changes(Comparison change) {
        for (Episode episode : change.appearing()) {
            row(episode).appearing++;
            all.appearing++;
        }
        for (Episode episode : change.vanishing()) {
            row(episode).vanishing++;
            all.vanishing++;
        }
        for (Comparison.Pair pair : change.staying()) {
            if (pair.changesPriority()) {
                row(pair.before()).changing++;
                all.changing++;
            }
        }
    }

    private static int changing(Comparison comparison) {
        return (int) comparison.staying().stream()
                .filter(Comparison.Pair::changesPriority)
                .count();
    }

    private Row row(Episode episode) {
        return rows.computeIfAbsent(LimitName.of(episode.key()), unused -> new Row());
    }

    /** By the name of the limit, in the order of the alphabet. */
    public Map<String, Row> rows() {
        return rows;
    }

    /** All limits together. */
    public Row all() {
        return all;
    }

    public double bedHours() {
        return watched.toMillis() / 3_600_000.0;
    }

    /** How many alarms were recorded. */
    public int recorded() {
        return recorded;
    }

    /** How many recorded alarms do not come back under their own protocol. */
    public int lost() {
        return lost;
    }

    /** How many alarms their own protocol makes that were not recorded. */
    public int added() {
        return added;
    }

    /** How many recorded alarms come back with another priority. */
    public int otherPriority() {
        return otherPriority;
    }
}
