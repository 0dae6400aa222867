package io.dripwatch.fhir.rest;

import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.fhir.rest.Search.Parameter;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request and its answer, as far as HTTP goes. */
public final class Exchange {
    private static final Set<String> JSON_FORMATS =
            Set.of("json", "application/json", "application/fhir+json", "application/json+fhir", "text/json");
    private static final Set<String> XML_FORMATS =
            Set.of("xml", "application/xml", "application/fhir+xml", "application/xml+fhir", "text/xml");
    private static final String RESOLUTION = "resolution";
    private static final Pattern ELEMENT = Pattern.compile("[A-Za-z][A-Za-z0-9.]{0,99}");
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]+");

    private final RoutingContext http;
    private final Outside outside;
    private final Rights rights;

    public Exchange(RoutingContext http, Outside outside) {
        this.http = http;
        this.outside = outside;
        this.rights = outside.rights().apply(http);
    }

    /** What whoever asks may see. */
    public Rights rights() {
        return rights;
    }

    /**
     * Asks whether single resources of a type may be read.
     *
     * @throws Problem where they may not
     */
    public void read(String type) {
        demand(rights.reads(type), type, "r");
    }

    /**
     * Asks whether resources of a type may be searched.
     *
     * @throws Problem where they may not
     */
    public void searchIn(String type) {
        demand(rights.searches(type), type, "s");
    }

    /**
     * Asks whether somebody may be told of what is new.
     *
     * @throws Problem where they may not
     */
    public void subscribe() {
        demand(rights.subscribes(), "Subscription", "cruds");
    }

    private void demand(boolean allowed, String type, String scope) {
        if (!allowed) {
            rights.part(type, type, true);
            throw Problem.forbidden(type, scope);
        }
    }

    /** The address of the API as the client knows it. */
    public String base() {
        if (outside.publicBase() != null) {
            return outside.publicBase();
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
        return search(type, parameters);
    }

    /** A search within what was asked for. */
    public Search search(String type, List<Parameter> parameters) {
        List<Parameter> all = new ArrayList<>(parameters);
        boolean fullOrNot = type.equals("Observation") || type.endsWith("$export");
        if (rights.full() && fullOrNot && parameters.stream().noneMatch(Exchange::saysHowMany)) {
            all.add(new Parameter(RESOLUTION, "full"));
        }
        if (!rights.searches("Provenance")) {
            all.removeIf(parameter -> parameter.name().equals("_revinclude"));
        }
        return new Search(base() + "/" + type, all, handling());
    }

    private static boolean saysHowMany(Parameter parameter) {
        return parameter.name().equals(RESOLUTION);
    }

    private static void add(List<Parameter> parameters, MultiMap values) {
        values.forEach((name, value) -> parameters.add(new Parameter(name, value)));
    }

    private Search.Handling handling() {
        if (prefers("handling=strict")) {
            return Search.Handling.STRICT;
        }
        return prefers("handling=lenient") ? Search.Handling.LENIENT : Search.Handling.UNSAID;
    }

    /**
     * Asks whether the body is JSON.
     *
     * @param what is brought, for the error message
     * @throws Problem where it is not
     */
    public void bringsJson(String what) {
        String type = http.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !(type.startsWith("application/fhir+json") || type.startsWith("application/json"))) {
            throw new Problem(415, Issue.NOT_SUPPORTED, what + " needs content-type application/fhir+json");
        }
    }

    /** Whether a word stands in the header {@code Prefer}. */
    public boolean prefers(String preference) {
        return http.request().headers().getAll("Prefer").stream()
                .flatMap(header -> Pattern.compile("[;,]").splitAsStream(header))
                .anyMatch(one ->
                        one.strip().replace(" ", "").toLowerCase(Locale.ROOT).equals(preference));
    }

    /**
     * How the client wants to read the answer.
     *
     * @throws Problem where it wants what there is not
     */
    public Rendering rendering() {
        return rendering(xml(), this::asked);
    }

    /**
     * The same of something within what was asked for.
     *
     * @param asked the value of a parameter; "" where it has none
     */
    public static Rendering rendering(boolean xml, UnaryOperator<String> asked) {
        return new Rendering(
                xml,
                "true".equals(asked.apply("_summary")),
                Pattern.compile(",")
                        .splitAsStream(asked.apply("_elements"))
                        .map(String::strip)
                        .filter(element -> !element.isEmpty())
                        .peek(Exchange::checkElement)
                        .toList());
    }

    private String asked(String parameter) {
        String value = http.queryParams().get(parameter);
        String other = value == null ? http.request().formAttributes().get(parameter) : value;
        return other == null ? "" : other;
    }

    private static void checkElement(String element) {
        if (!ELEMENT.matcher(element).matches()) {
            throw Problem.badValue("_elements", element, "names of elements such as status,code");
        }
    }

    /**
     * Whether the client wants a file of this media type as it is; else as a resource.
     *
     * @throws Problem where it wants neither
     */
    public boolean wantsFile(String type) {
        if (!asked("_format").isBlank()) {
            return false;
        }
        List<String> accepts = accepts();
        if (accepts.isEmpty() || accepts.contains(type)) {
            return true;
        }
        boolean resource = accepts.stream()
                .anyMatch(accepted -> JSON_FORMATS.contains(accepted) || XML_FORMATS.contains(accepted));
        if (!resource
                && accepts.stream().noneMatch(accepted -> accepted.equals("*/*") || accepted.equals("application/*"))) {
            throw notAcceptable(String.join(",", accepts));
        }
        return !resource;
    }

    private List<String> accepts() {
        return http.request().headers().getAll(HttpHeaders.ACCEPT).stream()
                .flatMap(header -> Pattern.compile(",").splitAsStream(header))
                .map(Exchange::mediaType)
                .toList();
    }

    private boolean xml() {
        String format = asked("_format");
        if (!format.isBlank()) {
            // A plus sign that nobody percent-encoded arrives as a space.
            String type = mediaType(format).replace(' ', '+');
            if (!JSON_FORMATS.contains(type) && !XML_FORMATS.contains(type)) {
                throw notAcceptable(format);
            }
            return XML_FORMATS.contains(type);
        }
        List<String> accepts = accepts();
        for (String type : accepts) {
            if (JSON_FORMATS.contains(type) || type.equals("*/*") || type.equals("application/*")) {
                return false;
            }
            if (XML_FORMATS.contains(type)) {
                return true;
            }
        }
        if (!accepts.isEmpty()) {
            throw notAcceptable(String.join(",", accepts));
        }
        return false;
    }

    private static String mediaType(String text) {
        return text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static Problem notAcceptable(String wanted) {
        return new Problem(
                406,
                Issue.NOT_SUPPORTED,
                "This server speaks application/fhir+json and application/fhir+xml, asked was " + wanted);
    }

    /** The answer's head: nothing of the chart may stay in a cache. */
    public HttpServerResponse answer(int status, Rendering rendering) {
        return http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, rendering.type())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
    }

    /** An error. It is told in JSON, also to those who cannot be served what they want. */
    public void answer(Problem problem) {
        HttpServerResponse response = answer(problem.status(), Rendering.JSON);
        if (problem.status() == 503 || problem.status() == 429) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        response.end(Buffer.buffer(problem.json()));
    }

    /**
     * Whether the client has this already ({@code If-None-Match}, {@code If-Modified-Since}).
     *
     * @param tag of what would be sent
     * @param changed when it last changed; null where that is not known
     */
    public boolean has(String tag, @Nullable Instant changed) {
        String none = http.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (none != null) {
            return Pattern.compile(",").splitAsStream(none).map(String::strip).anyMatch(tag::equals);
        }
        String since = http.request().getHeader(HttpHeaders.IF_MODIFIED_SINCE);
        if (since == null || changed == null) {
            return false;
        }
        try {
            Instant known = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(since));
            return !changed.truncatedTo(ChronoUnit.SECONDS).isAfter(known);
        } catch (DateTimeException noDate) {
            return false;
        }
    }

    public RoutingContext http() {
        return http;
    }
}
