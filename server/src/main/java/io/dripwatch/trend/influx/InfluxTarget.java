package io.dripwatch.trend.influx;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which InfluxDB, and where in it.
 *
 * @param url its address, http or https
 * @param org the organization; any word where it knows none
 * @param bucket the bucket; for InfluxDB 1.x the database, or database and retention policy with a slash between
 * @param token to be let in; for InfluxDB 1.x user and password with a colon between; null where none is asked for
 */
public record InfluxTarget(
        URI url, String org, String bucket, @Nullable String token) {
    /** The retention policy of minutes that InfluxDB makes itself. */
    static final String MINUTES = "minutes";

    /** What InfluxDB calls the one that is meant where none is named. */
    private static final String USUAL_POLICY = "autogen";

    public InfluxTarget {
        Objects.requireNonNull(url, "url");
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException("url: expected no user and password in it; they belong in tokenFile");
        }
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null) {
            throw new IllegalArgumentException("url: expected http://host:port or https://host:port, got " + url);
        }
        if (bucket.isBlank() || bucket.startsWith("/") || bucket.endsWith("/")) {
            throw new IllegalArgumentException("bucket: expected a name, got '" + bucket + "'");
        }
        if (org.isBlank()) {
            throw new IllegalArgumentException("org: expected a name, got '" + org + "'");
        }
    }

    /** The bucket as InfluxQL calls it. */
    String database() {
        int slash = bucket.indexOf('/');
        return slash < 0 ? bucket : bucket.substring(0, slash);
    }

    /** The retention policy, by its name where it is the usual one. */
    String policy() {
        return Objects.requireNonNullElse(retentionPolicy(), USUAL_POLICY);
    }

    /** The retention policy; null for the usual one. */
    @Nullable
    String retentionPolicy() {
        int slash = bucket.indexOf('/');
        return slash < 0 ? null : bucket.substring(slash + 1);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return url + ", org " + org + ", bucket " + bucket + (token == null ? ", no token" : ", token ***");
    }
}
