package io.dripwatch.sim.load;

import java.util.List;
import java.util.Locale;

/** A plot of lines as inline SVG, black on white, told apart by their dashes so that they survive a printer. */
final class Plot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 240;
    private static final int LEFT = 64;
    private static final int BOTTOM = 36;
    private static final int TOP = 12;
    private static final int RIGHT = 12;
    private static final int TICKS = 5;
    private static final String[] DASHES = {"none", "6 3", "2 3", "9 3 2 3", "12 4", "1 5"};

    private final String xLabel;
    private final String yLabel;

    /** One point. */
    record Point(double x, double y) {}

    /** One line; at most six a plot. */
    record Line(String name, List<Point> points) {
        Line {
            points = List.copyOf(points);
        }
    }

    Plot(String xLabel, String yLabel) {
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    String of(List<Line> lines) {
        double right = Math.max(1e-9, most(lines, true));
        double top = nice(Math.max(1e-9, most(lines, false)));
        StringBuilder svg = new StringBuilder(4000);
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s over %s\" fill=\"none\" stroke=\"#000\""
                        + " font-family=\"serif\" font-size=\"12\">%n",
                WIDTH,
                HEIGHT,
                yLabel,
                xLabel));
        axes(svg, right, top);
        for (int i = 0; i < lines.size(); i++) {
            line(svg, lines.get(i), DASHES[i % DASHES.length], right, top);
            double y = TOP + 12.0 + 15 * i;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.0f\" y2=\"%.0f\" stroke-dasharray=\"%s\"/>",
                    WIDTH - 150,
                    WIDTH - 120,
                    y,
                    y,
                    DASHES[i % DASHES.length]));
            text(svg, WIDTH - 114, y + 4, "start", lines.get(i).name());
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg, double right, double top) {
        svg.append(
                String.format(Locale.ROOT, "<path d=\"M%d %dV%dH%d\"/>%n", LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT));
        for (int i = 0; i <= TICKS; i++) {
            double y = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * i / (double) TICKS;
            text(svg, LEFT - 6, y + 4, "end", number(top * i / TICKS));
            double x = LEFT + (WIDTH - LEFT - RIGHT) * i / (double) TICKS;
            text(svg, x, HEIGHT - BOTTOM + 15, "middle", number(right * i / TICKS));
        }
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 4, "middle", xLabel);
        svg.append(String.format(
                Locale.ROOT,
                "<text transform=\"translate(12 %d) rotate(-90)\" text-anchor=\"middle\" fill=\"#000\""
                        + " stroke=\"none\">%s</text>%n",
                (HEIGHT - BOTTOM) / 2,
                yLabel));
    }

    private static void line(StringBuilder svg, Line line, String dash, double right, double top) {
        svg.append("<polyline stroke-dasharray=\"").append(dash).append("\" points=\"");
        for (Point point : line.points()) {
            double x = LEFT + (WIDTH - LEFT - RIGHT) * point.x() / right;
            double y = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * point.y() / top;
            svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        svg.append("\"/>\n");
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\" fill=\"#000\" stroke=\"none\">%s</text>%n",
                x,
                y,
                anchor,
                words));
    }

    private static double most(List<Line> lines, boolean horizontal) {
        double most = 0;
        for (Line line : lines) {
            for (Point point : line.points()) {
                most = Math.max(most, horizontal ? point.x() : point.y());
            }
        }
        return most;
    }

    /** The next number above that reads well. */
    private static double nice(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8}) {
            if (step * power >= value) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
