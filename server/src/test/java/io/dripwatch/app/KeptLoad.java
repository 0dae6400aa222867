package io.dripwatch.app;

import io.dripwatch.trend.Series;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PatientId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the ledger of the load generator with the history, reading by reading. */
final class KeptLoad {
    /** What the messages of the load hold: the lowest value of each metric, and how many further ones come in turn. */
    private record Row(int lowest, int spread) {}

    private static final Map<Metric, Row> ROWS = new EnumMap<>(Map.of(
            Metric.HEART_RATE, new Row(60, 40),
            Metric.RESP_RATE, new Row(12, 8),
            Metric.SPO2, new Row(95, 5),
            Metric.PULSE_RATE, new Row(60, 40),
            Metric.ABP_SYS, new Row(110, 30),
            Metric.ABP_DIA, new Row(65, 20),
            Metric.ETCO2, new Row(35, 8),
            Metric.TEMPERATURE, new Row(36, 2)));

    private final EmbeddedHistory history;
    private long found;
    private final List<String> lost = new ArrayList<>();

    KeptLoad(EmbeddedHistory history) {
        this.history = history;
    }

    /** How many acknowledged readings were found with their value. */
    long found() {
        return found;
    }

    /** The acknowledged readings that are not there as they were sent, once. */
    List<String> lost() {
        return List.copyOf(lost);
    }

    /** Looks for every reading of a ledger. */
    void look(Path ledger) throws IOException {
        Map<String, List<String[]>> byMonitor = new HashMap<>();
        for (String line : Files.readAllLines(ledger)) {
            String[] words = line.split(" ", -1);
            byMonitor.computeIfAbsent(words[0], unused -> new ArrayList<>()).add(words);
        }
        byMonitor.forEach((monitor, lines) -> {
            Map<Metric, Map<Long, Double>> kept = of("SYN-" + monitor, ROWS.keySet());
            for (String[] line : lines) {
                look("monitor " + monitor, kept, Long.parseLong(line[1]), Long.parseLong(line[2]));
            }
        });
    }

    private void look(String who, Map<Metric, Map<Long, Double>> kept, long number, long atMs) {
        ROWS.forEach((metric, row) -> {
            double sent = row.lowest + number % row.spread;
            look(who + " message " + number, metric, kept, new Point(atMs, sent));
        });
    }

    private record Point(long atMs, double value) {}

    private void look(String who, Metric metric, Map<Metric, Map<Long, Double>> kept, Point sent) {
        Double value = kept.getOrDefault(metric, Map.of()).get(sent.atMs);
        if (value != null && value == sent.value) {
            found++;
        } else {
            lost.add(who + " " + metric.id() + "=" + sent.value + " at " + sent.atMs + ", found " + value);
        }
    }

    /** Looks for every acknowledged measurement of a cuff. */
    void look(List<Nurse.Cuff> measured) {
        Map<Integer, Map<Metric, Map<Long, Double>>> kept = new HashMap<>();
        for (Nurse.Cuff cuff : measured) {
            look(
                    "cuff of chair " + cuff.chair(),
                    Metric.NIBP_SYS,
                    kept.computeIfAbsent(cuff.chair(), chair -> of("SYN-" + chair, EnumSet.of(Metric.NIBP_SYS))),
                    new Point(cuff.atMs(), cuff.mmHg()));
        }
    }

    private Map<Metric, Map<Long, Double>> of(String patient, Set<Metric> metrics) {
        Map<Metric, Map<Long, Double>> points = new EnumMap<>(Metric.class);
        for (StoredPatient stored : history.patientsBy(new PatientId("DRIPSIM", patient))) {
            for (Series series : history.seriesOf(stored.key(), metrics)) {
                Map<Long, Double> of = new HashMap<>();
                history.points(
                        series.key(), 0, Long.MAX_VALUE, false, Integer.MAX_VALUE, (at, value, standing, received) -> {
                            if (of.put(at, value) != null) {
                                lost.add(patient + " " + series.metric().id() + " at " + at + ", found twice");
                            }
                        });
                points.computeIfAbsent(series.metric(), unused -> new HashMap<>())
                        .putAll(of);
            }
        }
        return points;
    }
}
