package io.dripwatch.trend.influx;

import io.dripwatch.trend.influx.DocumentedInflux.Refused;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The databases of an InfluxDB 3.x, as its API is documented. */
final class DatabaseApi implements DocumentedInflux.Api {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_/-]{0,63}");
    private static final Pattern PERIOD = Pattern.compile("none|[0-9]+(h|d|w|mo|y)");

    private final Map<String, String> databases = new TreeMap<>(Map.of("_internal", "none"));

    /** Of each database how long it keeps. */
    Map<String, String> databases() {
        return databases;
    }

    @Override
    public Object answer(HttpServerRequest request, JsonObject body) {
        return switch (request.method() + " " + request.uri()) {
            case "GET /api/v3/configure/database?format=json" -> all();
            case "POST /api/v3/configure/database" ->
                made(DocumentedInflux.only(body, List.of("db"), "retention_period"));
            default -> throw new Refused(404, "path not found: " + request.method() + " " + request.uri());
        };
    }

    private JsonArray all() {
        JsonArray all = new JsonArray();
        databases.keySet().forEach(name -> all.add(new JsonObject().put("iox::database", name)));
        return all;
    }

    private JsonObject made(JsonObject body) {
        String name = body.getString("db");
        String period = body.getString("retention_period", "none");
        if (databases.containsKey(name)) {
            throw new Refused(409, "attempted to create a resource that already exists");
        }
        if (!NAME.matcher(name).matches() || !PERIOD.matcher(period).matches()) {
            throw new Refused(400, "expected a name and a period, got " + body);
        }
        databases.put(name, period);
        return new JsonObject();
    }
}
