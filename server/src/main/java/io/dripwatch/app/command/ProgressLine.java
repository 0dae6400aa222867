package io.dripwatch.app.command;

import io.dripwatch.backup.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Says with a bar how far a long command has come, at most every other second; short ones say nothing. */
final class ProgressLine implements Progress {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int BAR = 20;

    private final PrintWriter out;
    private final InstantSource clock;
    private Instant said;

    ProgressLine(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.said = clock.instant();
    }

    @Override
    public void at(String step, int percent) {
        Instant now = clock.instant();
        if (Duration.between(said, now).compareTo(PAUSE) >= 0) {
            int done = BAR * percent / 100;
            out.printf("[%s%s] %3d %% %s%n", "#".repeat(done), ".".repeat(BAR - done), percent, step);
            out.flush();
            said = now;
        }
    }
}
