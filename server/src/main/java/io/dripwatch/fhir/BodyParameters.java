package io.dripwatch.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.fhir.rest.Search;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parameters of an operation in a resource of type Parameters: names with a simple value or a reference. */
final class BodyParameters {
    private static final Logger LOG = LoggerFactory.getLogger(BodyParameters.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private BodyParameters() {}

    /**
     * Reads a body.
     *
     * @throws Problem where it is no such resource
     */
    static List<Search.Parameter> of(@Nullable Buffer body) {
        JsonNode resource;
        try {
            resource = JSON.readTree(body == null ? new byte[0] : body.getBytes());
        } catch (IOException e) {
            LOG.debug("The body of an operation cannot be read", e);
            throw new Problem(400, Issue.INVALID, "The body is no JSON");
        }
        if (!resource.path("resourceType").asText().equals("Parameters")) {
            throw new Problem(400, Issue.INVALID, "This address takes a resource of type Parameters");
        }
        List<Search.Parameter> parameters = new ArrayList<>();
        for (JsonNode parameter : resource.path("parameter")) {
            String name = parameter.path("name").asText();
            parameters.add(new Search.Parameter(name, value(name, parameter)));
        }
        return parameters;
    }

    private static String value(String name, JsonNode parameter) {
        for (Map.Entry<String, JsonNode> field : parameter.properties()) {
            if (field.getKey().startsWith("value")) {
                JsonNode value = field.getValue();
                JsonNode simple = value.isObject() ? value.path("reference") : value;
                if (simple.isValueNode() && !simple.asText().isBlank()) {
                    return simple.asText();
                }
            }
        }
        throw new Problem(400, Issue.INVALID, "Parameter " + name + ": expected a simple value or a reference");
    }
}
