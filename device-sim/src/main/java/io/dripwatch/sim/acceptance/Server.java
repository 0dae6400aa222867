package io.dripwatch.sim.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dripwatch.sim.wire.LiveFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a person sees of the server: its screens, its buttons, its chart. */
final class Server {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GREETING = "\"hello\"";

    private final HttpClient client;
    private final Site site;
    private @Nullable String cookie;

    Server(Site site) {
        this.site = site;
        this.client = site.tls().client().connectTimeout(site.patience()).build();
    }

    /** Whether it answers and is ready. */
    boolean isReady() throws InterruptedException {
        try {
            return status("/health/ready") == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** How far its clock is ahead of ours, as its live feed tells. */
    Duration clockOffset() throws IOException, InterruptedException {
        String hello = heard(message -> message.contains(GREETING));
        JsonNode now = JSON.readTree(hello == null ? "{}" : hello).path("now");
        if (!now.isNumber()) {
            throw new IOException("expected the time in the greeting of the live feed, got none");
        }
        return Duration.ofMillis(now.asLong() - System.currentTimeMillis());
    }

    /** The status of a page. */
    int status(String path) throws IOException, InterruptedException {
        return get(path).statusCode();
    }

    /** Presses a button; what the server says where it does not do it, empty where it does. */
    String press(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = signed(HttpRequest.newBuilder(site.http().resolve(path))
                .header("content-type", "application/json")
                .header("x-dripwatch", "device-sim")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        return answer.statusCode() < 300 ? "" : answer.statusCode() + " " + answer.body();
    }

    /** The values of one LOINC code in the chart of a patient. */
    List<Double> charted(String patient, String code) throws IOException, InterruptedException {
        String identifier = URLEncoder.encode("urn:dripwatch:authority:DRIPSIM|" + patient, StandardCharsets.UTF_8);
        HttpResponse<String> answer = get(
                "/fhir/Observation?patient.identifier=" + identifier + "&code=" + code + "&resolution=full&_count=500");
        if (answer.statusCode() != 200) {
            throw new IOException("the chart answers " + answer.statusCode());
        }
        List<Double> values = new ArrayList<>();
        for (JsonNode entry : JSON.readTree(answer.body()).path("entry")) {
            values.add(
                    entry.path("resource").path("valueQuantity").path("value").asDouble());
        }
        return values;
    }

    /** Waits until the live feed says this; the feed begins with the whole room. */
    boolean shows(String text) throws IOException, InterruptedException {
        return heard(message -> message.contains(text)) != null;
    }

    /** The first alarm on the screens of which this is true; null where none comes in time. */
    @Nullable
    JsonNode alarm(Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        String message = heard(one -> alarmIn(one, wanted) != null);
        return message == null ? null : alarmIn(message, wanted);
    }

    private static @Nullable JsonNode alarmIn(String message, Predicate<JsonNode> wanted) {
        try {
            for (JsonNode chair : JSON.readTree(message).path("chairs")) {
                for (JsonNode alarm : chair.path("alarms")) {
                    if (wanted.test(alarm)) {
                        return alarm;
                    }
                }
            }
            return null;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("expected JSON on the live feed", e);
        }
    }

    /** The first message of the live feed of which this is true; null where none comes in time. */
    private @Nullable String heard(Predicate<String> wanted) throws IOException, InterruptedException {
        CompletableFuture<String> found = new CompletableFuture<>();
        LiveFeed.Ear ear = new LiveFeed.Ear() {
            @Override
            public void heard(String message) {
                if (wanted.test(message)) {
                    found.complete(message);
                }
            }

            @Override
            public void ended(Throwable why) {
                found.completeExceptionally(why);
            }
        };
        try (LiveFeed feed = LiveFeed.connect(site.http(), site.tls(), cookie(), site.patience(), ear)) {
            return found.get(site.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IOException("the live feed does not answer: " + e.getCause(), e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return signed(HttpRequest.newBuilder(site.http().resolve(path)));
    }

    /** Signed in, where somebody does; once more where the server has locked the screen since. */
    private HttpResponse<String> signed(HttpRequest.Builder request) throws IOException, InterruptedException {
        request.timeout(site.patience());
        if (!cookie().isEmpty()) {
            request.setHeader("cookie", cookie());
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 401 || !site.visitor().isSomebody()) {
            return answer;
        }
        cookie = null;
        return client.send(request.setHeader("cookie", cookie()).build(), BodyHandlers.ofString());
    }

    private String cookie() throws IOException, InterruptedException {
        if (cookie == null) {
            cookie = site.visitor().cookie(client, site.http());
        }
        return cookie;
    }

    /** How a press begins: whoever has signed in signs by that. */
    String by() {
        return site.visitor().isSomebody() ? "" : "\"by\":\"Acceptance\",";
    }
}
