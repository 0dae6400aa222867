package io.dripwatch.sim.acceptance;

import io.dripwatch.sim.acceptance.Acceptance.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The acceptance report for people: one page that can be printed and signed. */
final class HtmlReport {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Acceptance test</title><style>
            body{font:11pt/1.5 serif;color:#000;background:#fff;max-width:48em;margin:3em auto;padding:0 1em}
            table{border-collapse:collapse;width:100%}
            td,th{border-bottom:1px solid #bbb;text-align:left;padding:.3em .6em;vertical-align:top}
            .failed{font-weight:bold}
            .sign{margin-top:4em;border-top:1px solid #000;width:20em}
            </style></head><body>
            """;

    private HtmlReport() {}

    static String of(Site site, Instant begun, List<Outcome> outcomes) {
        long failed = outcomes.stream().filter(outcome -> !outcome.passed()).count();
        StringBuilder html = new StringBuilder(HEAD)
                .append("<h1>Acceptance test: ")
                .append(failed == 0 ? "passed" : failed + " of " + outcomes.size() + " failed")
                .append("</h1>\n<p>Server ")
                .append(escaped(site.http() + ", HL7 at " + site.mllp().getHostString() + ":"
                        + site.mllp().getPort() + ", chair " + site.chair()))
                .append("<br>Begun ")
                .append(begun)
                .append("</p>\n<table><tr><th>Check</th><th>Result</th><th>Seen</th><th>s</th></tr>\n");
        for (Outcome outcome : outcomes) {
            html.append(outcome.passed() ? "<tr><td>" : "<tr class=\"failed\"><td>")
                    .append(escaped(outcome.name()))
                    .append(outcome.passed() ? "</td><td>passed</td><td>" : "</td><td>FAILED</td><td>")
                    .append(escaped(outcome.words()))
                    .append("</td><td>")
                    .append(String.format(Locale.ROOT, "%.2f", outcome.took().toMillis() / 1000.0))
                    .append("</td></tr>\n");
        }
        return html.append("</table>\n<p class=\"sign\">Date, name, signature</p>\n</body></html>\n")
                .toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
