package io.dripwatch.review;

import io.dripwatch.vitals.Priority;
import java.util.List;
import java.util.Locale;

/**
 * Outcomes as a picture: one strip a session, its stages in the middle, above them the alarms of its own protocol,
 * below them those of the other one. SVG with nothing outside of it. Priorities differ in colour, height and pattern.
 */
public final class Plot {
    static final int WIDTH = 1200;

    private static final int LEGEND_HEIGHT = 84;
    private static final String STYLE = """
            text { font: 12px sans-serif; fill: #1b2733 }
            .small { font-size: 10px }
            .head { font-weight: bold }
            .grid { stroke: #d5dbe1 }
            .stage { fill: #e8edf2; stroke: #9aa7b4 }
            .high { fill: #c62828; stroke: #7f0000 }
            .medium { fill: url(#medium); stroke: #7a5c00 }
            .low { fill: url(#low); stroke: #006978 }
            .technical { stroke-dasharray: 3 2; fill-opacity: 0.6 }
            """;
    private static final String PATTERNS = """
            <pattern id="medium" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
            <rect width="6" height="6" fill="#ffd54f"/><rect width="2" height="6" fill="#7a5c00"/></pattern>
            <pattern id="low" width="5" height="5" patternUnits="userSpaceOnUse">\
            <rect width="5" height="5" fill="#b2ebf2"/><circle cx="2.5" cy="2.5" r="1" fill="#006978"/></pattern>
            """;

    private Plot() {}

    /**
     * Draws.
     *
     * @param outcomes one strip each, in this order
     * @param other what the other protocol is called
     */
    public static String svg(List<Outcome> outcomes, String other) {
        StringBuilder strips = new StringBuilder();
        int y = LEGEND_HEIGHT;
        for (Outcome outcome : outcomes) {
            Strip strip = new Strip(outcome, y);
            strips.append(strip.svg());
            y += strip.height();
        }
        return format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n",
                        WIDTH, y, WIDTH, y)
                + "<title>Alarms before and after a change of limits</title>\n"
                + "<style>\n" + STYLE + "</style>\n<defs>\n" + PATTERNS + "</defs>\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
                + legend(other) + strips + "</svg>\n";
    }

    private static String legend(String other) {
        StringBuilder out = new StringBuilder();
        out.append(text(
                10,
                20,
                "head",
                "Above the stages: alarms under the protocol of the session. Below: under " + other + "."));
        int x = 10;
        for (Priority priority : new Priority[] {Priority.HIGH, Priority.MEDIUM, Priority.LOW}) {
            out.append(bar(x, 48, 40, priority, false)).append("/>\n");
            out.append(text(x + 48, 46, "", mark(priority) + " " + priority.word()));
            x += 140;
        }
        out.append(bar(x, 48, 40, Priority.MEDIUM, true)).append("/>\n");
        out.append(text(x + 48, 46, "", "dashed: of the equipment"));
        out.append(text(x + 220, 46, "", "\u2212 vanishes"));
        out.append(text(x + 310, 46, "", "+ appears"));
        out.append(text(x + 400, 46, "", "\u2195 another priority"));
        return out.append(text(10, 70, "small", "Times are UTC. Nobody acknowledges anything in either run."))
                .toString();
    }

    /** The beginning of a bar on a base line: the more urgent, the taller. Left open for what stands inside. */
    static String bar(double x, double base, double width, Priority priority, boolean technical) {
        int height =
                switch (priority) {
                    case HIGH -> 12;
                    case MEDIUM -> 8;
                    case LOW -> 5;
                };
        return format(
                "<rect class=\"%s%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"",
                priority.word(), technical ? " technical" : "", x, base - height, width, height);
    }

    /** The marks of bedside monitors. */
    static String mark(Priority priority) {
        return switch (priority) {
            case HIGH -> "!!!";
            case MEDIUM -> "!!";
            case LOW -> "!";
        };
    }

    static String text(double x, double y, String style, String words) {
        return format("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", style, x, y, escaped(words));
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
