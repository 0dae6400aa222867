package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.access.Role;
import io.dripwatch.access.Scope;
import io.dripwatch.access.Secret;
import io.dripwatch.access.keys.Client;
import io.dripwatch.access.keys.ClientFile;
import io.dripwatch.access.keys.Keys;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.dripwatch.fhir.Receiver;
import io.dripwatch.fhir.observation.Oracle;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Subscribers of a whole server: who may be one, and what they are told of one that is killed. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
final class SubscribersIT {
    private static final int LIVES = 3;
    private static final String PROFILE = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Receiver hook;

    private final Vertx vertx = Vertx.vertx();

    @SuppressWarnings("NullAway.Init")
    SubscribersIT() {}

    @BeforeEach
    void listen() throws Exception {
        hook = new Receiver(vertx);
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Path config() throws Exception {
        return Files.writeString(
                folder.resolve("dripwatch.yaml"), "subscriptions: {hooks: ['" + hook.url("/") + "']}\n");
    }

    private String subscription() {
        return """
                {"resourceType": "Subscription", "status": "requested", "reason": "Synthetic",
                 "criteria": "urn:dripwatch:topic:vitals",
                 "channel": {"type": "rest-hook", "endpoint": "%s", "payload": "application/fhir+json",
                  "_payload": {"extension": [{"url": "%sbackport-payload-content", "valueCode": "id-only"}]}}}
                """.formatted(hook.url("/hook"), PROFILE);
    }

    @Test
    void aKilledServerGoesOnWhereItWasAndNumbersStayTheSame() throws Exception {
        String config = config().toString();
        int minute = 0;
        for (int life = 0; life < LIVES; life++) {
            try (ChildServer server = ChildServer.serve(folder, "--config", config)) {
                SignedIn client = new SignedIn(server.http().getPort());
                if (life == 0) {
                    HttpResponse<String> made = client.post("/fhir/Subscription", subscription());
                    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
                    hook.await(1);
                }
                for (int i = 0; i < 6; i++) {
                    measure(client, minute++);
                }
                int reached = life * 3;
                Receiver.await(() -> hook.numbers().size() >= reached, reached + " events");
                if (life == LIVES - 1) {
                    Set<String> found = found(client);
                    assertThat(found).hasSize(2 * minute);
                    Receiver.await(() -> hook.numbers().size() == found.size(), found.size() + " events");
                    assertThat(new TreeSet<>(told().values())).isEqualTo(found);
                    assertThat(told().keySet()).contains("1", Integer.toString(found.size()));
                }
                server.kill();
            }
        }
    }

    private static void measure(SignedIn client, int minute, String... headers) throws Exception {
        Instant at = Instant.now().minusSeconds(60L * (60 - minute));
        HttpResponse<String> kept =
                client.post("/api/v1/readings", """
                {"device": "BAND-7", "patient": {"id": "SYN-1", "authority": "TEST"}, "readings": [
                 {"metric": "spo2", "value": %d, "at": "%s"}, {"metric": "heartRate", "value": %d, "at": "%s"}]}
                """.formatted(90 + minute % 9, at, 60 + minute % 40, at), headers);
        assertThat(kept.statusCode()).as(kept.body()).isBetween(200, 299);
    }

    private static Set<String> found(SignedIn client) throws Exception {
        Set<String> found = new TreeSet<>();
        JsonNode page = Oracle.tree(client.get("/fhir/Observation?_count=1000&patient.identifier=SYN-1")
                .body());
        page.path("entry")
                .forEach(entry -> found.add(entry.path("resource").path("id").asText()));
        return found;
    }

    /** Of every number what it was about; always the same. */
    private Map<String, String> told() {
        Map<String, String> told = new HashMap<>();
        for (JsonNode bundle : hook.bundles()) {
            for (JsonNode event : bundle.findValues("part")) {
                String focus =
                        event.path(2).path("valueReference").path("reference").asText();
                String id = focus.substring(focus.lastIndexOf('/') + 1);
                String before = told.put(event.path(0).path("valueString").asText(), id);
                assertThat(before == null ? id : before).isEqualTo(id);
            }
        }
        return told;
    }

    @Test
    void onlyProgramsSubscribeAndOnlyToWhatTheyMayRead() throws Exception {
        Path data = folder.resolve("data");
        GivenAccounts.add(data, "doc", Role.PHYSICIAN, Instant.now().minusSeconds(10));
        GivenAccounts.add(data, "kim", Role.AUDITOR, Instant.now().minusSeconds(10));
        Scope observations = Scope.ofWord("system/Observation.rs");
        String ehr = token(data, "ehr", Set.of(Scope.SUBSCRIPTIONS, observations));
        String other = token(data, "other", Set.of(Scope.SUBSCRIPTIONS, Scope.ofWord("system/Encounter.rs")));
        String reader = token(data, "reader", Set.of(Scope.CHART));
        try (Server server =
                Server.start(Settings.of(Config.read(config()), folder, data).withPorts(0, 0))) {
            SignedIn doctor = SignedIn.as("doc", server.httpPort());
            SignedIn program = new SignedIn(server.httpPort());
            assertThat(doctor.post("/fhir/Subscription", subscription()).statusCode())
                    .isEqualTo(403);
            assertThat(send(program, "POST", "", reader).statusCode()).isEqualTo(403);
            assertThat(send(program, "POST", "", other).statusCode()).isEqualTo(403);
            HttpResponse<String> made = send(program, "POST", "", ehr);
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            String id = "/" + Oracle.tree(made.body()).path("id").asText();
            assertThat(send(program, "GET", id, other).statusCode()).isEqualTo(404);
            assertThat(send(program, "DELETE", id, other).statusCode()).isEqualTo(404);
            hook.await(1);
            awaitStatus(program, id, ehr, "active");

            new ClientFile(data).change(all -> all.stream()
                    .map(client -> client.name().equals("ehr") ? client.revokedAt(Instant.now()) : client)
                    .toList());
            String again = token(data, "ehr", Set.of(Scope.SUBSCRIPTIONS));
            awaitStatus(program, id, again, "error");
        }
    }

    @Test
    void whatAProgramIsToldStandsInTheRecordOfWhoSawWhat() throws Exception {
        Path data = folder.resolve("data");
        GivenAccounts.add(data, "kim", Role.AUDITOR, Instant.now().minusSeconds(10));
        String ehr = token(data, "ehr", Set.of(Scope.SUBSCRIPTIONS, Scope.ofWord("system/Observation.rs")));
        String band = new Keys(data).addDevice("BAND-7", Instant.now().minusSeconds(10));
        try (Server server =
                Server.start(Settings.of(Config.read(config()), folder, data).withPorts(0, 0))) {
            SignedIn program = new SignedIn(server.httpPort());
            HttpResponse<String> made = send(program, "POST", "", ehr);
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            hook.await(1);
            SignedIn auditor = SignedIn.as("kim", server.httpPort());
            assertThat(audited(auditor)).as("a handshake tells of nobody").isEmpty();
            measure(program, 1, "Authorization", "Bearer " + band);
            Receiver.await(() -> hook.numbers().size() == 2, "2 events");
            Receiver.await(() -> !audited(auditor).isEmpty(), "an AuditEvent");
            assertThat(audited(auditor)).allMatch(told -> told.contains("Patient/1") && told.contains("ehr, program"));
        }
    }

    /** What was handed out to the program, each as JSON. */
    private static List<String> audited(SignedIn auditor) {
        try {
            List<String> found = new ArrayList<>();
            Oracle.tree(auditor.get("/fhir/AuditEvent?altid=program%20ehr&subtype=export")
                            .body())
                    .path("entry")
                    .forEach(entry -> found.add(entry.path("resource").toString()));
            return found;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> send(SignedIn program, String method, String path, String token) throws Exception {
        String body = method.equals("POST") ? subscription() : null;
        return program.send(method, "/fhir/Subscription" + path, body, "Authorization", "Bearer " + token);
    }

    private void awaitStatus(SignedIn program, String id, String token, String status) throws Exception {
        Receiver.await(() -> isStatus(program, id, token, status), "status " + status);
    }

    private boolean isStatus(SignedIn program, String id, String token, String status) {
        try {
            return send(program, "GET", id, token).body().contains("\"status\":\"" + status + '"');
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String token(Path data, String name, Set<Scope> scopes) {
        String secret = Secret.fresh();
        new ClientFile(data).change(clients -> {
            List<Client> more = new ArrayList<>(clients);
            more.add(Client.of(name, scopes, secret, Instant.now().minusSeconds(60), null));
            return more;
        });
        return secret;
    }
}
