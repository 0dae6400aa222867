package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static io.dripwatch.app.ScreenRoom.region;
import static io.dripwatch.app.ScreenRoom.tile;
import static io.dripwatch.app.ScreenRoom.vital;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a nurse does at the screen, with a pointer or without. Every test has its own chair. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ChromiumExtension.class)
@SuppressWarnings("NullAway.Init")
class ScreenActionsIT {
    private static final int MOST_TABS = 80;

    private ScreenRoom room;

    @BeforeAll
    void open(Browser browser, @TempDir Path folder) throws IOException {
        room = new ScreenRoom(browser, folder, 9);
    }

    @AfterAll
    void close() {
        room.close();
    }

    @AfterEach
    void noPageHasComplained() {
        List<String> complaints = List.copyOf(room.complaints());
        room.leave();
        Assertions.assertThat(complaints).as("errors in the browser's console").isEmpty();
    }

    @Test
    void aSessionInWhichNothingWasGivenIsAbortedWithAReason() {
        Page page = room.look("/");
        tile(page, 1).getByText("Open session").click();
        Locator form = region(page, "Chair 1: open session");
        form.getByLabel("Patient id").fill("SYN-0001");
        form.getByLabel("Family name").fill("Synthetic");
        form.getByLabel("Given name").fill("Patient 1");
        form.getByLabel("Weight, kg").fill("70");
        assertThat(form).containsText("0.5 mg/kg \u00d7 70 kg = 35 mg over 40 min");
        form.getByText("Open session", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(tile(page, 1)).containsText("Synthetic, Patient 1");
        assertThat(tile(page, 1).locator(".stage")).containsText("Check-in");

        button(page, "Chair 1: actions and trends").click();
        press(page, 1, "Patient connected", "Baseline");
        assertThat(button(page, "Start dosing")).hasCount(0);
        button(page, "Abort ...").click();
        page.getByLabel("Why is it aborted?").fill("The patient does not want it");
        press(page, 1, "Abort", "No session");
    }

    @Test
    void theDrugIsHeldResumedAndOverByClicksAndNobodyClosesUnsigned() {
        room.seat(8);
        Page page = room.look("/");
        button(page, "Chair 8: actions and trends").click();
        press(page, 8, "Start dosing", "Dosing");
        press(page, 8, "Hold", "Held");
        press(page, 8, "Resume dosing", "Dosing");
        press(page, 8, "Observe", "Observation");
        assertThat(button(page, "Close session")).hasCount(0);
        button(page, "Transfer ...").click();
        page.getByLabel("Where to, and why?").fill("Emergency room, chest pain");
        press(page, 8, "Transfer", "No session");
    }

    private static void press(Page page, int chair, String label, String stage) {
        button(page, label).click();
        assertThat(tile(page, chair).locator(".stage")).containsText(stage);
    }

    @Test
    void aPausedSoundShowsHowLongItStaysSo() {
        room.seat(2);
        Page page = room.look("/");
        button(page, "Chair 2: actions and trends").click();
        button(page, "Pause sound 2 min").click();
        assertThat(tile(page, 2).locator(".paused")).containsText(Pattern.compile("Sound paused [12]:\\d\\d"));
        button(page, "Sound on again").click();
        assertThat(tile(page, 2).locator(".paused")).hasCount(0);
    }

    @Test
    void aDeviceWithoutAChairIsGivenOneWithoutTypingItsName() {
        room.open(3);
        Page page = room.look("/");
        try (ScreenMonitor stray = new ScreenMonitor(room.mllpPort(), 3, "ELSEWHERE", "7")) {
            stray.says(Measured.of(Sign.SPO2, 96));
            Locator list = region(page, "Devices without a chair");
            assertThat(list).containsText(Pattern.compile("monitor, heard just now"));
            button(page, "Assign " + stray.name() + " to a chair").click();
            region(page, stray.name()).getByRole(AriaRole.COMBOBOX).selectOption("3");
            Response answer =
                    page.waitForResponse("**/api/v1/devices/assign", () -> button(page, "Assign device to chair")
                            .click());
            assertEquals(200, answer.status(), answer.text());
            assertThat(list.getByText(stray.name())).hasCount(0);
            stray.says(Measured.of(Sign.SPO2, 95));
            assertThat(vital(tile(page, 3), "SpO2").locator(".figure")).hasText("95");
        }
    }

    @Test
    void aDeviceGoesAlongWithItsPatientByOnePress() {
        room.seat(1);
        String device = room.monitor(1).name();
        Page page = room.look("/");
        button(page, "Chair 1: actions and trends").click();
        button(page, "Let " + device + " go along with the patient").click();
        Locator row = page.locator(".devices li").filter(new Locator.FilterOptions().setHasText(device));
        assertThat(row).containsText("with the patient");
        assertThat(button(page, "Let " + device + " go along with the patient")).hasCount(0);
        room.picture(page, "goes-along");
    }

    @Test
    void readingsThatNobodyCanPlaceAreGivenToAPatient() {
        Page page = room.look("/");
        try (ScreenMonitor silent = new ScreenMonitor(room.mllpPort(), 40, "ELSEWHERE", "8")) {
            silent.says(text -> text.replaceAll("PID\\|[^\r]*\r", ""), Measured.of(Sign.HEART_RATE, 70));
            Locator list = region(page, "Unplaced readings");
            assertThat(list).containsText("Unknown device, 1 held");
            button(page, "Place readings of " + silent.name()).click();
            page.getByLabel("Patient id").fill("SYN-0040");
            page.getByLabel("Family name").fill("Synthetic");
            page.getByLabel("Given name").fill("Patient 40");
            button(page, "Give readings to this patient").click();
            assertThat(list).hasCount(0);
        }
    }

    @Test
    void anActionThatIsNotPossibleIsRefusedInASentence() {
        room.seat(4);
        Page page = room.look("/");
        Page other = room.look("/");
        button(page, "Chair 4: actions and trends").click();
        button(other, "Chair 4: actions and trends").click();
        assertThat(button(other, "Start dosing")).isVisible();
        other.route("**/stage", route -> {
            button(page, "Start dosing").click();
            assertThat(button(page, "Hold")).isVisible();
            route.resume();
        });
        button(other, "Start dosing").click();
        assertThat(other.getByRole(AriaRole.ALERT)).containsText("A session in dosing cannot go to dosing.");
        room.complaints().removeIf(text -> text.contains("409"));
    }

    @Test
    void anAlarmIsAcknowledgedWithTheKeyboardAlone() {
        room.treat(5);
        room.monitor(5).says(Measured.of(Sign.SPO2, 84));
        Page page = room.look("/");
        String wanted = "Acknowledge: Chair 5, SpO2 84 < 90";
        assertThat(button(page, wanted)).isVisible();
        int tabs = 0;
        while (!wanted.equals(page.evaluate("document.activeElement.ariaLabel"))) {
            Assertions.assertThat(tabs++).as("presses of the tab key").isLessThan(MOST_TABS);
            page.keyboard().press("Tab");
        }
        assertThat(button(page, wanted)).hasCSS("outline-style", "solid");
        page.keyboard().press("Enter");
        assertThat(button(page, "At the chair: Chair 5, SpO2 84 < 90")).isVisible();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(tile(page, 5).locator(".alarm")).hasClass(Pattern.compile("acknowledged"));
    }

    @Test
    void theChairPageDrawsTheCourseOverItsStages() {
        room.treat(6);
        for (int heartRate = 80; heartRate < 90; heartRate++) {
            room.monitor(6).says(Measured.of(Sign.SPO2, 96), Measured.of(Sign.HEART_RATE, heartRate));
        }
        Page page = room.look("/chair/6");
        assertThat(page.locator(".plots canvas").first()).isVisible();
        assertThat(vital(tile(page, 6), "HR").locator(".figure")).hasText("89");
        assertThat(region(page, "Events")).containsText("Session opened by AB");
        assertThat(region(page, "Events")).containsText("Dosing (AB)");
        page.waitForFunction(SHADED_CANVAS);
        room.picture(page, "chair");
        button(page, "All chairs").click();
        assertThat(tile(page, 1)).isVisible();
    }

    /** Whether the first plot holds the dosing stage's shade and the ink of a line. */
    private static final String SHADED_CANVAS = """
            () => {
              const canvas = document.querySelector(".plots canvas");
              const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
              let shade = 0;
              let ink = 0;
              for (let i = 0; i < data.length; i += 4) {
                shade += data[i + 3] === 0x24 && data[i + 2] > 250 ? 1 : 0;
                ink += data[i + 3] === 255 && data[i] > 220 ? 1 : 0;
              }
              return shade > 100 && ink > 10;
            }""";

    @Test
    void aTabletShowsTheRoomWithoutScrollingSideways() {
        room.treat(7);
        room.monitor(7).says(Measured.of(Sign.SPO2, 84));
        Page page = room.look("/", 1024, 768);
        assertThat(tile(page, 7).locator(".alarm")).containsText("SpO2 84 < 90");
        assertThat(button(page, "Acknowledge: Chair 7, SpO2 84 < 90")).isInViewport();
        Assertions.assertThat(page.evaluate(BEYOND_THE_EDGE)).isEqualTo(List.of());
        room.picture(page, "tablet");
    }

    /** The names of what stands beyond the right edge. */
    private static final String BEYOND_THE_EDGE = """
            () => [document.documentElement, ...document.querySelectorAll("#screen *")]
              .filter(each => !each.closest(".unseen"))
              .filter(each => each.getBoundingClientRect().right > innerWidth || each.scrollLeft > 0)
              .map(each => `${each.tagName} ${each.className} ${each.textContent.slice(0, 30)}`)""";

    @Test
    void theFirstTapIsNotLostBecauseItAlsoTurnsOnTheSound() {
        room.treat(9);
        Page page = room.look("/chair/9");
        button(page, "Sedation (MOAA/S) 3").hover();
        assertThat(page.getByText("This screen is silent")).isVisible();
        page.mouse().down();
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        page.mouse().up();
        assertThat(page.getByText("last 3 by AB")).isVisible();
        assertThat(page.getByText("This screen is silent")).hasCount(0);
    }

    @Test
    void aNurseLooksAtTheirOwnChairsAndHandsThemOver(Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom own = new ScreenRoom(browser, folder, 3)) {
            own.seat(1);
            own.seat(2);
            Page page = own.look("/chair/1");
            button(page, "I take this chair").click();
            assertThat(page.getByText("Nurse: AB")).isVisible();
            button(page, "All chairs").click();
            page.getByLabel("Which chairs are shown").selectOption("=AB");
            assertThat(page.locator(".tile")).hasCount(1);
            assertThat(page.getByText("Only chairs of AB: 2 hidden")).isVisible();
            button(page, "AB , change initials").click();
            button(page, "Hand over my chairs ...").click();
            page.getByLabel("To somebody else").fill("CD");
            button(page, "Hand over").click();
            assertThat(page.locator(".tile")).hasCount(0);
            page.getByText("Tap to show all").click();
            assertThat(tile(page, 1).locator(".nurse")).hasText("CD");
        }
    }

    @Test
    void aScreenFirstAsksWhoIsHere() {
        Page page = room.look("/");
        button(page, "AB , change initials").click();
        Locator sheet = region(page, "Who is here?");
        sheet.getByLabel("Initials").fill("CD");
        button(page, "That is me").click();
        assertThat(button(page, "CD , change initials")).isVisible();
    }
}
