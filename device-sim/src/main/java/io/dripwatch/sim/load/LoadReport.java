package io.dripwatch.sim.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** The report of a load: one HTML file that holds everything, readable on paper. */
public final class LoadReport {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

    private LoadReport() {}

    /** The page. */
    public static String html(LoadPlan plan, LoadResult result, Instant begun) {
        StringBuilder html = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Load</title><style>
                body{font:11pt/1.5 serif;color:#000;background:#fff;max-width:48em;margin:3em auto;padding:0 1em}
                table{border-collapse:collapse}
                td,th{border-bottom:1px solid #bbb;text-align:right;padding:.2em .8em}
                svg{width:100%;margin:.5em 0 1.5em}
                </style></head><body>
                <h1>Load</h1>
                """);
        html.append(String.format(
                Locale.ROOT,
                "<p>%d monitors over %d connections by %s, %s messages a second with %d readings each, %d s, begun %s."
                        + " Latency counts from the moment at which a message was due, whether it could be sent then or"
                        + " not.</p>%n",
                plan.monitors(),
                plan.connections(),
                plan.transport(),
                plan.messagesPerSecond() == 0 ? "as many as are acknowledged" : plan.messagesPerSecond() + "",
                Stencil.READINGS,
                plan.duration().toSeconds(),
                begun));
        html.append(String.format(
                Locale.ROOT,
                "<p>%.1f messages/s and %.1f readings/s acknowledged; sent %d, acknowledged %d, refused %d, "
                        + " unanswered %d, unsent %d, resent %d, reconnects %d.</p>%n",
                result.messagesPerSecond(),
                result.readingsPerSecond(),
                result.sent(),
                result.acknowledged(),
                result.refused(),
                result.unanswered(),
                result.unsent(),
                result.resent(),
                result.reconnects()));
        html.append("<table><tr><th>percentile</th><th>latency, ms</th></tr>\n");
        for (double percentile : PERCENTILES) {
            html.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%s</td><td>%.3f</td></tr>%n",
                    percentile == 100 ? "longest" : Double.toString(percentile),
                    result.latencyAt(percentile).toNanos() / 1e6));
        }
        html.append("</table>\n<h2>Messages a second</h2>\n");
        html.append(overTime(
                result.seconds(),
                "messages/s",
                List.of("due and sent", "acknowledged"),
                List.of(Second::sent, Second::acknowledged)));
        html.append("<h2>Latency by the second</h2>\n");
        html.append(overTime(
                result.seconds(),
                "ms",
                List.of("median", "99 of 100", "longest"),
                List.of(
                        second -> second.medianNanos() / 1e6,
                        second -> second.p99Nanos() / 1e6,
                        second -> second.longestNanos() / 1e6)));
        html.append("<h2>Waiting for an answer at the end of each second</h2>\n");
        html.append(overTime(result.seconds(), "messages", List.of("outstanding"), List.of(Second::outstanding)));
        html.append("<h2>Latency by share of messages</h2>\n").append(curve(result.latency()));
        return html.append("</body></html>\n").toString();
    }

    private static String overTime(
            List<Second> seconds, String unit, List<String> names, List<ToDoubleFunction<Second>> values) {
        List<Plot.Line> lines = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ToDoubleFunction<Second> value = values.get(i);
            lines.add(new Plot.Line(
                    names.get(i),
                    seconds.stream()
                            .map(second -> new Plot.Point(second.number(), value.applyAsDouble(second)))
                            .toList()));
        }
        return new Plot("s", unit).of(lines);
    }

    /** Each further nine takes the same width. */
    private static String curve(Histogram latency) {
        List<Plot.Point> points = new ArrayList<>();
        for (int i = 0; i <= 80; i++) {
            double nines = i / 20.0;
            points.add(new Plot.Point(nines, latency.getValueAtPercentile(100 - 100 * Math.pow(10, -nines)) / 1e6));
        }
        return new Plot("nines: 1 is 90 %, 2 is 99 %, 3 is 99.9 %, 4 is 99.99 %", "ms")
                .of(List.of(new Plot.Line("latency", points)));
    }
}
