package io.dripwatch.sim.load;

import io.dripwatch.sim.load.LoadResult.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
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
                "<p>%d monitors over %d connections to %s, %s messages a second with %d readings each, %d s, begun %s."
                        + " Latency counts from the moment at which a message was due, whether it could be sent then or"
                        + " not.</p>%n",
                plan.monitors(),
                plan.connections(),
                result.parts().stream()
                        .map(part -> part.destination().toString())
                        .collect(Collectors.joining(", ")),
                plan.messagesPerSecond() == 0 ? "as many as are acknowledged" : plan.messagesPerSecond() + "",
                Stencil.READINGS,
                plan.duration().toSeconds(),
                begun));
        html.append(String.format(
                Locale.ROOT,
                "<p>%.1f messages/s and %.1f readings/s acknowledged; sent %d, acknowledged %d, refused %d,"
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
        if (result.parts().size() > 1) {
            html.append(apart(plan, result.parts()));
        }
        return html.append("</body></html>\n").toString();
    }

    /** Each destination by itself. */
    private static String apart(LoadPlan plan, List<Part> parts) {
        StringBuilder html = new StringBuilder("<h2>Each transport by itself</h2>\n<table>");
        row(html, "to", parts, part -> part.destination().toString());
        row(html, "monitors", parts, part -> plan.monitorsTo(part.destination()) + "");
        row(html, "connections", parts, part -> plan.connectionsTo(part.destination()) + "");
        row(html, "messages/s", parts, part -> number(part.result().messagesPerSecond()));
        row(html, "sent", parts, part -> part.result().sent() + "");
        row(html, "acknowledged", parts, part -> part.result().acknowledged() + "");
        row(html, "refused", parts, part -> part.result().refused() + "");
        row(html, "unanswered", parts, part -> part.result().unanswered() + "");
        row(html, "unsent", parts, part -> part.result().unsent() + "");
        row(html, "resent", parts, part -> part.result().resent() + "");
        row(html, "reconnects", parts, part -> part.result().reconnects() + "");
        for (double percentile : PERCENTILES) {
            String name = percentile == 100 ? "longest, ms" : percentile + " %, ms";
            row(
                    html,
                    name,
                    parts,
                    part -> number(part.result().latencyAt(percentile).toNanos() / 1e6));
        }
        return html.append("</table>\n<h2>Acknowledged messages a second, each</h2>\n")
                .append(eachOverTime(parts, "messages/s", Second::acknowledged))
                .append("<h2>Latency that 99 of 100 did not exceed, each</h2>\n")
                .append(eachOverTime(parts, "ms", second -> second.p99Nanos() / 1e6))
                .toString();
    }

    private static void row(StringBuilder html, String name, List<Part> parts, Function<Part, String> cell) {
        html.append("<tr><th>").append(name).append("</th>");
        parts.forEach(part -> html.append("<td>").append(cell.apply(part)).append("</td>"));
        html.append("</tr>\n");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String eachOverTime(List<Part> parts, String unit, ToDoubleFunction<Second> value) {
        return new Plot("s", unit)
                .of(parts.stream()
                        .map(part ->
                                line(part.destination().name(), part.result().seconds(), value))
                        .toList());
    }

    private static Plot.Line line(String name, List<Second> seconds, ToDoubleFunction<Second> value) {
        return new Plot.Line(
                name,
                seconds.stream()
                        .map(second -> new Plot.Point(second.number(), value.applyAsDouble(second)))
                        .toList());
    }

    private static String overTime(
            List<Second> seconds, String unit, List<String> names, List<ToDoubleFunction<Second>> values) {
        List<Plot.Line> lines = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            lines.add(line(names.get(i), seconds, values.get(i)));
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
