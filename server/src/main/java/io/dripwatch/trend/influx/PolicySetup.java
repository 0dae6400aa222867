package io.dripwatch.trend.influx;

import io.dripwatch.trend.HistoryUnavailable;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prepares an InfluxDB 1.x: a database, retention policies, and minutes made by continuous queries. */
final class PolicySetup {
    private final SetupCalls calls;
    private final InfluxTarget target;
    private final @Nullable Duration retention;

    PolicySetup(SetupCalls calls, InfluxTarget target, @Nullable Duration retention) {
        this.calls = calls;
        this.target = target;
        this.retention = retention;
    }

    List<String> run() {
        String database = target.database();
        String policy = target.policy();
        List<String> done = new ArrayList<>();
        ask("CREATE DATABASE " + quoted(database));
        done.add("database " + database + " is there");
        keep(database, policy, retention == null ? "INF" : retention.toHours() + "h");
        done.add("raw readings are kept " + InfluxSetup.kept(retention) + " in " + database + "/" + policy);
        keep(database, InfluxTarget.MINUTES, "INF");
        for (String measurement : List.of("vital", "pump")) {
            String query = quoted("dripwatch_" + measurement);
            ask("DROP CONTINUOUS QUERY " + query + " ON " + quoted(database));
            ask("CREATE CONTINUOUS QUERY " + query + " ON " + quoted(database)
                    + " RESAMPLE EVERY 1m FOR 30m BEGIN SELECT min(value) AS min, max(value) AS max,"
                    + " median(value) AS median, last(value) AS last, count(value) AS count INTO "
                    + quoted(database) + "." + quoted(InfluxTarget.MINUTES) + "." + measurement + " FROM "
                    + quoted(database) + "." + quoted(policy) + "." + measurement
                    + " WHERE standing <> 'entered_in_error' GROUP BY time(1m), * END");
        }
        done.add("minutes are made of them and kept for ever in " + database + "/" + InfluxTarget.MINUTES);
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

    /** The answer, which holds no error. */
    private String ask(String influxQl) {
        String form = "q=" + URLEncoder.encode(influxQl, StandardCharsets.UTF_8);
        HttpResponse<String> answer = calls.post("/query", authorization(), "application/x-www-form-urlencoded", form);
        if (answer.statusCode() != 200 || answer.body().contains("\"error\"")) {
            throw new HistoryUnavailable(
                    "InfluxDB does not want " + influxQl + ": " + answer.body().strip());
        }
        return answer.body();
    }

    private @Nullable String authorization() {
        String secret = target.token();
        return secret == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
