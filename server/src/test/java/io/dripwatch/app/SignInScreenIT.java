package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static io.dripwatch.app.ScreenRoom.tile;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Signing in, locking and unlocking on a screen, by keyboard alone. */
@Timeout(90)
@ExtendWith(ChromiumExtension.class)
class SignInScreenIT {
    @Test
    void aNurseSignsInActsLocksAndComesBackAndTheAlarmIsSeenAllTheWhile(Browser browser, @TempDir Path folder)
            throws IOException {
        GivenAccounts.add(
                folder.resolve("data"), "ada", Role.NURSE, Instant.now().minusSeconds(5));
        try (ScreenRoom room = new ScreenRoom(browser, folder, 4)) {
            room.treat(2);
            Page page = room.look("/");
            assertThat(page.getByText("Sign in to see the room")).isVisible();
            assertThat(tile(page, 2)).hasCount(0);
            room.picture(page, "sign-in");
            page.getByLabel("Account").focus();
            page.keyboard().type("ada");
            page.keyboard().press("Tab");
            page.keyboard().type("not the password");
            page.keyboard().press("Enter");
            assertThat(page.getByText("Account, password or PIN is wrong.")).isVisible();
            page.getByLabel("Password").fill(GivenAccounts.PASSWORD);
            page.keyboard().press("Enter");

            room.monitor(2).says(Measured.of(Sign.SPO2, 92));
            assertThat(tile(page, 2).locator(".alarm")).containsText("SpO2 92 < 94");
            button(page, "Synthetic ada , nurse, lock or sign out").click();
            room.picture(page, "signed-in");
            button(page, "Lock this screen").click();
            assertThat(button(page, "Locked - unlock")).isVisible();
            assertThat(tile(page, 2).locator(".alarm")).containsText("SpO2 92 < 94");
            room.picture(page, "locked");
            button(page, "Locked - unlock").click();
            page.getByLabel("PIN of Synthetic ada").fill(GivenAccounts.PIN);
            page.keyboard().press("Enter");
            button(page, "Acknowledge: Chair 2, SpO2 92 < 94").click();
            assertThat(button(page, "Acknowledge: Chair 2, SpO2 92 < 94")).hasCount(0);
            page.navigate(page.url() + "chair/2");
            assertThat(page.getByText("Synthetic ada, nurse").first()).isVisible();
        }
    }
}
