package io.dripwatch.fhir.rest;

import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.fhir.rest.Search.Parameter;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request and its answer, as far as HTTP goes. */
public final class Exchange {
    public static final String JSON = "application/fhir+json;charset=utf-8";
    private static final Pattern ACCEPTABLE = Pattern.compile(
            "\\*/\\*|application/\\*|application/fhir\\+json|application/json|application/json\\+fhir|text/json");
    private static final List<String> FORMATS =
            List.of("json", "application/json", "application/fhir+json", "text/json");
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]+");

    private final RoutingContext http;
    private final @Nullable String publicBase;

    /**
     * An exchange.
     *
     * @param publicBase how the outside addresses the API, without a final slash; null to go by the request
     */
    public Exchange(RoutingContext http, @Nullable String publicBase) {
        this.http = http;
        this.publicBase = publicBase;
    }

    /** The address of the API as the client knows it. */
    public String base() {
        if (publicBase != null) {
            return publicBase;
        }
        HostAndPort authority = http.request().authority();
        if (authority == null || !AUTHORITY.matcher(authority.toString()).matches()) {
            throw new Problem(400, Issue.REQUIRED, "The request needs a Host header");
        }
        return http.request().scheme() + "://" + authority + "/fhir";
    }

    /**
     * The search that was asked for.
     *
     * @param type of the resources
     */
    public Search search(String type) {
        List<Parameter> parameters = new ArrayList<>();
        add(parameters, http.queryParams());
        add(parameters, http.request().formAttributes());
        return new Search(base() + "/" + type, parameters, strict());
    }

    private static void add(List<Parameter> parameters, MultiMap values) {
        values.forEach((name, value) -> parameters.add(new Parameter(name, value)));
    }

    private boolean strict() {
        return http.request().headers().getAll("Prefer").stream()
                .flatMap(header -> Pattern.compile("[;,]").splitAsStream(header))
                .anyMatch(preference -> preference
                        .strip()
                        .replace(" ", "")
                        .toLowerCase(Locale.ROOT)
                        .equals("handling=strict"));
    }

    /**
     * Checks that JSON will do.
     *
     * @throws Problem where the client wants something else
     */
    public void checkFormat() {
        String format = http.queryParams().get("_format");
        if (format == null || format.isBlank()) {
            format = http.request().formAttributes().get("_format");
        }
        if (format != null && !format.isBlank()) {
            // A plus sign that nobody percent-encoded arrives as a space.
            if (!FORMATS.contains(mediaType(format).replace(' ', '+'))) {
                throw notAcceptable(format);
            }
            return;
        }
        List<String> accepts = http.request().headers().getAll(HttpHeaders.ACCEPT);
        boolean json = accepts.stream()
                .flatMap(header -> Pattern.compile(",").splitAsStream(header))
                .anyMatch(type -> ACCEPTABLE.matcher(mediaType(type)).matches());
        if (!accepts.isEmpty() && !json) {
            throw notAcceptable(String.join(",", accepts));
        }
    }

    private static String mediaType(String text) {
        return text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static Problem notAcceptable(String wanted) {
        return new Problem(
                406, Issue.NOT_SUPPORTED, "This server speaks application/fhir+json only, asked was " + wanted);
    }

    /** The answer's head: nothing of the chart may stay in a cache. */
    public HttpServerResponse answer(int status) {
        return http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
    }

    public void answer(Problem problem) {
        HttpServerResponse response = answer(problem.status());
        if (problem.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        response.end(Buffer.buffer(problem.json()));
    }

    public RoutingContext http() {
        return http;
    }
}
