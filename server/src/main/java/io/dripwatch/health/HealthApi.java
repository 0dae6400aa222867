package io.dripwatch.health;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * For those who run the server: {@code /health/live} (the process answers), {@code /health/ready} (it can keep
 * readings), {@code /metrics} (Prometheus text format 0.0.4). Numbers only, nothing of patients.
 */
public final class HealthApi {
    private final Supplier<Boolean> ready;
    private final Supplier<List<Trouble>> notes;
    private final Supplier<@Nullable String> remark;
    private final Supplier<Map<String, Number>> numbers;

    /**
     * Makes the addresses.
     *
     * @param ready whether readings can be kept; must not block
     * @param notes what else is to be told to whoever asks; must not block
     * @param remark one sentence on how the server stands, which is no trouble; null for none; must not block
     * @param numbers what to show under {@code /metrics}: names with labels, and values; must not block
     */
    public HealthApi(
            Supplier<Boolean> ready,
            Supplier<List<Trouble>> notes,
            Supplier<@Nullable String> remark,
            Supplier<Map<String, Number>> numbers) {
        this.ready = ready;
        this.notes = notes;
        this.remark = remark;
        this.numbers = numbers;
    }

    public void mount(Router router) {
        router.get("/health/live").handler(http -> answer(http, 200, "alive\n"));
        router.get("/health/ready").handler(http -> {
            boolean well = ready.get();
            String text = notes.get().stream()
                    .map(note -> note.id() + ": " + note.text() + "\n")
                    .collect(Collectors.joining());
            String said = remark.get();
            answer(
                    http,
                    well ? 200 : 503,
                    (well ? "ready\n" : "the store does not work\n") + text + (said == null ? "" : said + "\n"));
        });
        router.get("/metrics").handler(this::metrics);
    }

    private void metrics(RoutingContext http) {
        StringBuilder text = new StringBuilder();
        Map<String, String> types = new LinkedHashMap<>();
        numbers.get().forEach((name, value) -> {
            String family = name.contains("{") ? name.substring(0, name.indexOf('{')) : name;
            if (types.put(family, family) == null) {
                text.append("# TYPE ").append(family).append(family.endsWith("_total") ? " counter\n" : " gauge\n");
            }
            text.append(name).append(' ').append(value).append('\n');
        });
        http.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .end(text.toString());
    }

    private static void answer(RoutingContext http, int status, String text) {
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(text);
    }
}
