package io.dripwatch.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dripwatch.fhir.Reads.Answer;
import io.dripwatch.fhir.rest.Chunks;
import io.dripwatch.fhir.rest.Exchange;
import io.dripwatch.fhir.rest.JsonBytes;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.fhir.rest.Rendering;
import io.dripwatch.fhir.rest.Rights;
import io.dripwatch.fhir.rest.Search;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and searches that are asked for at once, each as if it were asked for alone: allowed or refused, found or not,
 * and told to whoever keeps the record of accesses. Answered one after the other while they are sent.
 */
final class Batch implements Chunks {
    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 100;
    private static final Pattern SLASH = Pattern.compile("/");

    private final Reads reads;
    private final Exchange exchange;
    private final String base;
    private final Rights rights;
    private final Set<String> types;
    private final JsonNode entries;
    private int next;

    /**
     * A batch.
     *
     * @param types that can be asked for
     * @param body a Bundle of type batch
     * @throws Problem where it is none, or holds too much
     */
    Batch(Reads reads, Exchange exchange, Set<String> types, byte[] body) {
        this.reads = reads;
        this.exchange = exchange;
        this.base = exchange.base();
        this.rights = exchange.rights();
        this.types = types;
        this.entries = bundle(body).path("entry");
        if (entries.size() > MOST) {
            throw new Problem(
                    413, Issue.TOO_COSTLY, "A batch holds at most " + MOST + " entries, this one " + entries.size());
        }
    }

    private static JsonNode bundle(byte[] body) {
        JsonNode bundle;
        try {
            bundle = JSON.readTree(body);
        } catch (IOException e) {
            LOG.debug("A batch cannot be read", e);
            throw new Problem(400, Issue.INVALID, "The body is no JSON");
        }
        String type = bundle.path("type").asText();
        if (!bundle.path("resourceType").asText().equals("Bundle") || !type.equals("batch")) {
            throw new Problem(
                    400,
                    Issue.NOT_SUPPORTED,
                    "This address takes a Bundle of type batch, got " + (type.equals("transaction") ? type : "another")
                            + ": the chart is read only");
        }
        return bundle;
    }

    @Override
    public Buffer next() {
        JsonBytes out = new JsonBytes();
        out.ascii(next == 0 ? "{\"resourceType\":\"Bundle\",\"type\":\"batch-response\"" : "");
        if (next < entries.size()) {
            out.ascii(next == 0 ? ",\"entry\":[" : ",");
            entry(entries.get(next), out);
        }
        next++;
        if (done()) {
            out.ascii(entries.isEmpty() ? "}" : "]}");
        }
        return out.take();
    }

    @Override
    public boolean done() {
        return next >= Math.max(entries.size(), 1);
    }

    private void entry(JsonNode entry, JsonBytes out) {
        JsonNode request = entry.path("request");
        try {
            if (!request.path("method").asText().equals("GET")) {
                throw new Problem(405, Issue.NOT_SUPPORTED, "An entry takes GET only: the chart is read only");
            }
            answered(
                    answer(request.path("url").asText()),
                    request.path("ifNoneMatch").asText(),
                    out);
        } catch (RuntimeException e) {
            Problem problem = Answering.problem(e);
            out.ascii("{\"response\":{\"status\":\"" + problem.status() + "\",\"outcome\":")
                    .raw(problem.json())
                    .ascii("}}");
        }
    }

    private static void answered(Answer answer, String known, JsonBytes out) {
        String tag = answer.tag();
        boolean unchanged = tag != null && tag.equals(known);
        out.ascii("{");
        if (!unchanged) {
            out.ascii("\"resource\":").raw(answer.body().getBytes()).ascii(",");
        }
        out.ascii("\"response\":{\"status\":\"" + (unchanged ? "304" : "200") + "\"");
        if (tag != null) {
            out.ascii(",\"etag\":").string(tag);
        }
        if (answer.changed() != null) {
            out.ascii(",\"lastModified\":\"")
                    .instant(answer.changed().toEpochMilli())
                    .ascii("\"");
        }
        out.ascii("}}");
    }

    private Answer answer(String url) {
        String own = url.startsWith(base + "/") ? url.substring(base.length() + 1) : url;
        int mark = own.indexOf('?');
        String path = mark < 0 ? own : own.substring(0, mark);
        String[] parts = SLASH.split(path, -1);
        if (!types.contains(parts[0])) {
            throw nothing();
        }
        boolean searches = parts.length == 1 || path.equals("Observation/$lastn");
        if (!(searches ? rights.searches(parts[0]) : rights.reads(parts[0]))) {
            rights.part(parts[0], path, true);
            throw Problem.forbidden(parts[0], searches ? "s" : "r");
        }
        List<Search.Parameter> asked = mark < 0 ? List.of() : Search.Parameter.inQuery(own.substring(mark + 1));
        rights.part(parts[0], path + whose(asked), false);
        Rendering rendering = Exchange.rendering(false, name -> value(asked, name));
        return searches ? search(path, exchange.search(parts[0], asked), rendering) : read(parts, rendering);
    }

    private static Problem nothing() {
        return Problem.notFound("There is nothing at the address of this entry; see /fhir/metadata for what there is");
    }

    private Answer search(String path, Search search, Rendering rendering) {
        return path.endsWith("$lastn")
                ? reads.latest(search, rendering)
                : reads.search(path, search, rights, rendering);
    }

    private Answer read(String[] parts, Rendering rendering) {
        if (parts.length == 4 && parts[2].equals("_history")) {
            return reads.version(parts[0], parts[1], parts[3], rendering);
        }
        if (parts.length == 2 && !parts[1].startsWith("$")) {
            return reads.read(parts[0], parts[1], rendering);
        }
        throw nothing();
    }

    private static String value(List<Search.Parameter> parameters, String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Search.Parameter::value)
                .findFirst()
                .orElse("");
    }

    private static String whose(List<Search.Parameter> asked) {
        String patient = value(asked, "patient");
        return patient.isEmpty() ? "" : " of " + patient;
    }
}
