package io.dripwatch.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.CommandRefused;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What nurses press: JSON over HTTP POST, one address for each command. */
final class CommandApi {
    private static final Logger LOG = LoggerFactory.getLogger(CommandApi.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_BODY = 16 * 1024;

    private final Control control;
    private final InstantSource clock;

    /** Makes a command of an address and a body. */
    private interface Reader {
        Command read(RoutingContext http, JsonNode body);
    }

    CommandApi(Control control, InstantSource clock) {
        this.control = control;
        this.clock = clock;
    }

    void mount(Router router) {
        post(router, "/api/v1/chairs/:chair/session", this::openSession);
        post(router, "/api/v1/chairs/:chair/stage", CommandApi::moveStage);
        post(
                router,
                "/api/v1/chairs/:chair/alarms/:alarm/acknowledge",
                (http, body) -> new Command.Acknowledge(
                        by(body),
                        chair(http),
                        http.pathParam("alarm"),
                        body.path("action").asText("").strip()));
        post(
                router,
                "/api/v1/chairs/:chair/audio-pause",
                (http, body) -> new Command.PauseAudio(
                        by(body), chair(http), Duration.ofSeconds((long) number(body, "seconds"))));
        post(
                router,
                "/api/v1/devices/assign",
                (http, body) -> new Command.AssignDevice(
                        by(body), new ChairId(text(body, "chair")), new DeviceId(text(body, "device"))));
        post(
                router,
                "/api/v1/devices/release",
                (http, body) -> new Command.ReleaseDevice(by(body), new DeviceId(text(body, "device"))));
        post(
                router,
                "/api/v1/pool/assign",
                (http, body) -> new Command.AssignHold(by(body), text(body, "id"), patient(body.path("patient"))));
    }

    private void post(Router router, String path, Reader reader) {
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(http -> take(http, reader));
    }

    private void take(RoutingContext http, Reader reader) {
        Command command;
        try {
            command = reader.read(http, body(http));
        } catch (IllegalArgumentException e) {
            refuse(http, 400, String.valueOf(e.getMessage()));
            return;
        }
        control.command(command)
                .onSuccess(done -> answer(http, 200, new JsonObject().put("ok", true)))
                .onFailure(failure -> failed(http, failure));
    }

    private static void failed(RoutingContext http, Throwable failure) {
        if (failure instanceof CommandRefused refused) {
            int status =
                    switch (refused.why()) {
                        case NOT_FOUND -> 404;
                        case CONFLICT -> 409;
                    };
            refuse(http, status, String.valueOf(refused.getMessage()));
        } else {
            LOG.error("A command was done and could not be kept", failure);
            refuse(http, 503, "Done, but not yet kept: the store does not work. It is kept as soon as it does.");
        }
    }

    private static JsonNode body(RoutingContext http) {
        String type = http.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.startsWith("application/json")) {
            throw new IllegalArgumentException("expected content-type application/json");
        }
        try {
            JsonNode body = JSON.readTree(
                    http.body().buffer() == null
                            ? new byte[0]
                            : http.body().buffer().getBytes());
            if (!body.isObject()) {
                throw new IllegalArgumentException("expected a JSON object");
            }
            return body;
        } catch (IOException e) {
            throw new IllegalArgumentException("expected JSON, got something else", e);
        }
    }

    private Command openSession(RoutingContext http, JsonNode body) {
        JsonNode patient = body.path("patient");
        JsonNode weight = body.path("weightKg");
        return new Command.OpenSession(
                by(body),
                chair(http),
                text(body, "protocol"),
                patient.isObject() ? patient(patient) : null,
                weight.isNumber() ? Weight.of(weight.asDouble(), "kg", clock.instant()) : null,
                Stage.ofWord(body.path("stage").asText(Stage.BASELINE.word())));
    }

    private static Command moveStage(RoutingContext http, JsonNode body) {
        return new Command.MoveStage(
                by(body),
                chair(http),
                Stage.ofWord(text(body, "to")),
                body.path("reason").asText(""));
    }

    private static Patient patient(JsonNode node) {
        PatientId id = new PatientId(node.path("authority").asText(""), text(node, "id"));
        return new Patient(
                id, node.path("family").asText(""), node.path("given").asText(""), null, Patient.Sex.UNKNOWN);
    }

    private static String by(JsonNode body) {
        String by = text(body, "by");
        if (by.length() > 60) {
            throw new IllegalArgumentException("expected by of at most 60 characters");
        }
        return by;
    }

    private static ChairId chair(RoutingContext http) {
        return new ChairId(http.pathParam("chair"));
    }

    private static String text(JsonNode body, String field) {
        @Nullable JsonNode value = body.get(field);
        if (value == null || !value.isTextual() || value.asText().isBlank()) {
            throw new IllegalArgumentException("expected text in " + field);
        }
        return value.asText().strip();
    }

    private static double number(JsonNode body, String field) {
        JsonNode value = body.get(field);
        if (value == null || !value.isNumber()) {
            throw new IllegalArgumentException("expected a number in " + field);
        }
        return value.asDouble();
    }

    private static void refuse(RoutingContext http, int status, String sentence) {
        answer(http, status, new JsonObject().put("error", sentence));
    }

    private static void answer(RoutingContext http, int status, JsonObject body) {
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body.encode());
    }
}
