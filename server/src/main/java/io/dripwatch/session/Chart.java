package io.dripwatch.session;

import io.dripwatch.vitals.Scale;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that people charted in a session.
 *
 * @param entries in the order in which they were written, amended ones too
 */
public record Chart(List<ChartEntry> entries) {
    /** Nothing charted. */
    public static final Chart EMPTY = new Chart(List.of());

    public Chart {
        entries = List.copyOf(entries);
    }

    Chart with(ChartEntry entry) {
        List<ChartEntry> more = new ArrayList<>(entries);
        more.add(entry);
        return new Chart(more);
    }

    /** The entries that hold now: not amended and not withdrawn. */
    public List<ChartEntry> current() {
        Set<String> amended = new HashSet<>();
        entries.forEach(entry -> amended.add(entry.amends() == null ? "" : entry.amends()));
        return entries.stream()
                .filter(entry -> !entry.withdrawn() && !amended.contains(entry.id()))
                .toList();
    }

    /** The entry that holds now under this id; null where there is none. */
    public @Nullable ChartEntry current(String id) {
        for (ChartEntry entry : current()) {
            if (entry.id().equals(id)) {
                return entry;
            }
        }
        return null;
    }

    /** The latest score of a scale; null where it was never scored. */
    public @Nullable ChartEntry latest(Scale scale) {
        ChartEntry latest = null;
        for (ChartEntry entry : current()) {
            if (entry.scale() == scale && (latest == null || !entry.at().isBefore(latest.at()))) {
                latest = entry;
            }
        }
        return latest;
    }
}
