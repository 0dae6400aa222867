package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static io.dripwatch.app.ScreenRoom.tile;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page of a nurse educator and of biomed: what alarms, limits and links came to. */
@Timeout(90)
@ExtendWith(ChromiumExtension.class)
class ReviewIT {
    private static final double SENSOR_PATIENCE_MS = 20_000;

    @Test
    void alarmsOfPastSessionsAreCountedTriedUnderOtherLimitsAndNobodyIsNamed(Browser browser, @TempDir Path folder)
            throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 2)) {
            room.treat(1);
            room.monitor(1).says(Measured.of(Sign.SPO2, 84));
            Page page = room.look("/");
            assertThat(tile(page, 1).locator(".alarm")).containsText("SpO2 84 < 90");
            room.monitor(1).says(text -> text.replace("|NAV|", "|OFF|"), Measured.nothing(Sign.SPO2));
            assertThat(page.getByText("SpO2 sensor off").first())
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(SENSOR_PATIENCE_MS));
            room.transfer(1);

            button(page, "AB , change initials").click();
            button(page, "Review").click();
            Locator review = page.getByRole(AriaRole.ARTICLE);
            assertThat(review).containsText(Pattern.compile("Sessions: 1, bed-hours: [\\d.]+, alarms: \\d+"));
            assertThat(review.locator("tr", new Locator.LocatorOptions().setHasText("SpO2: low"))
                            .first())
                    .isVisible();
            room.picture(page, "review-burden");

            button(page, "Devices and links").click();
            assertThat(review).containsText("SpO2: sensor off");
            assertThat(review).containsText(room.monitor(1).name());
            room.picture(page, "review-links");

            button(page, "Other limits").click();
            page.getByLabel("Alarm beyond: SpO2: low !!!").fill("80");
            button(page, "Try on recorded sessions").click();
            Locator low = review.locator(".bars-table tr", new Locator.LocatorOptions().setHasText("SpO2: low"));
            assertThat(low).isVisible();
            assertThat(review.locator(".lane .medium.changes")).hasCount(1);
            assertThat(review).containsText("Not reproduced:");
            room.picture(page, "review-what-if");

            for (String part : List.of("burden", "links", "limits")) {
                String told = page.request()
                        .get(page.url().replace("/review", "/api/v1/review/" + part))
                        .text();
                assertThat(told).doesNotContain("Synthetic", "SYN-0001");
            }
        }
    }

    @Test
    void aQuestionThatMakesNoSenseIsToldSo(Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 1)) {
            Page page = room.look("/review");
            String review = page.url().replace("/review", "/api/v1/review/");
            assertThat(page.request().get(review + "burden?from=x").text()).contains("from: expected epoch");
            assertThat(page.request().get(review + "links?from=9&to=8").status())
                    .isEqualTo(400);
            for (String body : List.of(
                    "{\"protocol\":\"nothing\"}",
                    "{\"protocol\":\"ketamine-mood\",\"changes\":[]}",
                    "{\"protocol\":\"ketamine-mood\",\"changes\":[{\"metric\":\"spo2\",\"kind\":\"low\","
                            + "\"priority\":\"high\",\"amount\":90,\"delaySeconds\":-1}]}",
                    "nonsense")) {
                RequestOptions asked = RequestOptions.create()
                        .setHeader("content-type", "application/json")
                        .setData(body);
                assertThat(page.request().post(review + "what-if", asked).status())
                        .as(body)
                        .isEqualTo(400);
            }
        }
    }
}
