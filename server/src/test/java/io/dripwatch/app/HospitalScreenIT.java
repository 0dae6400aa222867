package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The hospital's button, from the page to the provider's own pages and back. */
@Timeout(120)
@ExtendWith(ChromiumExtension.class)
final class HospitalScreenIT {
    @Test
    void aNursePressesTheHospitalsButtonAndComesBackSignedIn(Browser browser, @TempDir Path folder) throws Exception {
        GivenAccounts.add(
                folder.resolve("data"),
                "local",
                Role.ADMINISTRATOR,
                Instant.now().minusSeconds(10));
        try (HospitalProvider provider = new HospitalProvider();
                Server server = Server.start(provider.settings(folder));
                BrowserContext station = browser.newContext()) {
            Page page = station.newPage();
            page.onRequest(request -> NobodyNamed.heard("the address of a request", request.url()));
            page.navigate(provider.here() + "/");
            Locator hospital = button(page, "Sign in with Synthetic Hospital");
            assertThat(hospital).isVisible();
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", "hospital.png")));
            hospital.click();

            page.locator("input[name=login]").fill("nurse-7");
            page.locator("input[name=password]").fill("synthetic");
            page.locator("button[type=submit]").click();
            page.locator("button[type=submit]").click();
            assertThat(page.getByText("Synthetic nurse-7 MD").first()).isVisible();
            assertThat(page).hasURL(provider.here() + "/");
        }
    }
}
