package io.dripwatch.access.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** What is answered at the door. */
final class Answers {
    private Answers() {}

    static void json(RoutingContext http, int status, JsonObject body) {
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body.encode());
    }

    /** One sentence, in the form that the address speaks; to people in the words of the site. */
    static void refuse(RoutingContext http, int status, String sentence) {
        if (http.normalizedPath().startsWith("/fhir")) {
            JsonObject issue = new JsonObject()
                    .put("severity", "error")
                    .put("code", code(status))
                    .put("diagnostics", sentence);
            http.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/fhir+json")
                    .end(new JsonObject()
                            .put("resourceType", "OperationOutcome")
                            .put("issue", new JsonArray().add(issue))
                            .encode());
            return;
        }
        json(http, status, new JsonObject().put("error", Spoken.of(http).tell(sentence)));
    }

    private static String code(int status) {
        return switch (status) {
            case 400 -> "structure";
            case 401 -> "login";
            case 404 -> "not-found";
            case 500 -> "exception";
            default -> "forbidden";
        };
    }
}
