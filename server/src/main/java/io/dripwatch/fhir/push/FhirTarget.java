package io.dripwatch.fhir.push;

import io.dripwatch.push.Endpoint;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A FHIR server that is told what is new.
 *
 * @param base its base address, http or https
 * @param endpoint the same as host and port
 * @param token the file whose first line is the bearer token, read anew for each request; null where none is needed
 * @param patience how long an answer may take
 */
public record FhirTarget(
        URI base, Endpoint endpoint, @Nullable Path token, Duration patience) {}
