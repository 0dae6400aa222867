package io.dripwatch.review;

import io.dripwatch.session.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One session of a {@link Plot}: every limit that alarmed has a line above the stages and one below. */
final class Strip {
    private static final int LEFT = 150;
    private static final int RIGHT = Plot.WIDTH - 20;
    private static final int LINE = 16;
    private static final int HEAD = 24;
    private static final int STAGES = 20;
    private static final int FOOT = 34;
    private static final int MOST_TICKS = 14;
    private static final double THINNEST = 2.5;
    private static final int[] TICK_MINUTES = {1, 2, 5, 10, 15, 30, 60, 120, 240, 720, 1440};
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Outcome outcome;
    private final int top;
    private final Instant from;
    private final long lengthMs;
    private final Set<String> limits = new TreeSet<>();
    private final Map<Episode, String> fateBefore = new HashMap<>();
    private final Map<Episode, String> fateAfter = new HashMap<>();

    Strip(Outcome outcome, int top) {
        this.outcome = outcome;
        this.top = top;
        this.from = outcome.opened().at();
        this.lengthMs = Math.max(1, Duration.between(from, outcome.end()).toMillis());
        outcome.before().forEach(episode -> limits.add(LimitName.of(episode.key())));
        outcome.after().forEach(episode -> limits.add(LimitName.of(episode.key())));
        Comparison change = outcome.change();
        change.vanishing().forEach(episode -> fateBefore.put(episode, "\u2212"));
        change.appearing().forEach(episode -> fateAfter.put(episode, "+"));
        for (Comparison.Pair pair : new HashSet<>(change.staying())) {
            if (pair.changesPriority()) {
                fateAfter.put(pair.after(), "\u2195");
            }
        }
    }

    int height() {
        return HEAD + 2 * limits.size() * LINE + STAGES + FOOT;
    }

    String svg() {
        int stagesAt = top + HEAD + limits.size() * LINE;
        StringBuilder out = new StringBuilder("<g>\n");
        out.append(Plot.text(10, top + 14, "head", title()));
        grid(out, stagesAt);
        side(out, outcome.before(), fateBefore, top + HEAD);
        stages(out, stagesAt);
        side(out, outcome.after(), fateAfter, stagesAt + STAGES);
        return out.append("</g>\n").toString();
    }

    private String title() {
        Protocol protocol = outcome.opened().protocol();
        String title = outcome.opened().session() + ", chair "
                + outcome.opened().chair().value() + ", from "
                + from.atOffset(ZoneOffset.UTC).toLocalDate() + " " + CLOCK.format(from) + ", "
                + Duration.ofMillis(lengthMs).toMinutes() + " min, " + protocol.id() + " " + protocol.version();
        int doubts = outcome.doubt().differences();
        return doubts == 0 ? title : title + "; not reproduced: " + doubts;
    }

    private double x(Instant at) {
        double share = (double) Duration.between(from, at).toMillis() / lengthMs;
        return LEFT + Math.min(1, Math.max(0, share)) * (RIGHT - LEFT);
    }

    private void grid(StringBuilder out, int stagesAt) {
        long step = Duration.ofMinutes(tickMinutes()).toMillis();
        int bottom = stagesAt + STAGES + limits.size() * LINE;
        long first = (from.toEpochMilli() / step + 1) * step;
        for (long tick = first; tick <= from.toEpochMilli() + lengthMs; tick += step) {
            Instant at = Instant.ofEpochMilli(tick);
            out.append(Plot.format(
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>\n",
                    x(at), x(at), top + HEAD, bottom));
            out.append(Plot.text(x(at) - 14, bottom + 14, "small", CLOCK.format(at)));
        }
    }

    private int tickMinutes() {
        for (int minutes : TICK_MINUTES) {
            if (lengthMs <= (long) MOST_TICKS * minutes * 60_000) {
                return minutes;
            }
        }
        return (int) (lengthMs / 60_000 / MOST_TICKS);
    }

    private void stages(StringBuilder out, int y) {
        for (Course.Span span : outcome.spans()) {
            String stage = span.stage().word();
            double width = x(span.to()) - x(span.from());
            out.append(Plot.format(
                    "<rect class=\"stage\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%s</title></rect>\n",
                    x(span.from()), y, width, STAGES, stage));
            if (width > 70) {
                out.append(Plot.text(x(span.from()) + 4, y + 14, "", stage));
            }
        }
    }

    private void side(StringBuilder out, List<Episode> episodes, Map<Episode, String> fates, int y) {
        int base = y + LINE - 3;
        for (String limit : limits) {
            out.append(Plot.text(10, base, "small", limit));
            for (Episode episode : episodes) {
                if (LimitName.of(episode.key()).equals(limit)) {
                    episode(out, episode, fates.getOrDefault(episode, ""), base);
                }
            }
            base += LINE;
        }
    }

    private void episode(StringBuilder out, Episode episode, String fate, int base) {
        double start = x(episode.from());
        double width = Math.max(THINNEST, x(episode.to()) - start);
        boolean technical = !episode.key().kind().physiological();
        String words = LimitName.of(episode.key()) + ", " + episode.priority().word() + ", "
                + SECOND.format(episode.from()) + " to " + SECOND.format(episode.to()) + meaning(fate);
        out.append(Plot.bar(start, base, width, episode.priority(), technical))
                .append("><title>")
                .append(Plot.escaped(words))
                .append("</title></rect>\n");
        if (!fate.isEmpty()) {
            out.append(Plot.text(start + width + 1, base, "small", fate));
        }
    }

    private static String meaning(String fate) {
        return switch (fate) {
            case "+" -> ", appears";
            case "\u2212" -> ", vanishes";
            case "" -> "";
            default -> ", another priority";
        };
    }
}
