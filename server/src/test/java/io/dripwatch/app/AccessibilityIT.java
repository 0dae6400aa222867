package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static io.dripwatch.app.ScreenRoom.region;
import static io.dripwatch.app.ScreenRoom.tile;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.SelectOption;
import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** That nobody is kept from a page: judged by axe-core against WCAG 2.2 AA, and by what axe cannot see. */
@Timeout(180)
@ExtendWith(ChromiumExtension.class)
class AccessibilityIT {
    private static final String VIOLATIONS = """
            async () => {
              const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
              const { violations } = await axe.run(document, { runOnly: tags });
              return violations.map(each => `${each.id}: ${each.nodes.map(node => node.target).join(", ")}`);
            }""";

    private static final String SIDEWAYS = "() => document.documentElement.scrollWidth > innerWidth";

    private String axe = "";

    private void isOpenToAll(Page page, String what) {
        page.evaluate(axe);
        assertThat(page.evaluate(VIOLATIONS)).as(what).isEqualTo(List.of());
    }

    @Test
    void noPageOfTheRoomBarsAnybodyInTheDarkOrByDaylight(Browser browser, @TempDir Path folder) throws Exception {
        axe = ForeignPrograms.axe();
        try (ScreenRoom room = new ScreenRoom(browser, folder, 6)) {
            room.treat(1);
            room.treat(2);
            room.seat(3);
            room.monitor(1).says(Measured.of(Sign.SPO2, 84), Measured.of(Sign.HEART_RATE, 70));
            room.monitor(2).says(Measured.of(Sign.NIBP_SYS, 165), Measured.of(Sign.NIBP_DIA, 80));
            room.monitor(3).says(text -> text.replace("|NAV|", "|OFF|"), Measured.nothing(Sign.SPO2));
            Page page = room.look("/");
            assertThat(tile(page, 1).locator(".alarm")).containsText("SpO2 84 < 90");
            isOpenToAll(page, "the room");
            button(page, "AB , change initials").click();
            isOpenToAll(page, "who is here");
            button(page, "Make this screen light").click();
            assertThat(page.locator("html")).hasAttribute("data-theme", "light");
            button(page, "Close this sheet").click();
            isOpenToAll(page, "the room by daylight");
            room.picture(page, "daylight");
            tile(page, 6).getByText("Open session").click();
            isOpenToAll(page, "open a session");
            page.navigate(page.url() + "chair/1");
            assertThat(page.locator(".plots canvas").first()).isVisible();
            isOpenToAll(page, "a chair by daylight");
            room.picture(page, "daylight-chair");
            button(page, "Limits ...").click();
            button(page, "Change: SpO2 low !!!").click();
            isOpenToAll(page, "limits");
            button(page, "Course ...").click();
            isOpenToAll(page, "the course of treatment");
            button(page, "Session record").click();
            assertThat(page.locator(".paper")).containsText("Synthetic");
            isOpenToAll(page, "the session record");
            Page dark = room.look("/chair/3");
            assertThat(region(dark, "Session")).isVisible();
            isOpenToAll(dark, "a chair before the drug");
        }
    }

    @Test
    void roomsBesideEachOtherBarNobodyInTheDarkOrByDaylight(Browser browser, @TempDir Path folder) throws Exception {
        axe = ForeignPrograms.axe();
        String two = "rooms: [{name: East, chairs: ['1', '2']}, {name: West, chairs: ['11', '12']}]";
        try (ScreenRoom room = ScreenRoom.of(browser, folder, two)) {
            room.treat(1);
            room.treat(11);
            room.monitor(11).says(Measured.of(Sign.SPO2, 84));
            Page page = room.look("/");
            assertThat(tile(page, 11).locator(".alarm")).containsText("SpO2 84 < 90");
            isOpenToAll(page, "two rooms");
            button(page, "AB , change initials").click();
            button(page, "Make this screen light").click();
            button(page, "Close this sheet").click();
            isOpenToAll(page, "two rooms by daylight");
            page.getByLabel("Which room is shown").selectOption("West");
            assertThat(page.locator(".tile")).hasCount(2);
            isOpenToAll(page, "one of two rooms");
        }
    }

