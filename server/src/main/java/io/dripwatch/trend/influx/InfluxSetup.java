package io.dripwatch.trend.influx;

import io.dripwatch.trend.HistoryUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prepares an InfluxDB for what it is fed, each version by its own means. What is there stays; done twice it is the
 * same.
 */
public final class InfluxSetup {
    private InfluxSetup() {}

    /**
     * Prepares it.
     *
     * @param retention how long it keeps raw readings; null for ever
     * @return what is now the case, in sentences
     * @throws HistoryUnavailable where it does not answer, refuses, or is of an unknown version; one sentence
     */
    public static List<String> run(InfluxTarget target, @Nullable Duration retention) {
        if (target.policy().equals(InfluxTarget.MINUTES)) {
            throw new HistoryUnavailable("bucket: expected another policy than " + InfluxTarget.MINUTES
                    + ", which is the one of minutes, got " + target.bucket());
        }
        SetupCalls calls = new SetupCalls(target);
        String version = calls.version();
        List<String> sentences = new ArrayList<>(List.of("This is InfluxDB " + version));
        sentences.addAll(
                switch (version.substring(0, 2)) {
                    case "1." -> new PolicySetup(calls, target, retention).run();
                    case "2." -> new BucketSetup(target, retention).run();
                    case "3." -> new DatabaseSetup(calls, target, retention).run();
                    default ->
                        throw new HistoryUnavailable("This is InfluxDB " + version
                                + "; store init prepares 1.x, 2.x and 3.x: make the bucket " + target.bucket()
                                + " there by its own means, with its retention.");
                });
        return sentences;
    }

    /** How long raw readings are kept, in words. */
    static String kept(@Nullable Duration retention) {
        return retention == null ? "for ever" : retention.toDays() + " days";
    }
}
