package io.dripwatch.sim.replay;

import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A recording as the BIDMC data set writes it: a header {@code Time [s], HR, PULSE, RESP, SpO2} and one row a second.
 * An empty value or NaN means that the monitor had none.
 */
final class VitalsFile {
    private static final Map<String, Sign> COLUMNS = Map.of(
            "HR", Sign.HEART_RATE,
            "PULSE", Sign.PULSE_RATE,
            "RESP", Sign.RESP_RATE,
            "SPO2", Sign.SPO2);

    private VitalsFile() {}

    /**
     * One row.
     *
     * @param at since the recording began
     * @param measured one entry a column
     */
    record Row(Duration at, List<Measured> measured) {}

    /**
     * Reads all rows.
     *
     * @throws IllegalArgumentException where the file holds something else; names the line
     */
    static List<Row> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Sign> columns = columns(lines.isEmpty() ? "" : lines.get(0));
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            try {
                Row row = row(lines.get(i), columns);
                if (!rows.isEmpty()
                        && row.at().compareTo(rows.get(rows.size() - 1).at()) <= 0) {
                    throw new IllegalArgumentException("expected a later time than in the row before");
                }
                rows.add(row);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return rows;
    }

    private static List<Sign> columns(String header) {
        String[] names = header.split(",", -1);
        List<Sign> columns = new ArrayList<>();
        for (int i = 1; i < names.length; i++) {
            Sign sign = COLUMNS.get(names[i].strip().toUpperCase(Locale.ROOT));
            if (sign == null) {
                throw new IllegalArgumentException("line 1: expected HR, PULSE, RESP or SpO2, got " + names[i].strip());
            }
            columns.add(sign);
        }
        if (!names[0].strip().startsWith("Time") || columns.isEmpty()) {
            throw new IllegalArgumentException("line 1: expected Time [s] and at least one vital sign");
        }
        return columns;
    }

    private static Row row(String line, List<Sign> columns) {
        String[] cells = line.split(",", -1);
        if (cells.length != columns.size() + 1) {
            throw new IllegalArgumentException("expected " + (columns.size() + 1) + " cells, got " + cells.length);
        }
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String cell = cells[i + 1].strip();
            boolean none = cell.isEmpty() || cell.equalsIgnoreCase("NaN");
            measured.add(
                    none
                            ? Measured.nothing(columns.get(i))
                            : new Measured(columns.get(i), number(cell).toPlainString(), null));
        }
        BigDecimal millis = number(cells[0].strip()).movePointRight(3);
        return new Row(Duration.ofMillis(millis.longValue()), measured);
    }

    private static BigDecimal number(String cell) {
        try {
            return new BigDecimal(cell);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number, got " + cell, e);
        }
    }
}