    @Test
    void whatLooksBackBarsNobodyInTheDarkByDaylightOrInTheHand(Browser browser, @TempDir Path folder) throws Exception {
        axe = ForeignPrograms.axe();
        try (ScreenRoom room = new ScreenRoom(browser, folder, 2)) {
            room.treat(1);
            room.monitor(1).says(Measured.of(Sign.SPO2, 84));
            room.transfer(1);
            room.treat(1);
            for (boolean light : new boolean[] {false, true}) {
                String how = light ? " by daylight" : " in the dark";
                Page page = room.look("/chair/1", light ? 1920 : 390, light ? 1080 : 844);
                page.evaluate("light => localStorage.setItem('dripwatch.theme', light ? 'light' : 'dark')", light);
                page.reload();
                if (!light) {
                    button(page, "Trends").click();
                }
                page.getByLabel("Compare with").selectOption(new SelectOption().setIndex(1));
                button(page, "Zoom in").click();
                assertThat(button(page, "Its record")).isVisible();
                isOpenToAll(page, "an earlier session beside this one" + how);
                button(page, "All readings").click();
                assertThat(page.locator(".every-reading td").first()).isVisible();
                isOpenToAll(page, "all readings" + how);
                page.navigate(page.url().replaceAll("/session/.*", "/review"));
                assertThat(page.getByText("By limit")).isVisible();
                isOpenToAll(page, "the burden of alarms" + how);
                button(page, "Devices and links").click();
                assertThat(page.getByText("What was not heard or not right")).isVisible();
                isOpenToAll(page, "links" + how);
                button(page, "Other limits").click();
                page.getByLabel("Alarm beyond: SpO2: low !!!").fill("80");
                button(page, "Try on recorded sessions").click();
                assertThat(page.getByText("Session by session")).isVisible();
                isOpenToAll(page, "other limits" + how);
                assertThat(page.evaluate(SIDEWAYS)).as(how).isEqualTo(false);
                room.picture(page, light ? "what-if-daylight" : "what-if-hand");
            }
        }
    }

    @Test
    void signingInAdministrationAndTheRecordOfAccessesBarNobodyInTheDarkOrByDaylight(
            Browser browser, @TempDir Path folder) throws Exception {
        axe = ForeignPrograms.axe();
        Instant before = Instant.now().minusSeconds(5);
        GivenAccounts.add(folder.resolve("data"), "ada", Role.ADMINISTRATOR, before);
        GivenAccounts.add(folder.resolve("data"), "ben", Role.AUDITOR, before);
        try (ScreenRoom room = new ScreenRoom(browser, folder, 2)) {
            for (String light : List.of("dark", "light")) {
                Page page = room.look("/administration");
                if (light.equals("light")) {
                    button(page, "Make this screen light").click();
                }
                assertThat(page.locator("html")).hasAttribute("data-theme", light);
                isOpenToAll(page, "sign in, " + light);
                room.picture(page, "sign-in-" + light);
                signIn(page, "ada", "not the password");
                assertThat(page.getByRole(AriaRole.ALERT)).hasText("Account, password or PIN is wrong.");
                isOpenToAll(page, "refused, " + light);
                signIn(page, "ada", GivenAccounts.PASSWORD);
                assertThat(region(page, "Accounts")).containsText("Synthetic ada, administrator");
                assertThat(page.getByRole(AriaRole.ALERT)).isHidden();
                isOpenToAll(page, "administration, " + light);
                room.picture(page, "administration-" + light);

                Page audit = room.look("/");
                if (light.equals("light")) {
                    button(audit, "Make this screen light").click();
                }
                signIn(audit, "ben", GivenAccounts.PASSWORD);
                button(audit, "Search").click();
                assertThat(audit.getByRole(AriaRole.STATUS)).containsText(" found");
                isOpenToAll(audit, "the record of accesses, " + light);
                room.picture(audit, "accesses-" + light);
            }
        }
    }

