package io.dripwatch.trend.influx;

import io.dripwatch.trend.HistoryUnavailable;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prepares an InfluxDB 3.x: a database with its retention. It does not change the retention of one that is there, and
 * knows no down-sampling without programs that run in it.
 */
final class DatabaseSetup {
    private static final String DATABASES = "/api/v3/configure/database";

    /** What InfluxDB 3 takes for a name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_/-]{0,63}");

    private final SetupCalls calls;
    private final InfluxTarget target;
    private final @Nullable Duration retention;

    DatabaseSetup(SetupCalls calls, InfluxTarget target, @Nullable Duration retention) {
        this.calls = calls;
        this.target = target;
        this.retention = retention;
    }

    List<String> run() {
        String name = target.bucket();
        if (!NAME.matcher(name).matches()) {
            throw new HistoryUnavailable(
                    "bucket: expected up to 64 letters, digits, _, - and / for InfluxDB 3, got '" + name + "'");
        }
        return List.of(
                isThere(name) ? keptAsItIs(name) : made(name),
                "it makes no minutes by itself: those stand in the file of the server");
    }

    private boolean isThere(String name) {
        HttpResponse<String> answer =
                well(calls.get(DATABASES + "?format=json", authorization()), "names its databases");
        return Pattern.compile("\"iox::database\"\\s*:\\s*\"" + Pattern.quote(name) + '"')
                .matcher(answer.body())
                .find();
    }

    private String made(String name) {
        String kept = retention == null ? "" : ",\"retention_period\":\"" + retention.toDays() + "d\"";
        String wanted = "{\"db\":\"" + name + '"' + kept + '}';
        well(calls.post(DATABASES, authorization(), "application/json", wanted), "makes the database " + name);
        return "database " + name + " was made; raw readings are kept " + InfluxSetup.kept(retention);
    }

    private static String keptAsItIs(String name) {
        return "database " + name + " was there; its retention stays as it is, which InfluxDB 3 sets when it is made";
    }

    private HttpResponse<String> well(HttpResponse<String> answer, String what) {
        if (answer.statusCode() / 100 != 2) {
            throw new HistoryUnavailable("expected that InfluxDB at " + target.url() + " " + what + ", got status "
                    + answer.statusCode() + ": " + answer.body().strip());
        }
        return answer;
    }

    private @Nullable String authorization() {
        return target.token() == null ? null : "Bearer " + target.token();
    }
}
