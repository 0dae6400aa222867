package io.dripwatch.sim.replay;

import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import io.dripwatch.sim.replay.VitalsFile.Recording;
import io.dripwatch.sim.replay.VitalsFile.Row;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tables with a line for each value: PhysioNet 2012 ({@code Time,Parameter,Value}) and the charted vitals of MIMIC-III
 * (the first patient of the file). Values of the same moment become one row; a parameter that no monitor measures is
 * left out and named.
 */
final class LongTable {
    static final String PHYSIONET_HEADER = "Time,Parameter,Value";

    private static final Map<String, Sign> PHYSIONET = Map.of(
            "HR", Sign.HEART_RATE,
            "RespRate", Sign.RESP_RATE,
            "Temp", Sign.TEMPERATURE,
            "NISysABP", Sign.NIBP_SYS,
            "NIDiasABP", Sign.NIBP_DIA,
            "NIMAP", Sign.NIBP_MEAN);
    private static final Map<String, Sign> MIMIC = Map.of(
            "Heart Rate", Sign.HEART_RATE,
            "SpO2", Sign.SPO2,
            "Respiratory Rate", Sign.RESP_RATE,
            "NBP [Systolic]", Sign.NIBP_SYS,
            "NBP [Diastolic]", Sign.NIBP_DIA,
            "NBP Mean", Sign.NIBP_MEAN,
            "Temperature C", Sign.TEMPERATURE);
    private static final List<String> MIMIC_COLUMNS = List.of("subject_id", "label", "charttime", "valuenum");
    private static final DateTimeFormatter CHART_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String NOT_MEASURED = "-1";

    private final Map<Duration, List<Measured>> rows = new TreeMap<>();
    private final Set<String> leftOut = new TreeSet<>();

    private LongTable() {}

    static Recording physionet(List<String> lines) {
        LongTable table = new LongTable();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                String[] cells = cells(lines.get(i), 3, i);
                if (!cells[0].matches("\\d{2,3}:[0-5]\\d")) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": expected hh:mm, got " + cells[0]);
                }
                int colon = cells[0].indexOf(':');
                Duration at = Duration.ofMinutes(Long.parseLong(cells[0].substring(0, colon)) * 60
                        + Long.parseLong(cells[0].substring(colon + 1)));
                table.add(at, PHYSIONET.get(cells[1]), cells[1], cells[2], i);
            }
        }
        return table.recording();
    }

    static Recording mimic(List<String> lines) {
        List<String> header = List.of(lines.get(0).split(",", -1));
        int[] at = MIMIC_COLUMNS.stream().mapToInt(header::indexOf).toArray();
        for (int i = 0; i < at.length; i++) {
            if (at[i] < 0) {
                throw new IllegalArgumentException("line 1: expected a column " + MIMIC_COLUMNS.get(i));
            }
        }
        LongTable table = new LongTable();
        String first = lines.size() < 2 ? "" : cells(lines.get(1), header.size(), 1)[at[0]];
        long others = 0;
        List<Long> times = new ArrayList<>();
        List<String[]> own = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = cells(lines.get(i), header.size(), i);
            if (cells[at[0]].equals(first)) {
                own.add(cells);
                times.add(seconds(cells[at[2]], i));
            } else {
                others++;
            }
        }
        long begin = times.stream().mapToLong(Long::longValue).min().orElse(0);
        for (int i = 0; i < own.size(); i++) {
            String[] cells = own.get(i);
            Sign sign = MIMIC.get(cells[at[1]]);
            table.add(Duration.ofSeconds(times.get(i) - begin), sign, cells[at[1]], cells[at[3]], i + 1);
        }
        if (others > 0) {
            table.leftOut.add(others + " values of other patients than " + first);
        }
        return table.recording();
    }

    private static String[] cells(String line, int expected, int index) {
        String[] cells = line.split(",", -1);
        if (cells.length != expected) {
            throw new IllegalArgumentException(
                    "line " + (index + 1) + ": expected " + expected + " cells, got " + cells.length);
        }
        return cells;
    }

    private static long seconds(String text, int index) {
        try {
            return LocalDateTime.parse(text, CHART_TIME).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "line " + (index + 1) + ": expected yyyy-MM-dd HH:mm:ss, got " + text, e);
        }
    }

    private void add(Duration at, @Nullable Sign sign, String parameter, String value, int index) {
        if (sign == null) {
            leftOut.add(parameter);
            return;
        }
        try {
            boolean none = value.isEmpty() || value.equals(NOT_MEASURED);
            rows.computeIfAbsent(at, unused -> new ArrayList<>())
                    .add(
                            none
                                    ? Measured.nothing(sign)
                                    : new Measured(
                                            sign, VitalsFile.number(value).toPlainString(), null));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + (index + 1) + ": " + e.getMessage(), e);
        }
    }

    private Recording recording() {
        List<Row> all = new ArrayList<>();
        rows.forEach((at, measured) -> all.add(new Row(at, measured)));
        return new Recording(all, List.copyOf(leftOut));
    }
}
