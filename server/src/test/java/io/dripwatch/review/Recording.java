package io.dripwatch.review;

import io.dripwatch.flow.Freshness;
import io.dripwatch.vitals.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that a bedside monitor showed, row by row.
 *
 * @param name of the file
 * @param every from one row to the next
 * @param rows in their order
 */
public record Recording(String name, Duration every, List<Row> rows) {
    private static final Map<String, Metric> COLUMNS = Map.of(
            "HR", Metric.HEART_RATE,
            "PULSE", Metric.PULSE_RATE,
            "RESP", Metric.RESP_RATE,
            "SpO2", Metric.SPO2,
            "NBPSys", Metric.NIBP_SYS,
            "NBPDias", Metric.NIBP_DIA,
            "NBPMean", Metric.NIBP_MEAN);

    /**
     * One row.
     *
     * @param at since the recording began
     * @param values the numbers, in the metrics' units
     * @param without the metrics for which the row has a column and no number
     */
    public record Row(Duration at, Map<Metric, Double> values, Set<Metric> without) {
        public Row {
            values = Map.copyOf(values);
            without = Set.copyOf(without);
        }

        /** Whether the sensor measures: there is a number, and it is not the zero of an unplugged one. */
        boolean measures(Metric metric) {
            Double value = values.get(metric);
            return value != null && value > 0;
        }
    }

    public Recording {
        rows = List.copyOf(rows);
    }

    /** Reads a file with a header {@code Time [s], HR, PULSE, ...} or {@code sample_minute,HR,...}. */
    public static Recording read(Path file) throws IOException {
        return parse(String.valueOf(file.getFileName()), Files.readAllLines(file));
    }

    /** The same from lines of text. */
    public static Recording parse(String name, List<String> lines) {
        String[] header = lines.get(0).split(",", -1);
        Duration unit = header[0].startsWith("sample_minute") ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<Metric, Double> values = new EnumMap<>(Metric.class);
            Set<Metric> without = EnumSet.noneOf(Metric.class);
            for (int i = 1; i < cells.length; i++) {
                Metric metric = Objects.requireNonNull(COLUMNS.get(header[i].strip()), header[i]);
                Double value = number(cells[i].strip());
                if (value != null) {
                    values.put(metric, value);
                } else if (!Freshness.episodic(metric)) {
                    without.add(metric);
                }
            }
            rows.add(new Row(unit.multipliedBy(Long.parseLong(cells[0].strip())), values, without));
        }
        return new Recording(name, unit, rows);
    }

    private static @Nullable Double number(String cell) {
        return cell.isEmpty() || cell.equals("NaN") ? null : Double.valueOf(cell);
    }

    /** How long it lasts. */
    public Duration length() {
        return rows.get(rows.size() - 1).at().plus(every);
    }

    /** Whether it has a number 0 that an unplugged sensor made, or a row without a number. */
    public boolean hasUnplugged() {
        return rows.stream()
                .anyMatch(row -> !row.without().isEmpty() || !Unplugged.in(row).isEmpty());
    }
}
