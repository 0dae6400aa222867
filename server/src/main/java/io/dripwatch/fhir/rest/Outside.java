package io.dripwatch.fhir.rest;

import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The API as others see it.
 *
 * @param version of this server
 * @param publicBase the absolute address of {@code /fhir} as the outside knows it, without a final slash; null to go by
 *     each request's scheme and host
 * @param rights what whoever asks may see
 */
public record Outside(String version, @Nullable String publicBase, Function<RoutingContext, Rights> rights) {

    /** For everybody. */
    public static Outside open(String version) {
        return new Outside(version, null, http -> Rights.ALL);
    }
}
