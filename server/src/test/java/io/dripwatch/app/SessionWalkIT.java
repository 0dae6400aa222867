package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static io.dripwatch.app.ScreenRoom.region;
import static io.dripwatch.app.ScreenRoom.tile;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.dripwatch.session.CheckItem;
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

/** A whole session at the screen, from the patient's arrival to the way home. */
@Timeout(120)
@ExtendWith(ChromiumExtension.class)
class SessionWalkIT {
    private static final int WIDE = 1280;
    private static final int UPRIGHT = 768;

    @Test
    void aPatientArrivesIsTreatedAndGoesHome(Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 2);
                ScreenPump pump = new ScreenPump(room.mllpPort(), 1)) {
            Page page = room.look("/", WIDE, 800);
            Page tablet = room.look("/chair/1", UPRIGHT, 1024);
            arrives(room, page, tablet);
            isCheckedIn(room, page);
            isConnected(room, page);

            pump.starts();
            isTreated(room, page, tablet, pump);

            pump.completes();
            goesHome(room, page, tablet);
            Assertions.assertThat(room.complaints())
                    .as("errors in the browser's console but for the course that was not there before the session")
                    .allMatch(text -> text.contains("404"));
        }
    }

    private static void arrives(ScreenRoom room, Page page, Page tablet) {
        tile(page, 1).getByText("Open session").click();
        Locator form = region(page, "Chair 1: open session");
        form.getByLabel("Patient id").fill("SYN-0001");
        form.getByLabel("Family name").fill("Synthetic");
        form.getByLabel("Given name").fill("Patient 1");
        form.getByText("Open session", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(tile(page, 1).locator(".stage")).containsText("Check-in");
        button(page, "Chair 1: actions and trends").click();
        button(page, "Session and trends").click();
        button(page, "Close this sheet").click();
        assertThat(region(page, "What holds the start")).containsText("No body weight");
        assertThat(region(page, "What holds the start")).containsText(Pattern.compile("\\d+ questions not answered"));
        assertThat(region(tablet, "What holds the start")).containsText("The start is held");
        room.picture(tablet, "check-in-tablet");
    }

    private static void isCheckedIn(ScreenRoom room, Page page) {
        int answered = 0;
        for (CheckItem item : room.checklist()) {
            if (item.onlyIf() == null) {
                String word = item.safe() == CheckItem.Answer.YES ? "Yes: " : "No: ";
                button(page, word + item.ask()).click();
                if (++answered == 5) {
                    button(page, "Yes: " + item.ask()).click();
                    assertThat(region(page, "What holds the start")).containsText("Yes: " + item.ask());
                    button(page, "Override: Yes: " + item.ask()).click();
                    room.picture(page, "check-in");
                    region(page, "What holds the start")
                            .getByLabel("Clinician who decides")
                            .fill("Dr. Synthetic");
                    region(page, "What holds the start").getByLabel("Reason").fill("A rash, years ago");
                    button(page, "Go on all the same").click();
                    assertThat(region(page, "What holds the start")).containsText("overridden by Dr. Synthetic");
                }
            }
        }
        Locator weight = region(page, "Weight");
        weight.getByLabel("Weight").fill("154");
        weight.getByLabel("Unit").selectOption("lb");
        button(page, "Take weight").click();
        assertThat(weight).containsText("Weight 69.9 kg");
        button(page, "I take this chair").click();
        assertThat(region(page, "Session")).containsText("Nurse: AB");
        assertThat(button(page, "Start dosing")).hasCount(0);
    }

    private static void isConnected(ScreenRoom room, Page page) {
        button(page, "Patient connected").click();
        assertThat(tile(page, 1).locator(".stage")).containsText("Baseline");
        assertThat(region(page, "What holds the start")).containsText("NIBP sys not measured");
        measures(room);
        assertThat(region(page, "What holds the start")).containsText("Cleared: the drug may start");
        assertThat(button(page, "Start dosing")).isVisible();
    }

    private static void measures(ScreenRoom room) {
        room.monitor(1)
                .says(
                        Measured.of(Sign.SPO2, 97),
                        Measured.of(Sign.HEART_RATE, 70),
                        Measured.of(Sign.RESP_RATE, 14),
                        Measured.of(Sign.NIBP_SYS, 118),
                        Measured.of(Sign.NIBP_DIA, 74));
    }

    private static void isTreated(ScreenRoom room, Page page, Page tablet, ScreenPump pump) {
        assertThat(tile(page, 1).locator(".stage")).containsText("Dosing");
        button(page, "Pump says dosing: that is right").click();
        assertThat(button(page, "Pump says dosing: that is right")).hasCount(0);
        pump.isHalfThrough();
        assertThat(region(page, "Dose")).containsText(Pattern.compile("17\\.\\d of 35 mg"));
        button(page, "Sedation (MOAA/S) 3").click();
        Locator chart = region(page, "Chart");
        assertThat(chart.locator(".entries")).containsText("Sedation (MOAA/S) 3");
        button(page, "Correct: Sedation (MOAA/S) 3").click();
        button(page, "Correct to Sedation (MOAA/S) 5").click();
        assertThat(chart.locator(".entries")).containsText("Sedation (MOAA/S) 5 AB, corrected");
        button(page, "Side effect ...").click();
        chart.getByLabel("Side effect").fill("Dizzy");
        button(page, "Write down").click();
        button(page, "Over now: Dizzy").click();
        assertThat(chart.locator(".entries")).containsText(Pattern.compile("Dizzy over at \\d\\d:\\d\\d, AB"));
        room.picture(page, "dosing");
        room.picture(tablet, "dosing-tablet");
        room.monitor(1).says(Measured.of(Sign.SPO2, 84));
        button(page, "I am coming: Chair 1, SpO2 84 < 90").click();
        assertThat(page.locator(".rail .coming").first()).hasText("AB is coming");
        button(page, "Acknowledge: Chair 1, SpO2 84 < 90").click();
        assertThat(button(page, "Oxygen given: Chair 1, SpO2 84 < 90")).isVisible();
        room.picture(page, "high-actions");
        button(tablet, "Acknowledge: Chair 1, SpO2 84 < 90").click();
        assertThat(tablet.getByLabel("or in your own words")).isInViewport();
        room.picture(tablet, "high-actions-tablet");
        button(page, "Oxygen given: Chair 1, SpO2 84 < 90").click();
        assertThat(button(page, "Oxygen given: Chair 1, SpO2 84 < 90")).hasCount(0);
        measures(room);
    }

    private static void goesHome(ScreenRoom room, Page page, Page tablet) {
        assertThat(tile(page, 1).locator(".stage")).containsText("Observation");
        Locator leaving = region(page, "Ready to go home?");
        assertThat(leaving).containsText("Observed 0 of 60 min");
        button(page, "Yes: Escort is here").click();
        assertThat(leaving.locator(".met")).containsText(new String[] {"Escort is here"});
        assertThat(button(page, "Close session")).hasCount(0);
        room.picture(page, "observation");
        room.picture(tablet, "observation-tablet");
        leaving.getByText(Pattern.compile("^Sign although")).click();
        leaving.getByLabel("Why the patient may go all the same").fill("Seen by the physician");
        button(page, "Sign with this reason").click();
        assertThat(tile(page, 1).locator(".stage")).containsText("Ready to go");
        assertThat(leaving).containsText("although: Seen by the physician");
        button(page, "Close session").click();
        button(page, "Press again: Close session").click();
        assertThat(tile(page, 1).locator(".stage")).containsText("No session");
    }
}
