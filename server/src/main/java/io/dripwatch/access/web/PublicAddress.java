package io.dripwatch.access.web;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Under which address the outside knows this server. What others sign for it holds for that address alone, so that it
 * is said by who runs the server: the name in a request is chosen by who sends it.
 *
 * @param said such as {@code https://dripwatch.clinic.example}; null where nobody has said
 */
public record PublicAddress(@Nullable String said) {

    /** The address; null where nobody has said it and somebody from outside asks. */
    public @Nullable String of(HttpServerRequest request) {
        if (said != null) {
            return said;
        }
        return Origins.askedAsThisMachine(request) && Origins.fromThisMachine(request.remoteAddress())
                ? request.scheme() + "://" + request.authority()
                : null;
    }
}
