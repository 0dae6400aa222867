package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.SelectOption;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a nurse can see of the sessions before, and every reading of the present one. */
@Timeout(90)
@ExtendWith(ChromiumExtension.class)
class PastSessionsIT {
    /** The page asks twice more when it has opened, and every 30 s, anyway. */
    private static final int MORE_OFTEN_THAN_AT_THE_START = 4;

    private static final double SOONER_THAN_BY_ITSELF_MS = 10_000;

    /** How many pixels of the first plot have the colour of the earlier session, give or take what the edges blur. */
    private static final String DOTTED = """
            () => {
              const canvas = document.querySelector(".plots canvas");
              const all = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
              let found = 0;
              for (let i = 0; i < all.length; i += 4) {
                if (all[i] > 180 && all[i + 1] < 165 && all[i + 2] > 200 && all[i + 3] > 100) found++;
              }
              return found;
            }""";

    @Test
    void anEarlierSessionOfTheSamePatientIsDrawnBesideThePresentOneAndOnlyOfTheSamePatient(
            Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 2)) {
            room.treat(1);
            room.monitor(1).says(Measured.of(Sign.SPO2, 93));
            room.transfer(1);
            room.treat(2);
            room.transfer(2);
            room.treat(1);
            Page page = room.look("/chair/1");
            Locator choice = page.getByLabel("Compare with");
            assertThat(choice.locator("option")).hasCount(2);
            assertThat(page.locator(".plots canvas").first()).isVisible();
            assertThat((Integer) page.evaluate(DOTTED)).isZero();

            choice.selectOption(new SelectOption().setIndex(1));
            page.waitForFunction(DOTTED);
            room.picture(page, "compared");
            page.locator(".plots").focus();
            page.keyboard().press("ArrowRight");
            button(page, "Its record").click();
            assertThat(page.locator(".paper")).containsText("Transferred");
        }
    }

    @Test
    void whoeverZoomsInIsToldThatPartInDetail(Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 1)) {
            room.treat(1);
            room.monitor(1).says(Measured.of(Sign.SPO2, 97));
            Page page = room.look("/chair/1");
            page.route("**/chairs/1/history", PastSessionsIT::anHourLonger);
            page.reload();
            assertThat(page.locator(".plots canvas").first()).isVisible();

            for (int times = 0; times < MORE_OFTEN_THAN_AT_THE_START; times++) {
                Request asked = page.waitForRequest(
                        Pattern.compile(".*/chairs/1/history\\?from=\\d+&to=\\d+"),
                        new Page.WaitForRequestOptions().setTimeout(SOONER_THAN_BY_ITSELF_MS),
                        () -> button(page, "Zoom in").click());
                assertThat(asked.response().ok()).isTrue();
            }
            assertThat(button(page, "Whole session")).isVisible();
            String path = page.url().replace("/chair/", "/api/v1/chairs/");
            assertThat(page.request().get(path + "/history?from=2&to=1").text())
                    .contains("to: expected a moment after from");
        }
    }

    /** No test waits until a session is long enough for less of it to be shown. */
    private static void anHourLonger(Route route) {
        APIResponse told = route.fetch();
        JsonObject course = new JsonObject(told.text());
        course.put("from", course.getLong("from") - 3_600_000);
        route.fulfill(new Route.FulfillOptions().setResponse(told).setBody(course.encode()));
    }

    @Test
    void everyStoredReadingIsReachedFromTheChairPageByPageAndOfNoUnknownSession(Browser browser, @TempDir Path folder)
            throws IOException {
        int sent = 450;
        try (ScreenRoom room = new ScreenRoom(browser, folder, 1)) {
            room.treat(1);
            for (int i = 0; i < sent; i++) {
                room.monitor(1).says(Measured.of(Sign.PULSE_RATE, 60 + i % 20));
            }
            Page page = room.look("/chair/1");
            button(page, "All readings").click();
            button(page, "Pulse").click();
            assertThat(page.locator(".readings tbody tr")).hasCount(200);
            button(page, "Later").first().click();
            assertThat(page.getByText("Page 2, 200 readings").first()).isVisible();
            button(page, "Later").first().click();
            assertThat(page.locator(".readings tbody tr")).hasCount(sent - 400);
            assertThat(button(page, "Later")).hasCount(0);
            room.picture(page, "readings");

            String path = page.url().replace("/session/", "/api/v1/sessions/");
            assertThat(moments(page, path)).hasSize(sent);
            assertThat(page.request().get(path + "?metric=nonsense").status()).isEqualTo(400);
            assertThat(page.request().get(path + "?from=yesterday").text()).contains("from: expected a moment");
            assertThat(page.request()
                            .get(path.replace("session-", "no-session-"))
                            .status())
                    .isEqualTo(404);
        }
    }

    /** When each was measured, over all pages. */
    private static Set<Long> moments(Page page, String path) {
        Set<Long> moments = new HashSet<>();
        Long from = 0L;
        while (from != null) {
            JsonObject one = new JsonObject(
                    page.request().get(path + "?metric=pulseRate&from=" + from).text());
            JsonArray readings = one.getJsonArray("readings");
            readings.forEach(each -> moments.add(((JsonObject) each).getLong("at")));
            from = one.getLong("next");
        }
        return moments;
    }
}
