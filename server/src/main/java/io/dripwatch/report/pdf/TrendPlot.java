package io.dripwatch.report.pdf;

import io.dripwatch.report.Report;
import io.dripwatch.report.Report.StageSpan;
import io.dripwatch.report.Report.Trend;
import io.dripwatch.wording.Wording;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPageContentStream;

/** Every vital sign as a line on one time axis, with the stages; readable without colour. */
final class TrendPlot {
    private static final float HEIGHT = 52;
    private static final float GUTTER = 74;
    /** So few measurements stand as dots, too. */
    private static final int MOST_DOTS = 60;

    private static final float TICK = 6.5f;

    private final Paper paper;
    private final Report report;
    private final Clock clock;
    private final Wording words;
    private final long from;
    private final long to;

    TrendPlot(Paper paper, Report report, Clock clock, Wording words) {
        this.words = words;
        this.paper = paper;
        this.report = report;
        this.clock = clock;
        this.from = report.stages().get(0).from().toEpochMilli();
        StageSpan last = report.stages().get(report.stages().size() - 1);
        Instant end = report.complete() ? last.from() : report.writtenAt();
        this.to = Math.max(from + 60_000, end.toEpochMilli());
    }

    void draw() throws IOException {
        for (Trend trend : report.trends()) {
            paper.need(HEIGHT + 16);
            paper.space(HEIGHT + 6);
            one(trend, paper.y());
        }
        paper.space(10);
        times();
    }

    private void one(Trend trend, float bottom) throws IOException {
        double low =
                trend.points().stream().mapToDouble(point -> point[1]).min().orElse(0);
        double high =
                trend.points().stream().mapToDouble(point -> point[1]).max().orElse(1);
        double span = Math.max(1, high - low);
        int decimals = trend.column().decimals();
        String site = trend.site() == 0 ? "" : " " + (trend.site() + 1);
        paper.writeAt(trend.column().label() + site, Paper.LEFT, bottom + HEIGHT / 2, 8);
        paper.writeAt(trend.column().unit(), Paper.LEFT, bottom + HEIGHT / 2 - 9, TICK);
        paper.writeAt(words.number(high, decimals), Paper.LEFT + GUTTER - 26, bottom + HEIGHT - TICK, TICK);
        paper.writeAt(words.number(low, decimals), Paper.LEFT + GUTTER - 26, bottom, TICK);
        paper.line(Paper.LEFT + GUTTER, bottom, Paper.RIGHT, bottom, 0.3f);
        stages(bottom);
        line(trend.points(), bottom, low, span);
    }

    private void line(List<double[]> points, float bottom, double low, double span) throws IOException {
        PDPageContentStream ink = paper.ink();
        ink.setLineWidth(0.7f);
        boolean begun = false;
        for (double[] point : points) {
            float x = x((long) point[0]);
            float y = y(point, bottom, low, span);
            if (begun) {
                ink.lineTo(x, y);
            } else {
                ink.moveTo(x, y);
                begun = true;
            }
        }
        if (begun) {
            ink.stroke();
        }
        if (points.size() <= MOST_DOTS) {
            for (double[] point : points) {
                float x = x((long) point[0]);
                float y = y(point, bottom, low, span);
                paper.line(x - 0.9f, y, x + 0.9f, y, 1.8f);
            }
        }
    }

    private static float y(double[] point, float bottom, double low, double span) {
        return bottom + (float) ((point[1] - low) / span) * (HEIGHT - 4);
    }

    private void stages(float bottom) throws IOException {
        PDPageContentStream ink = paper.ink();
        ink.setLineDashPattern(new float[] {1.5f, 2}, 0);
        for (StageSpan stage : report.stages()) {
            float x = x(stage.from().toEpochMilli());
            paper.line(x, bottom, x, bottom + HEIGHT, 0.3f);
        }
        ink.setLineDashPattern(new float[] {}, 0);
    }

    /** The beginning of each stage, where there is room for its words. */
    private void times() throws IOException {
        float free = 0;
        for (StageSpan stage : report.stages()) {
            float x = Math.min(x(stage.from().toEpochMilli()), Paper.RIGHT - 60);
            if (x >= free) {
                paper.write(clock.time(stage.from()) + " " + words.say(stage.stage()), x, TICK);
                free = x + 76;
            }
        }
    }

    private float x(long at) {
        double share = Math.min(1, Math.max(0, (double) (at - from) / (to - from)));
        return Paper.LEFT + GUTTER + (float) share * (Paper.RIGHT - Paper.LEFT - GUTTER);
    }
}
