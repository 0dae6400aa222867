package io.dripwatch.review;

import io.dripwatch.vitals.Metric;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Vital signs that nurses wrote down about once an hour: the MIMIC-III demo, one recording for each stay. */
public final class Charted {
    private static final Map<String, Metric> LABELS = Map.of(
            "Heart Rate", Metric.HEART_RATE,
            "SpO2", Metric.SPO2,
            "Respiratory Rate", Metric.RESP_RATE,
            "NBP [Systolic]", Metric.NIBP_SYS,
            "NBP [Diastolic]", Metric.NIBP_DIA);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int STAY = 1;
    private static final int LABEL = 3;
    private static final int AT = 4;
    private static final int VALUE = 7;

    private Charted() {}

    public static List<Recording> read(Path file) throws IOException {
        Map<String, Map<LocalDateTime, Map<Metric, Double>>> stays = new TreeMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                Metric metric = cells.length > VALUE ? LABELS.get(cells[LABEL]) : null;
                if (metric != null && cells[VALUE].matches("[0-9.]+")) {
                    double value = Double.parseDouble(cells[VALUE]);
                    if (metric.plausible(value)) {
                        stays.computeIfAbsent(cells[STAY], unused -> new TreeMap<>())
                                .computeIfAbsent(
                                        LocalDateTime.parse(cells[AT], TIME), unused -> new EnumMap<>(Metric.class))
                                .put(metric, value);
                    }
                }
            }
        }
        List<Recording> recordings = new ArrayList<>();
        stays.forEach((stay, rows) -> recordings.add(recording(stay, rows)));
        return recordings;
    }

    private static Recording recording(String stay, Map<LocalDateTime, Map<Metric, Double>> moments) {
        List<Recording.Row> rows = new ArrayList<>();
        LocalDateTime begun = moments.keySet().iterator().next();
        moments.forEach((at, values) -> rows.add(new Recording.Row(Duration.between(begun, at), values, Set.of())));
        return new Recording("stay " + stay, Duration.ofHours(1), rows);
    }
}
