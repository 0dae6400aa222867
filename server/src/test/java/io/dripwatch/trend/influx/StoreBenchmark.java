package io.dripwatch.trend.influx;

import io.dripwatch.trend.Figures;
import io.dripwatch.trend.embedded.TrendBenchmark;
import java.nio.file.Path;

/**
 * All that is measured of the store, one after the other in one run, in one table: the embedded store, the way to InfluxDB
 * and InfluxDB alone with the same readings, then a year of a room. Run as in {@code server/docs/operating.md}.
 */
public final class StoreBenchmark {
    private StoreBenchmark() {}

    /**
     * Chairs and hours of eight readings a second beside InfluxDB; then days, chairs and sessions of two hours a chair and
     * day; and an empty folder for the data.
     */
    public static void main(String[] arguments) throws Exception {
        int[] sizes = new int[5];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Integer.parseInt(arguments[i]);
        }
        Path folder = Path.of(arguments[5]);
        Figures figures = new Figures();
        InfluxBenchmark.run(sizes[0], sizes[1], folder.resolve("beside"), figures);
        TrendBenchmark.run(sizes[2], sizes[3], sizes[4], folder.resolve("year"), false, figures);
        figures.print();
    }
}
