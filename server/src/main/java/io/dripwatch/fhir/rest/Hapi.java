package io.dripwatch.fhir.rest;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/** HAPI FHIR, woken by the first who needs it: that takes seconds, so never on an event loop and never at the start. */
public final class Hapi {
    private @Nullable FhirContext context;

    /** A resource as the client wants to read it; blocks. */
    public Buffer text(IBaseResource resource, Rendering rendering) {
        IParser parser = rendering.xml() ? context().newXmlParser() : context().newJsonParser();
        parser.setSummaryMode(rendering.summary());
        if (!rendering.elements().isEmpty()) {
            Set<String> elements = Stream.concat(
                            rendering.elements().stream().map(element -> "*." + element), Stream.of("*.(mandatory)"))
                    .collect(Collectors.toSet());
            parser.setEncodeElements(elements);
            parser.setEncodeElementsAppliesToChildResourcesOnly(resource instanceof IBaseBundle);
        }
        return Buffer.buffer(parser.encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8));
    }

    /** What was written as plain JSON, as the client wants to read it; blocks. */
    public Buffer text(Buffer json, Rendering rendering) {
        return rendering.plain() ? json : text(read(json.toString(StandardCharsets.UTF_8)), rendering);
    }

    /**
     * Reads JSON; blocks.
     *
     * @throws Problem where it is not a resource
     */
    public IBaseResource read(String json) {
        try {
            return context().newJsonParser().parseResource(json);
        } catch (DataFormatException e) {
            throw new Problem(400, Problem.Issue.INVALID, "The body is no resource in JSON: " + e.getMessage());
        }
    }

    private synchronized FhirContext context() {
        if (context == null) {
            context = FhirContext.forR4();
        }
        return context;
    }
}
