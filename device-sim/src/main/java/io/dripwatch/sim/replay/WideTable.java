package io.dripwatch.sim.replay;

import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import io.dripwatch.sim.replay.VitalsFile.Recording;
import io.dripwatch.sim.replay.VitalsFile.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tables with a column for each vital sign: BIDMC ({@code Time [s], HR, PULSE, RESP, SpO2}, a row a second), PhysioNet
 * 2019 ({@code HR|O2Sat|...}, a row an hour) and numerics by the minute ({@code sample_minute,...}). An empty value or
 * NaN means that the monitor had none.
 */
final class WideTable {
    private static final Map<String, Sign> SIGNS = Map.ofEntries(
            Map.entry("HR", Sign.HEART_RATE),
            Map.entry("PULSE", Sign.PULSE_RATE),
            Map.entry("RESP", Sign.RESP_RATE),
            Map.entry("SPO2", Sign.SPO2),
            Map.entry("O2SAT", Sign.SPO2),
            Map.entry("TEMP", Sign.TEMPERATURE),
            Map.entry("SBP", Sign.NIBP_SYS),
            Map.entry("DBP", Sign.NIBP_DIA),
            Map.entry("MAP", Sign.NIBP_MEAN),
            Map.entry("ETCO2", Sign.ETCO2),
            Map.entry("NBPSYS", Sign.NIBP_SYS),
            Map.entry("NBPDIAS", Sign.NIBP_DIA),
            Map.entry("NBPMEAN", Sign.NIBP_MEAN));

    /** Columns of PhysioNet 2019 that no monitor measures: laboratory, person, label. */
    private static final Set<String> NO_VITALS = Set.of(
            ("BASEEXCESS HCO3 FIO2 PH PACO2 SAO2 AST BUN ALKALINEPHOS CALCIUM CHLORIDE CREATININE BILIRUBIN_DIRECT"
                            + " GLUCOSE LACTATE MAGNESIUM PHOSPHATE POTASSIUM BILIRUBIN_TOTAL TROPONINI HCT HGB PTT WBC"
                            + " FIBRINOGEN PLATELETS AGE GENDER UNIT1 UNIT2 HOSPADMTIME ICULOS SEPSISLABEL")
                    .split(" ", -1));

    private final String separator;
    private final BigDecimal secondsPerUnit;
    private final boolean timed;
    private final List<@Nullable Sign> columns = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private WideTable(String header) {
        separator = header.contains("|") ? "\\|" : ",";
        String[] names = header.split(separator, -1);
        String first = names[0].strip();
        timed = first.startsWith("Time") || first.equals("sample_minute");
        if (!timed && !header.contains("|")) {
            throw new IllegalArgumentException("line 1: expected Time [s] and at least one vital sign");
        }
        secondsPerUnit = BigDecimal.valueOf(first.startsWith("Time") ? 1 : timed ? 60 : 3600);
        for (int i = timed ? 1 : 0; i < names.length; i++) {
            columns.add(sign(names[i].strip()));
        }
        if (columns.stream().noneMatch(sign -> sign != null)) {
            throw new IllegalArgumentException("line 1: expected Time [s] and at least one vital sign");
        }
    }

    private @Nullable Sign sign(String name) {
        String word = name.toUpperCase(Locale.ROOT);
        Sign sign = SIGNS.get(word);
        if (sign == null) {
            if (separator.equals(",") || !NO_VITALS.contains(word)) {
                throw new IllegalArgumentException("line 1: expected HR, PULSE, RESP or SpO2, got " + name);
            }
            leftOut.add("column " + name);
        }
        return sign;
    }

    static Recording read(List<String> lines) {
        WideTable table = new WideTable(lines.isEmpty() ? "" : lines.get(0));
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            try {
                Row row = table.row(lines.get(i), rows.size());
                if (!rows.isEmpty()
                        && row.at().compareTo(rows.get(rows.size() - 1).at()) <= 0) {
                    throw new IllegalArgumentException("expected a later time than in the row before");
                }
                rows.add(row);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return new Recording(rows, table.leftOut);
    }

    private Row row(String line, int number) {
        String[] cells = line.split(separator, -1);
        int skip = timed ? 1 : 0;
        if (cells.length != columns.size() + skip) {
            throw new IllegalArgumentException("expected " + (columns.size() + skip) + " cells, got " + cells.length);
        }
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Sign sign = columns.get(i);
            if (sign != null) {
                String cell = cells[i + skip].strip();
                boolean none = cell.isEmpty() || cell.equalsIgnoreCase("NaN");
                measured.add(
                        none
                                ? Measured.nothing(sign)
                                : new Measured(sign, VitalsFile.number(cell).toPlainString(), null));
            }
        }
        BigDecimal units = timed ? VitalsFile.number(cells[0].strip()) : BigDecimal.valueOf(number);
        return new Row(
                Duration.ofMillis(
                        units.multiply(secondsPerUnit).movePointRight(3).longValue()),
                measured);
    }
}
