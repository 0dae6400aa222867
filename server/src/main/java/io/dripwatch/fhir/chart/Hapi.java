package io.dripwatch.fhir.chart;

import ca.uhn.fhir.context.FhirContext;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/** HAPI FHIR, woken by the first who needs it: that takes seconds, so never on an event loop and never at the start. */
public final class Hapi {
    private @Nullable FhirContext context;

    /** A resource as JSON; blocks. */
    public Buffer json(IBaseResource resource) {
        String text = context().newJsonParser().encodeResourceToString(resource);
        return Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized FhirContext context() {
        if (context == null) {
            context = FhirContext.forR4();
        }
        return context;
    }
}
