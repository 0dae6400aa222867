package io.dripwatch.trend.influx;

import static io.dripwatch.trend.influx.DocumentedInflux.only;

import io.dripwatch.trend.influx.DocumentedInflux.Refused;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Organization, buckets, names of InfluxQL and tasks of an InfluxDB 2.x, as its API is documented. */
final class BucketApi implements DocumentedInflux.Api {
    private static final String ORG_ID = "000000000000c11c";
    private static final Pattern TASK = Pattern.compile("option task = \\{name: \"([^\"]+)\", every: 1m}");

    private final List<JsonObject> buckets = new ArrayList<>();
    private final List<JsonObject> names = new ArrayList<>();
    private final List<JsonObject> tasks = new ArrayList<>();
    private int ids = 1;

    /** Of each bucket its name, and for how many seconds it keeps. */
    List<String> buckets() {
        return buckets.stream()
                .map(bucket -> bucket.getString("name") + " "
                        + bucket.getJsonArray("retentionRules").getJsonObject(0).getInteger("everySeconds"))
                .toList();
    }

    /** Of each name that was written down what it is, the bucket that it means, and whether it is the usual one. */
    List<String> names() {
        return names.stream()
                .map(name -> name.getString("database") + "/" + name.getString("retention_policy") + " is "
                        + buckets.stream()
                                .filter(is("id", name.getString("bucketID")))
                                .map(bucket -> bucket.getString("name"))
                                .findFirst()
                                .orElse("elsewhere")
                        + (name.getBoolean("default") ? ", usual" : ""))
                .toList();
    }

    List<JsonObject> tasks() {
        return tasks;
    }

    /** Somebody has this name mean another bucket. */
    void mean(String database, String policy, String bucketId) {
        name(new JsonObject()
                .put("bucketID", bucketId)
                .put("database", database)
                .put("retention_policy", policy));
    }

    /** Somebody has this name be meant where none is named. */
    void prefer(String policy) {
        names.stream().filter(is("retention_policy", policy)).forEach(name -> alone(name.put("default", true)));
    }

    @Override
    public Object answer(HttpServerRequest request, JsonObject body) {
        String path = request.path().replaceFirst("[0-9a-f]{16}$", "ID");
        return switch (request.method() + " " + path) {
            case "GET /api/v2/orgs" -> orgs(request.getParam("org"));
            case "GET /api/v2/buckets" -> list("buckets", found(buckets, request));
            case "POST /api/v2/buckets" -> bucket(body);
            case "PATCH /api/v2/buckets/ID" ->
                patched(buckets, request, only(body, List.of(), "name", "retentionRules"));
            case "GET /api/v2/dbrps" -> list("content", asked(request));
            case "POST /api/v2/dbrps" -> name(body);
            case "PATCH /api/v2/dbrps/ID" ->
                alone(patched(names, request, only(body, List.of(), "default", "retention_policy")));
            case "GET /api/v2/tasks" -> list("tasks", found(tasks, request));
            case "POST /api/v2/tasks" -> task(only(body, List.of("flux", "orgID"), "status", "description"));
            case "PATCH /api/v2/tasks/ID" ->
                patched(tasks, request, only(body, List.of(), "flux", "status", "description"));
            default -> throw new Refused(404, "path not found: " + request.method() + " " + request.path());
        };
    }

    private static JsonObject orgs(String name) {
        if (!DocumentedInflux.ORG.equals(name)) {
            throw new Refused(404, "organization name \"" + name + "\" not found");
        }
        return list("orgs", List.of(new JsonObject().put("id", ORG_ID).put("name", name)));
    }

    /** Those of the name that is asked for; a bucket that is not there is an error. */
    private static List<JsonObject> found(List<JsonObject> all, HttpServerRequest request) {
        ours(request);
        List<JsonObject> found =
                all.stream().filter(is("name", request.getParam("name"))).toList();
        if (found.isEmpty() && request.path().endsWith("/buckets")) {
            throw new Refused(404, "bucket \"" + request.getParam("name") + "\" not found");
        }
        return found;
    }

    private static void ours(HttpServerRequest request) {
        if (!ORG_ID.equals(request.getParam("orgID"))) {
            throw new Refused(400, "expected the orgID, got " + request.query());
        }
    }

    private JsonObject bucket(JsonObject body) {
        only(body, List.of("orgID", "name"), "retentionRules");
        for (Object rule : body.getJsonArray("retentionRules", new JsonArray())) {
            only((JsonObject) rule, List.of("everySeconds"), "type", "shardGroupDurationSeconds");
        }
        return kept(buckets, body);
    }

    /** Those that were written down, and those that it makes up of the names of buckets. */
    private List<JsonObject> asked(HttpServerRequest request) {
        ours(request);
        List<JsonObject> all = new ArrayList<>(names);
        for (JsonObject bucket : buckets) {
            String id = bucket.getString("id");
            String[] parts = bucket.getString("name").split("/", 2);
            all.add(new JsonObject()
                    .put("id", id)
                    .put("bucketID", id)
                    .put("database", parts[0])
                    .put("retention_policy", parts.length > 1 ? parts[1] : "autogen")
                    .put("default", names.stream().noneMatch(is("bucketID", id)))
                    .put("virtual", true));
        }
        return all.stream()
                .filter(is("database", request.getParam("db")))
                .filter(is("retention_policy", request.getParam("rp")))
                .toList();
    }

    /** The first one of a database is meant where none is named, whatever is said. */
    private JsonObject name(JsonObject body) {
        only(body, List.of("bucketID", "database", "retention_policy"), "orgID", "default");
        List<JsonObject> others = names.stream()
                .filter(is("database", body.getString("database")))
                .toList();
        if (others.stream().anyMatch(is("retention_policy", body.getString("retention_policy")))) {
            throw new Refused(409, "another DBRP mapping with same orgID, db, and rp exists");
        }
        body.put("default", others.isEmpty() || body.getBoolean("default"));
        return alone(kept(names, body));
    }

    private JsonObject alone(JsonObject one) {
        if (one.getBoolean("default")) {
            names.stream()
                    .filter(is("database", one.getString("database")))
                    .filter(is("id", one.getString("id")).negate())
                    .forEach(other -> other.put("default", false));
        }
        return one;
    }

    private JsonObject task(JsonObject body) {
        Matcher name = TASK.matcher(body.getString("flux"));
        if (!name.find()) {
            throw new Refused(400, "missing required task options");
        }
        return kept(tasks, body.put("name", name.group(1)));
    }

    private JsonObject kept(List<JsonObject> all, JsonObject one) {
        all.add(one.put("id", "%016x".formatted(ids++)));
        return one;
    }

    private static JsonObject patched(List<JsonObject> all, HttpServerRequest request, JsonObject body) {
        String id = request.path().substring(request.path().lastIndexOf('/') + 1);
        return all.stream()
                .filter(is("id", id))
                .findFirst()
                .orElseThrow(() -> new Refused(404, "not found: " + id))
                .mergeIn(body);
    }

    private static Predicate<JsonObject> is(String key, String value) {
        return one -> value.equals(one.getString(key));
    }

    private static JsonObject list(String key, List<JsonObject> items) {
        return new JsonObject().put(key, new JsonArray(items));
    }
}
