package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dripwatch.access.Action;
import io.dripwatch.access.Grant;
import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.access.web.Addresses;
import io.dripwatch.access.web.Need;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every address that the router knows, asked by everybody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SweepIT {
    private static final Set<String> PUBLIC = Set.of(
            "GET /",
            "GET /chair/:chair",
            "GET /session/:session/report",
            "GET /session/:session/readings",
            "GET /api/v1/readings.schema.json",
            "GET /api/v1/session",
            "POST /api/v1/session",
            "POST /api/v1/session/unlock",
            "POST /api/v1/session/pair",
            "POST /api/v1/session/hospital",
            "GET /api/v1/session/hospital/back",
            "POST /api/v1/session/hospital/ended",
            "GET /administration",
            "GET /review",
            "POST /api/v1/session/lock",
            "POST /api/v1/session/end",
            "GET /fhir/metadata",
            "GET /fhir/.well-known/smart-configuration",
            "POST /fhir/auth/token",
            "GET /fhir/$subscription-socket",
            "GET /health/live",
            "GET /health/ready");

    /** Nobody is there yet who could be asked: what programs sign is looked at behind their door. */
    private static final Set<Need.Of> PUBLICLY = Set.of(Need.Of.ANYBODY, Need.Of.PROGRAMS);

    private final Addresses addresses = new Addresses();
    private final Map<Role, SignedIn> people = new EnumMap<>(Role.class);
    /** The same, but in one of the two rooms alone. */
    private final Map<Role, SignedIn> inEast = new EnumMap<>(Role.class);

    private Server server;

    /** One address by one method. */
    private record Way(String method, String pattern) {
        String path() {
            return path("1");
        }

        /** Of this chair, or this session. */
        String path(String name) {
            return pattern.replaceAll(":[a-z]+", name).replace("*", "anything");
        }

        boolean about(String part) {
            return pattern.contains(part);
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    @SuppressWarnings("NullAway.Init")
    SweepIT() {}

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        for (Role role : Role.values()) {
            if (role.ofPeople()) {
                Instant before = Instant.now().minusSeconds(10);
                GivenAccounts.add(data, role.word(), role, before);
                GivenAccounts.add(data, role.word() + ".east", List.of(new Grant(role, "East")), before);
            }
        }
        Path config = Files.writeString(data.resolve("dripwatch.yaml"), """
                rooms: [{name: East, chairs: ["1"]}, {name: West, chairs: ["2"]}]
                http: {publicUrl: 'http://127.0.0.1'}
                oidc:
                  issuer: http://127.0.0.1:1
                  client: dripwatch
                  roles: {nurses: [nurse]}
                """);
        server = Server.start(
                Settings.of(Config.read(config), data, data).withPorts(0, 0).withMqttPort(0));
        for (Role role : Role.values()) {
            if (role.ofPeople()) {
                people.put(role, SignedIn.as(role.word(), server.httpPort()));
                inEast.put(role, SignedIn.as(role.word() + ".east", server.httpPort()));
            }
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (Route route : server.addresses()) {
            String path = route.getPath();
            if (path != null) {
                Set<HttpMethod> methods = route.methods() == null ? Set.of() : route.methods();
                for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
                    if (methods.isEmpty() || methods.contains(HttpMethod.valueOf(method))) {
                        ways.add(new Way(method, path));
                    }
                }
            }
        }
        assertThat(ways).hasSizeGreaterThan(40);
        return ways.stream().distinct().toList();
    }

    @Test
    void withoutCredentialsEverythingIsRefusedThatIsNotPublic() throws Exception {
        SignedIn nobody = new SignedIn(server.httpPort());
        for (Way way : ways()) {
            Need need = addresses.need(way.method(), way.path());
            boolean open = need != null && PUBLICLY.contains(need.of());
            HttpResponse<String> answer = nobody.send(way.method(), way.path(), body(way));
            assertThat(PUBLIC.contains(way.toString())).as("public: " + way).isEqualTo(open);
            if (!open) {
                int[] refused = way.pattern().endsWith("/ended") ? new int[] {400} : new int[] {401, 404};
                assertThat(refused).as(way + ": " + answer.body()).contains(answer.statusCode());
            }
        }
    }

    @Test
    void withEachRoleItIsAsTheTableSays() throws Exception {
        for (Way way : ways()) {
            Need need = addresses.need(way.method(), way.path());
            Action action = need == null ? null : need.action();
            for (Role role : people.keySet()) {
                SignedIn person = people.get(role);
                if (action != null) {
                    int status =
                            person.send(way.method(), way.path(), body(way)).statusCode();
                    if (action.allows(role)) {
                        assertThat(status).as(way + " as " + role).isNotIn(401, 403);
                    } else {
                        assertThat(status).as(way + " as " + role).isEqualTo(403);
                    }
                } else if (need == null) {
                    assertThat(person.send(way.method(), way.path(), body(way)).statusCode())
                            .as("not in the table: " + way)
                            .isEqualTo(404);
                }
            }
        }
    }

    @Test
    void whoHasARoleInOneRoomIsRefusedAtEveryChairOfTheOtherAndWhereverItIsAboutAll() throws Exception {
        for (Way way : ways()) {
            Need need = addresses.need(way.method(), way.path());
            Action action = need == null ? null : need.action();
            if (action == null) {
                continue;
            }
            for (Role role : inEast.keySet()) {
                SignedIn person = inEast.get(role);
                boolean here = action.allows(role) && !action.ofAllRooms();
                assertThat(person.send(way.method(), way.path(), body(way)).statusCode() != 403)
                        .as(way + " as " + role + " in East")
                        .isEqualTo(here);
                if (way.about(":chair")) {
                    assertThat(person.send(way.method(), way.path("2"), body(way))
                                    .statusCode())
                            .as(way + " in West as " + role + " in East")
                            .isEqualTo(403);
                }
            }
        }
    }

    @Test
    void noSpellingOfAChairOfAnotherRoomGoesRoundTheDoor() throws Exception {
        SignedIn nurse = Objects.requireNonNull(inEast.get(Role.NURSE));
        assertThat(nurse.get("/api/v1/chairs/1/history").statusCode()).isEqualTo(404);
        for (String path : List.of(
                "/api/v1/chairs/2/history",
                "/api/v1/chairs/%32/history",
                "/api/v1//chairs//2//history",
                "/api/v1/chairs/1/../2/history",
                "/api/v1/chairs/1/%2e%2e/2/history",
                "/api/v1/chairs/3/history",
                "/api/v1/chairs/%ff/history",
                "/api/v1/trend?chair=2&metric=spo2&from=0",
                "/api/v1/trend?chair=%32&metric=spo2&from=0")) {
            assertThat(nurse.get(path).statusCode()).as(path).isIn(400, 403, 404);
            assertThat(nurse.get(path).body()).as(path).doesNotContain("No session was ever opened", "points");
        }
    }

    @Test
    void noSpellingOfAnAddressGoesRoundTheDoor() throws Exception {
        SignedIn nobody = new SignedIn(server.httpPort());
        for (Way way : ways()) {
            Need need = addresses.need(way.method(), way.path());
            if (need == null || PUBLICLY.contains(need.of())) {
                continue;
            }
            String path = way.path();
            for (String other : List.of(
                    path + "/",
                    path + "//",
                    "/" + path,
                    "/x/.." + path,
                    "/." + path,
                    "/%2e" + path,
                    "/x/%2e%2e" + path,
                    "/%" + Integer.toHexString(path.charAt(1)) + path.substring(2),
                    path + "?x=/health/live",
                    path + ";/health/live")) {
                HttpResponse<String> answer = nobody.send(way.method(), other, body(way));
                assertThat(answer.statusCode()).as(way.method() + " " + other).isIn(400, 401, 404);
            }
        }
    }

    @Test
    void publishersWithoutATokenAreNotHeard() throws Exception {
        try (MqttClient publisher =
                new MqttClient("tcp://127.0.0.1:" + server.mqttPort(), "BAND-7", new MemoryPersistence())) {
            assertThat(catchThrowable(publisher::connect)).isInstanceOf(MqttException.class);
        }
    }

    private static @Nullable String body(Way way) {
        return way.method().equals("GET") ? null : "{}";
    }
}
