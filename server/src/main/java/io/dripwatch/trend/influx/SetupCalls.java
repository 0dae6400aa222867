package io.dripwatch.trend.influx;

import io.dripwatch.trend.HistoryUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Plain HTTP to an InfluxDB that is being prepared. Blocks. */
final class SetupCalls {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String UNKNOWN = "of an unknown version";

    private final InfluxTarget target;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    SetupCalls(InfluxTarget target) {
        this.target = target;
    }

    /** Its version without the leading v: 2.7.1; whoever does not say it to everybody is shown the token. */
    String version() {
        HttpResponse<String> answer = send(request("/ping", null));
        String token = target.token();
        if (answer.statusCode() == 401 && token != null) {
            answer = send(request("/ping", "Token " + token));
        }
        String version = answer.headers().firstValue("X-Influxdb-Version").orElse(UNKNOWN);
        return version.startsWith("v") ? version.substring(1) : version;
    }

    HttpResponse<String> get(String path, @Nullable String authorization) {
        return send(request(path, authorization));
    }

    HttpResponse<String> post(String path, @Nullable String authorization, String type, String body) {
        return send(request(path, authorization)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, @Nullable String authorization) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(target.url() + path)).timeout(PATIENCE);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new HistoryUnavailable("InfluxDB at " + target.url() + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryUnavailable("InfluxDB at " + target.url() + " was not waited for", e);
        }
    }
}
