package io.dripwatch.app.config;

import io.dripwatch.outbound.Backoff;
import io.dripwatch.trend.influx.FeedPlan;
import io.dripwatch.trend.influx.InfluxTarget;
import io.dripwatch.vitals.Rooms;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The InfluxDB that is fed, as written under {@code history.influx}.
 *
 * @param url where it is
 * @param org the organization; InfluxDB 1.x and 3.x know none
 * @param bucket the bucket, or the database of an InfluxDB 1.x
 * @param tokenFile the file whose first line is the token, relative to the configuration; none where left out
 * @param room the name under which this server feeds it; the room's own where left out and there is one
 * @param retentionDays how long it keeps raw readings; for ever where left out
 * @param lagSeconds how far it may be behind before the screens say so
 * @param outboxMegabytes how much may wait for it beside what is kept anyway
 */
public record InfluxSettings(
        @Nullable String url,
        @Nullable String org,
        @Nullable String bucket,
        @Nullable String tokenFile,
        @Nullable String room,
        @Nullable Integer retentionDays,
        @Nullable Integer lagSeconds,
        @Nullable Integer outboxMegabytes) {
    private static final String KEY = "history.influx.";
    private static final String DEFAULT_ORG = "dripwatch";
    private static final String DEFAULT_BUCKET = "dripwatch";
    private static final int DEFAULT_LAG_SECONDS = 60;
    private static final int DEFAULT_OUTBOX_MEGABYTES = 2_000;
    private static final long BYTES_A_MEGABYTE = 1_000_000;
    private static final Duration MARK_EVERY = Duration.ofSeconds(10);
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

    /**
     * What a server does with it.
     *
     * @param plan how it is fed
     * @param room under which name
     * @param named whether the configuration says so, rather than calls the room itself so
     * @param outboxBytes how much may wait
     */
    public record Fed(FeedPlan plan, String room, boolean named, long outboxBytes) {

        /** One line for whoever checks a configuration. */
        public String text() {
            Duration retention = plan.retention();
            return plan.target() + ", room " + room + ", raw readings are kept there "
                    + (retention == null ? "for ever" : retention.toDays() + " days")
                    + ", the screens say so when it is "
                    + plan.mostLag().toSeconds() + " s behind, " + outboxBytes / BYTES_A_MEGABYTE + " MB may wait";
        }
    }

    /**
     * How InfluxDB is fed.
     *
     * @param beside the folder that the token's file is relative to
     * @param data the folder in which somebody may ask that all be sent again
     * @param rooms whose readings they are; of one room the feed has the name
     * @throws ConfigError naming the key and what was expected
     */
    Fed feed(Path beside, Path data, Rooms rooms) {
        int megabytes = Default.of(outboxMegabytes, DEFAULT_OUTBOX_MEGABYTES);
        if (megabytes < 1) {
            throw new ConfigError(KEY + "outboxMegabytes: expected 1 or more, got " + megabytes);
        }
        if (room == null && rooms.several()) {
            throw new ConfigError(KEY + "room: expected a name for what several rooms feed, got nothing");
        }
        String name = Default.of(room, rooms.title());
        if (name.isBlank()) {
            throw new ConfigError(KEY + "room: expected a name, got '" + name + "'");
        }
        try {
            FeedPlan plan = new FeedPlan(
                    target(beside),
                    retentionDays == null ? null : Duration.ofDays(retentionDays),
                    Duration.ofSeconds(Default.of(lagSeconds, DEFAULT_LAG_SECONDS)),
                    MARK_EVERY,
                    PAUSES,
                    new ResendRequest(data)::take);
            return new Fed(plan, name, room != null, megabytes * BYTES_A_MEGABYTE);
        } catch (IllegalArgumentException e) {
            throw new ConfigError(KEY + e.getMessage(), e);
        }
    }

    private InfluxTarget target(Path beside) {
        if (url == null) {
            throw new ConfigError(KEY + "url: expected http://host:port or https://host:port, got nothing");
        }
        try {
            return new InfluxTarget(
                    new URI(url),
                    Default.of(org, DEFAULT_ORG),
                    Default.of(bucket, DEFAULT_BUCKET),
                    SecretFile.line(KEY + "tokenFile", beside, tokenFile));
        } catch (URISyntaxException e) {
            throw new ConfigError(KEY + "url: expected http://host:port or https://host:port, got " + url, e);
        }
    }
}
