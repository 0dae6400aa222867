package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.pager.PushService;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** High alarms on their way to a browser that is closed, by a push service of this machine. */
@Timeout(90)
@ExtendWith(VertxExtension.class)
@SuppressWarnings("NullAway.Init")
final class PagerIT {
    private static final int WAIT_SECONDS = PagedRoom.WAIT_SECONDS;

    @TempDir
    private Path folder;

    private PagedRoom room;
    private PushService service;
    private SignedIn nurse;

    PagerIT() {}

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        room = new PagedRoom(folder, vertx);
        service = room.service;
        nurse = SignedIn.as("nora", room.httpPort());
    }

    @AfterEach
    void stop() throws Exception {
        room.close();
    }

    @Test
    void aHighAlarmIsToldByChairAndPriorityAloneAndCountsAsShownNowhere() throws Exception {
        assertThat(new JsonObject(nurse.get("/api/v1/pager").body()).getString("key"))
                .hasSize(87);
        assertThat(subscribe(service.address() + "/push/1")).contains("until");
        room.alarm(1);

        PushService.Received page = Objects.requireNonNull(service.next(WAIT_SECONDS), "no page came");
        assertThat(page.text()).isEqualTo("{\"chair\":\"1\",\"priority\":\"high\"}");
        assertThat(page.path()).isEqualTo("/push/1");
        assertThat(List.of(page.ttl(), page.urgency(), page.coding())).containsExactly("60", "high", "aes128gcm");
        assertThat(page.authorization()).startsWith("vapid t=");
        room.counts("dripwatch_pages_sent_total 1");
        assertThat(room.metrics()).contains("dripwatch_alarms_shown_total 0");
    }

    @Test
    void whoAskedIsToldAfterARestartToo() throws Exception {
        subscribe(service.address() + "/push/1");
        room.restart();
        room.alarm(2);

        assertThat(Objects.requireNonNull(service.next(WAIT_SECONDS), "no page came")
                        .text())
                .contains("\"chair\":\"2\"");
    }

    @Test
    void aBrowserThatItsServiceDoesNotKnowIsForgotten() throws Exception {
        subscribe(service.address() + "/push/1");
        service.answers(410);
        room.alarm(1);

        assertThat(service.next(WAIT_SECONDS)).isNotNull();
        room.counts("dripwatch_paged_browsers_forgotten_total 1");
        assertThat(room.metrics()).contains("dripwatch_paged_browsers 0");
        room.alarm(2);
        assertThat(service.next(2)).isNull();
    }

    @Test
    void aServiceThatRefusesIsToldToWhoRunsTheServer() throws Exception {
        subscribe(service.address() + "/push/1");
        service.answers(403);
        room.alarm(1);

        room.counts("dripwatch_pages_failed_total 1");
        assertThat(service.next(WAIT_SECONDS)).isNotNull();
    }

    @Test
    void whoDoesNotWantItOrMayNotSeeTheRoomIsToldNoMore() throws Exception {
        subscribe(service.address() + "/push/1");
        nurse.post("/api/v1/pager/end", "{\"endpoint\":\"" + service.address() + "/push/1\"}");
        SignedIn other = SignedIn.as("olga", room.httpPort());
        other.post("/api/v1/pager", asked(service.address() + "/push/2"));
        GivenAccounts.add(
                folder.resolve("data"), "olga", Role.AUDITOR, Instant.now().minusSeconds(5));
        assertThat(room.metrics()).contains("dripwatch_paged_browsers 1\n");
        while (SignedIn.as("olga", room.httpPort())
                        .get("/api/v1/chairs/1/history")
                        .statusCode()
                != 403) {
            assertThat(service.next(1)).isNull();
        }
        room.alarm(1);

        assertThat(service.next(3)).isNull();
    }

    @Test
    void noOtherServiceIsDialledAndOnlyForSomebodyWhoIsSignedIn() throws Exception {
        for (String elsewhere : List.of(
                "https://127.0.0.1:1/",
                service.address().replace("localhost", "127.0.0.1"),
                "http://localhost/x",
                "")) {
            assertThat(nurse.post("/api/v1/pager", asked(elsewhere)).statusCode())
                    .as(elsewhere)
                    .isEqualTo(400);
        }
        assertThat(nurse.post("/api/v1/pager", asked(service.address()).replace("\"key\":\"", "\"key\":\"A"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(new SignedIn(room.httpPort())
                        .post("/api/v1/pager", asked(service.address()))
                        .statusCode())
                .isEqualTo(401);
    }

    private String subscribe(String endpoint) throws Exception {
        return nurse.post("/api/v1/pager", asked(endpoint)).body();
    }

    private String asked(String endpoint) {
        return new JsonObject()
                .put("endpoint", endpoint)
                .put("key", service.key())
                .put("secret", service.secret())
                .encode();
    }
}
