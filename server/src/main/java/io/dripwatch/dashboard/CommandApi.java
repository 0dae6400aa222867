package io.dripwatch.dashboard;

import io.dripwatch.flow.Command;
import io.dripwatch.flow.CommandRefused;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.wording.Wording;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What nurses press: JSON over HTTP POST, one address for each command. */
final class CommandApi {
    private static final Logger LOG = LoggerFactory.getLogger(CommandApi.class);
    private static final int LARGEST_BODY = 16 * 1024;
    private static final int LONGEST_PAUSE_SECONDS = 24 * 60 * 60;

    private final Control control;
    private final Signer signer;
    private final SessionCommands sessions;
    private final Wording words;

    /** Makes a command of an address and a body. */
    private interface Reader {
        Command read(RoutingContext http, CommandBody body);
    }

    /** Makes a command of a chair and a body. */
    private interface AtChair {
        Command read(ChairId chair, CommandBody body);
    }

    CommandApi(Control control, Signer signer, InstantSource clock, Wording words) {
        this.control = control;
        this.signer = signer;
        this.sessions = new SessionCommands(clock, words.units());
        this.words = words;
    }

    void mount(Router router) {
        chair(router, "session", sessions::open);
        chair(router, "check", SessionCommands::answer);
        chair(router, "weigh", sessions::weigh);
        chair(router, "override", SessionCommands::override);
        chair(router, "stage", SessionCommands::move);
        chair(router, "stage/confirm", (chair, body) -> new Command.ConfirmStage(body.by(), chair));
        chair(router, "nurse", (chair, body) -> new Command.NameNurse(body.by(), chair, body.name("nurse")));
        chair(router, "chart", SessionCommands::chart);
        chair(router, "discharge", SessionCommands::sign);
        chair(router, "limits", sessions::setLimit);
        chair(router, "limits/clear", SessionCommands::clearLimit);
        chair(router, "off", SessionCommands::turnOff);
        chair(router, "on", SessionCommands::turnOn);
        chair(router, "audio-pause", (chair, body) -> new Command.PauseAudio(body.by(), chair, pause(body)));
        alarms(router);
        post(router, "/api/v1/courses", (http, body) -> CourseCommands.start(body));
        post(router, "/api/v1/courses/:course", (http, body) -> CourseCommands.edit(http.pathParam("course"), body));
        post(
                router,
                "/api/v1/courses/:course/end",
                (http, body) -> new Command.EndCourse(body.by(), http.pathParam("course"), body.reason("reason")));
        post(
                router,
                "/api/v1/devices/assign",
                (http, body) -> new Command.AssignDevice(
                        body.by(),
                        new ChairId(body.text("chair")),
                        new DeviceId(body.text("device")),
                        body.flag("withPatient")));
        post(
                router,
                "/api/v1/devices/release",
                (http, body) -> new Command.ReleaseDevice(body.by(), new DeviceId(body.text("device"))));
        post(
                router,
                "/api/v1/pool/assign",
                (http, body) -> new Command.AssignHold(
                        body.by(), body.text("id"), body.within("patient").patient()));
    }

    private void alarms(Router router) {
        String alarm = "/api/v1/chairs/:chair/alarms/:alarm/";
        post(
                router,
                alarm + "acknowledge",
                (http, body) -> new Command.Acknowledge(
                        body.by(), chair(http), http.pathParam("alarm"), body.reason("action")));
        post(
                router,
                alarm + "accept",
                (http, body) -> new Command.Accept(body.by(), chair(http), http.pathParam("alarm")));
        post(
                router,
                alarm + "pause",
                (http, body) -> new Command.PauseAlarm(body.by(), chair(http), http.pathParam("alarm"), pause(body)));
    }

    private static Duration pause(CommandBody body) {
        return Duration.ofSeconds(body.whole("seconds", 0, LONGEST_PAUSE_SECONDS));
    }

    private void chair(Router router, String what, AtChair reader) {
        post(router, "/api/v1/chairs/:chair/" + what, (http, body) -> reader.read(chair(http), body));
    }

    private void post(Router router, String path, Reader reader) {
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(http -> take(http, reader));
    }

    private void take(RoutingContext http, Reader reader) {
        Command command;
        try {
            CommandBody body = body(http);
            String signature = signer.signature(http);
            command = reader.read(http, signature == null ? body : body.signed(signature));
        } catch (IllegalArgumentException e) {
            refuse(http, 400, words.tell(String.valueOf(e.getMessage())));
            return;
        }
        if (!signer.may(http, command)) {
            signer.refused(http, command);
            refuse(http, 403, words.say("Your role does not allow this."));
            return;
        }
        control.command(command, signer.reach(http, command))
                .onSuccess(done -> answer(http, 200, new JsonObject().put("ok", true)))
                .onFailure(failure -> failed(http, command, failure));
    }

    private void failed(RoutingContext http, Command command, Throwable failure) {
        if (failure instanceof CommandRefused refused) {
            if (refused.why() == CommandRefused.Cause.NOT_ALLOWED) {
                signer.refused(http, command);
            }
            int status =
                    switch (refused.why()) {
                        case NOT_FOUND -> 404;
                        case CONFLICT -> 409;
                        case NOT_ALLOWED -> 403;
                    };
            refuse(http, status, words.say(refused.sentence()));
        } else {
            LOG.error("A command was done and could not be kept", failure);
            String sentence = "Done, but not yet kept: the store does not work. It is kept as soon as it does.";
            refuse(http, 503, words.say(sentence));
        }
    }

    private static CommandBody body(RoutingContext http) {
        String type = http.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.startsWith("application/json")) {
            throw new IllegalArgumentException("expected content-type application/json");
        }
        return CommandBody.of(
                http.body().buffer() == null
                        ? new byte[0]
                        : http.body().buffer().getBytes());
    }

    private static ChairId chair(RoutingContext http) {
        return new ChairId(http.pathParam("chair"));
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
