package io.dripwatch.trend.influx;

import io.dripwatch.trend.HistoryUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prepares an InfluxDB 1.x: database, retention, and minutes made by a continuous query. What is there stays; done
 * twice it is the same. A 2.x or 3.x is told apart by its version and left alone.
 */
public final class InfluxSetup {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String USUAL_POLICY = "autogen";
    private static final String MINUTES = "minutes";

    private final InfluxTarget target;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private InfluxSetup(InfluxTarget target) {
        this.target = target;
    }

    /**
     * Prepares it.
     *
     * @param retention how long it keeps raw readings; null for ever
     * @return what was done, in sentences
     * @throws HistoryUnavailable where it does not answer, refuses, or is of another version; one sentence
     */
    public static List<String> run(InfluxTarget target, @Nullable Duration retention) {
        InfluxSetup setup = new InfluxSetup(target);
        String version = setup.version();
        if (!version.startsWith("1.")) {
            throw new HistoryUnavailable(
                    "This is InfluxDB " + version + "; store init prepares 1.x only: make the bucket " + target.bucket()
                            + " there, with its retention, as server/docs/influx.md says.");
        }
        return setup.prepare(version, retention);
    }

    private List<String> prepare(String version, @Nullable Duration retention) {
        String database = target.database();
        String policy = target.retentionPolicy() == null ? USUAL_POLICY : target.retentionPolicy();
        String kept = retention == null ? "INF" : retention.toHours() + "h";
        List<String> done = new ArrayList<>();
        ask("CREATE DATABASE " + quoted(database));
        done.add("InfluxDB " + version + ": database " + database + " is there");
        keep(database, policy, kept);
        done.add("raw readings are kept " + (retention == null ? "for ever" : retention.toDays() + " days") + " in "
                + database + "/" + policy);
        keep(database, MINUTES, "INF");
        for (String measurement : List.of("vital", "pump")) {
            String query = quoted("dripwatch_" + measurement);
            ask("DROP CONTINUOUS QUERY " + query + " ON " + quoted(database));
            ask("CREATE CONTINUOUS QUERY " + query + " ON " + quoted(database)
                    + " RESAMPLE EVERY 1m FOR 30m BEGIN SELECT min(value) AS min, max(value) AS max,"
                    + " median(value) AS median, last(value) AS last, count(value) AS count INTO "
                    + quoted(database) + "." + quoted(MINUTES) + "." + measurement + " FROM " + quoted(database) + "."
                    + quoted(policy) + "." + measurement
                    + " WHERE standing <> 'entered_in_error' GROUP BY time(1m), * END");
        }
        done.add("minutes are made of them and kept for ever in " + database + "/" + MINUTES);
        return done;
    }

    /** Makes a retention policy as it is to be, whether it is there or not. */
    private void keep(String database, String policy, String duration) {
        String named = "RETENTION POLICY " + quoted(policy) + " ON " + quoted(database) + " ";
        String shape = "DURATION " + duration + " REPLICATION 1";
        if (!ask("SHOW RETENTION POLICIES ON " + quoted(database)).contains('"' + policy + '"')) {
            ask("CREATE " + named + shape);
        } else {
            ask("ALTER " + named + "DURATION " + duration);
        }
    }

    private String version() {
        HttpResponse<String> answer = send(request("/ping").build());
        String version = answer.headers().firstValue("X-Influxdb-Version").orElse("of an unknown version");
        return version.startsWith("v") ? version.substring(1) : version;
    }

    /** The answer, which holds no error. */
    private String ask(String influxQl) {
        String form = "q=" + URLEncoder.encode(influxQl, StandardCharsets.UTF_8);
        HttpResponse<String> answer = send(request("/query")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
        if (answer.statusCode() != 200 || answer.body().contains("\"error\"")) {
            throw new HistoryUnavailable(
                    "InfluxDB does not want " + influxQl + ": " + answer.body().strip());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(target.url() + path)).timeout(PATIENCE);
        String token = target.token();
        if (token != null) {
            byte[] secret = token.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(secret));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new HistoryUnavailable("InfluxDB at " + target.url() + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryUnavailable("InfluxDB at " + target.url() + " was not waited for", e);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
