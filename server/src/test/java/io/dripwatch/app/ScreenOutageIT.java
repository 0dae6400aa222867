package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static io.dripwatch.app.ScreenRoom.tile;
import static io.dripwatch.app.ScreenRoom.vital;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a screen does while it has no server, and after. */
@Timeout(90)
@ExtendWith(ChromiumExtension.class)
class ScreenOutageIT {
    private static final double NOTICED_WITHIN_MS = 4_000;
    private static final double BACK_WITHIN_MS = 10_000;

    @Test
    void aLostServerIsSaidWithinSecondsAndAStandingAlarmIsBackWithItWithoutAReload(
            Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 6)) {
            for (int chair = 1; chair <= 6; chair++) {
                room.treat(chair);
            }
            Page page = room.look("/");
            page.getByText("This screen is silent").click();
            assertThat(tile(page, 6).locator(".stage")).containsText("Dosing");
            assertThat(page.locator(".bars .bar")).hasCount(0);
            room.picture(page, "quiet");

            room.monitor(2).says(Measured.of(Sign.SPO2, 84));
            assertThat(tile(page, 2).locator(".alarm")).containsText("SpO2 84 < 90");
            page.evaluate("window.sameUnlessReloaded = true");
            Locator band = page.getByRole(AriaRole.ALERT).getByText("NO CONNECTION");

            Assertions.assertThat(room.complaints()).isEmpty();
            room.stop();
            assertThat(band).isVisible(new IsVisibleOptions().setTimeout(NOTICED_WITHIN_MS));
            assertThat(tile(page, 2)).hasCSS("filter", Pattern.compile("grayscale"));
            room.picture(page, "disconnected");

            room.startAgain();
            assertThat(band).not().isVisible(new IsVisibleOptions().setTimeout(BACK_WITHIN_MS));
            assertThat(tile(page, 2).locator(".alarm")).containsText("SpO2 84 < 90");
            assertThat(button(page, "Acknowledge: Chair 2, SpO2 84 < 90")).isVisible();
            room.monitor(1).says(Measured.of(Sign.HEART_RATE, 91));
            assertThat(vital(tile(page, 1), "HR").locator(".figure")).hasText("91");
            Assertions.assertThat(page.evaluate("window.sameUnlessReloaded")).isEqualTo(true);
        }
    }
}
