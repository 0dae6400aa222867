package io.dripwatch.sim.acceptance;

import io.vertx.core.Vertx;
import io.vertx.ext.unit.TestCompletion;
import io.vertx.ext.unit.TestOptions;
import io.vertx.ext.unit.TestSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Runs the acceptance test of a site and writes its two reports. */
public final class Acceptance {
    private static final String SUITE = "dripwatch-acceptance";
    private static final long LONGEST_CHECK_MS = Duration.ofMinutes(10).toMillis();

    private Acceptance() {}

    /**
     * What became of one check.
     *
     * @param name for people
     * @param passed whether it was as it should be
     * @param words what was seen, or what was not as it should be
     * @param took how long it took
     */
    public record Outcome(String name, boolean passed, String words, Duration took) {}

    /**
     * Runs every check in order; one that fails does not stop the others.
     *
     * @param told is told of each outcome as it comes
     * @return all outcomes
     * @throws IOException where the reports cannot be written
     * @throws InterruptedException where the thread is interrupted meanwhile
     */
    public static List<Outcome> run(Site site, Consumer<Outcome> told) throws IOException, InterruptedException {
        Files.createDirectories(site.reports());
        List<Outcome> outcomes = new ArrayList<>();
        TestSuite suite = TestSuite.create(SUITE);
        for (Checks.Named named : new Checks(site).all()) {
            suite.test(named.name(), context -> {
                Outcome outcome = outcome(named);
                outcomes.add(outcome);
                told.accept(outcome);
                if (!outcome.passed()) {
                    context.fail(outcome.words());
                }
            });
        }
        Instant begun = Instant.now();
        Vertx vertx = Vertx.vertx();
        try {
            CountDownLatch done = new CountDownLatch(1);
            TestCompletion completion =
                    suite.run(vertx, new TestOptions().setUseEventLoop(false).setTimeout(LONGEST_CHECK_MS));
            completion.handler(finished -> done.countDown());
            done.await();
        } finally {
            vertx.close();
        }
        JunitReport.write(site.reports().resolve(SUITE + ".xml"), SUITE, begun, outcomes);
        Files.writeString(site.reports().resolve(SUITE + ".html"), HtmlReport.of(site, begun, outcomes));
        return List.copyOf(outcomes);
    }

    private static Outcome outcome(Checks.Named named) {
        long begun = System.nanoTime();
        try {
            String seen = named.check().look();
            return new Outcome(named.name(), true, seen, Duration.ofNanos(System.nanoTime() - begun));
        } catch (Exception | AssertionError e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Outcome(named.name(), false, why, Duration.ofNanos(System.nanoTime() - begun));
        }
    }
}