    private static void signIn(Page page, String account, String password) {
        page.getByLabel("Account").fill(account);
        page.getByLabel("Password").fill(password);
        page.keyboard().press("Enter");
    }

    @Test
    void whoWantsNoMotionSeesTheAlarmStandStill(Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 1)) {
            room.treat(1);
            room.monitor(1).says(Measured.of(Sign.SPO2, 84));
            Page page = room.look("/", new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
            assertThat(tile(page, 1).locator(".alarm")).containsText("!!!");
            assertThat(page.evaluate("() => document.getAnimations().length")).isEqualTo(0);
            Page other = room.look("/");
            assertThat(tile(other, 1).locator(".alarm")).containsText("!!!");
            assertThat((Integer) other.evaluate("() => document.getAnimations().length"))
                    .isPositive();
        }
    }

    @Test
    void atTwoHundredPercentAndInTheHandNothingIsLost(Browser browser, @TempDir Path folder) throws Exception {
        axe = ForeignPrograms.axe();
        try (ScreenRoom room = new ScreenRoom(browser, folder, 4)) {
            room.treat(1);
            room.monitor(1).says(Measured.of(Sign.SPO2, 84));
            for (int[] size : new int[][] {{960, 540}, {390, 844}}) {
                String name = size[0] + "x" + size[1];
                Page page = room.look("/", size[0], size[1]);
                assertThat(button(page, "Acknowledge: Chair 1, SpO2 84 < 90")).isInViewport();
                tile(page, 4).scrollIntoViewIfNeeded();
                assertThat(tile(page, 4)).isInViewport();
                assertThat(page.evaluate(SIDEWAYS)).as(name).isEqualTo(false);
                isOpenToAll(page, "the room at " + name);
                room.picture(page, "room-" + name);
                page.navigate(page.url() + "chair/1");
                button(page, "Hold").scrollIntoViewIfNeeded();
                assertThat(button(page, "Hold")).isInViewport();
                button(page, "Trends").click();
                assertThat(page.locator(".plots canvas").first()).isVisible();
                assertThat(page.evaluate(SIDEWAYS)).as(name).isEqualTo(false);
                isOpenToAll(page, "a chair at " + name);
                room.picture(page, "chair-" + name);
            }
        }
    }

    @Test
    void aBrowserThatSpeaksSpanishIsAnsweredInSpanishAndNamesStayAsTheyAre(Browser browser, @TempDir Path folder)
            throws Exception {
        axe = ForeignPrograms.axe();
        try (ScreenRoom room = new ScreenRoom(browser, folder, 2)) {
            room.treat(1);
            room.monitor(1).says(Measured.of(Sign.SPO2, 84));
            Page page = room.look(
                    "/chair/1",
                    new Browser.NewContextOptions().setLocale("es-ES").setViewportSize(1920, 1080));
            assertThat(button(page, "Confirmar: Sillón 1, SpO2 84 < 90")).isVisible();
            assertThat(page.locator("html")).hasAttribute("lang", "es");
            assertThat(page.locator(".foot")).containsText("Las alarmas de cabecera son las primarias");
            assertThat(page.locator(".tile .who")).hasText("Synthetic, Patient 1");
            assertThat(page.locator(".tile .figure").last()).hasText("36,6");
            isOpenToAll(page, "a chair in Spanish");
            room.picture(page, "spanish-chair");
            button(page, "AB , cambiar iniciales").click();
            button(page, "English").click();
            assertThat(button(page, "Acknowledge: Chair 1, SpO2 84 < 90")).isVisible();
        }
    }

    @Test
    void theRoomCanBeInstalledAsAnAppOfTheHand(Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 1)) {
            Page page = room.look("/");
            String manifest = (String) page.locator("link[rel=manifest]").evaluate("link => link.href");
            assertThat(page.request().get(manifest).headers())
                    .containsEntry("content-type", "application/manifest+json");
            assertThat(page.request().get(manifest).text()).contains("\"display\": \"standalone\"");
        }
    }
}
