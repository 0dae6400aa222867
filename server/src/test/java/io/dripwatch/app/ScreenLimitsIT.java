package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static io.dripwatch.app.ScreenRoom.region;
import static io.dripwatch.app.ScreenRoom.tile;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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

/** What is set for one patient alone, at the screen: limits, pauses, the course of treatment. Each test has its chair. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ChromiumExtension.class)
@SuppressWarnings("NullAway.Init")
class ScreenLimitsIT {
    private ScreenRoom room;

    @BeforeAll
    void open(Browser browser, @TempDir Path folder) throws IOException {
        room = new ScreenRoom(browser, folder, 4);
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
    void aLimitOfOnePatientIsSetWithAReasonAndGivenBack() {
        room.treat(1);
        Page page = room.look("/chair/1");
        button(page, "Limits ...").click();
        Locator sheet = region(page, "Chair 1: limits");
        button(page, "Change: HR high !!").click();
        sheet.getByLabel("From 100 to 140").fill("110");
        sheet.getByLabel("Why").fill("Known heart disease");
        button(page, "Set this limit").click();

        button(page, "Limits ...").click();
        assertThat(sheet)
                .containsText(Pattern.compile("HR above110 /min!!until \\d\\d:\\d\\d, set by AB: Known heart"));
        room.picture(page, "limits");
        room.monitor(1).says(Measured.of(Sign.HEART_RATE, 115));
        assertThat(tile(page, 1).locator(".alarm")).containsText("HR 115 > 110 (set by AB)");
        button(page, "The protocol's again: HR high !!").click();
        assertThat(sheet).not().containsText("set by AB");
        assertThat(region(page, "Events")).containsText("The protocol's own limit again: HR");
    }

    @Test
    void aLimitIsTurnedOffWithAReasonAndOnAgain() {
        room.treat(2);
        Page page = room.look("/chair/2");
        button(page, "Limits ...").click();
        button(page, "Turn off: SpO2 low !").click();
        page.getByLabel("Why it is turned off").fill("The hand is cold");
        button(page, "Turn this limit off").click();
        button(page, "Limits ...").click();
        assertThat(region(page, "Chair 2: limits")).containsText("OFF: The hand is cold");
        button(page, "On again: SpO2 low !").click();
        assertThat(region(page, "Chair 2: limits")).not().containsText("OFF");
    }

    @Test
    void aMediumAlarmIsPausedAndSaysWhenItIsHeardAgain() {
        room.treat(3);
        room.monitor(3).says(Measured.of(Sign.NIBP_SYS, 165), Measured.of(Sign.NIBP_DIA, 80));
        Page page = room.look("/");
        button(page, "Pause 2 min: Chair 3, NIBP sys 165 > 160").click();
        assertThat(region(page, "Alarms")).containsText(Pattern.compile("Paused, on again in [12]:\\d\\d"));
        room.picture(page, "alarm-paused");
        button(page, "Signals on again: Chair 3, NIBP sys 165 > 160").click();
        assertThat(button(page, "Pause 2 min: Chair 3, NIBP sys 165 > 160")).isVisible();
    }

    @Test
    void aCourseOfTreatmentIsBegunMovedAndEnded() {
        room.treat(4);
        Page page = room.look("/chair/4");
        button(page, "Course ...").click();
        Locator sheet = region(page, "Chair 4: course");
        assertThat(sheet).containsText("in no course of treatment");
        button(page, "Begin course as the protocol plans it").click();
        assertThat(sheet).containsText("1 visit so far");
        assertThat(sheet).containsText("Next visit");
        room.picture(page, "course");
        button(page, "Move ...").click();
        sheet.getByLabel("Why").fill("Away until then");
        button(page, "Move the course").click();
        button(page, "Course ...").click();
        button(page, "End course ...").click();
        sheet.getByLabel("Why it ends").fill("Moves to another town");
        button(page, "End the course").click();
        button(page, "Course ...").click();
        assertThat(sheet).containsText("in no course of treatment");
    }
}
