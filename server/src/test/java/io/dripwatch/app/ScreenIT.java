package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static io.dripwatch.app.ScreenRoom.tile;
import static io.dripwatch.app.ScreenRoom.vital;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.dripwatch.sim.ChairPlan;
import io.dripwatch.sim.Simulation;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

/** What a nurse sees: from a monitor's message on the wire to the words on the screen. Every test has its own chair. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ChromiumExtension.class)
@SuppressWarnings("NullAway.Init")
class ScreenIT {
    private ScreenRoom room;
    private Simulation neighbours;

    @BeforeAll
    void open(Browser browser, @TempDir Path folder) throws IOException {
        room = new ScreenRoom(browser, folder, 12);
        List<ChairPlan> plans = List.of(
                ChairPlan.numbered(1, "quiet-session", Duration.ZERO),
                ChairPlan.numbered(2, "quiet-session", Duration.ofMinutes(2)));
        neighbours = Simulation.start("127.0.0.1", room.mllpPort(), plans, 1, 20260101);
    }

    @AfterAll
    void close() {
        neighbours.close();
        room.close();
    }

    @AfterEach
    void noPageHasComplained() {
        List<String> complaints = List.copyOf(room.complaints());
        room.leave();
        Assertions.assertThat(complaints).as("errors in the browser's console").isEmpty();
    }

    @Test
    void readingsStandOnTheTileWithTheirUnitsAsSoonAsTheMonitorHasSentThem() {
        room.seat(3);
        Page page = room.look("/");
        Locator tile = tile(page, 3);
        assertThat(tile).containsText("Synthetic, Patient 3");
        assertThat(vital(tile, "SpO2")).containsText("%");
        assertThat(vital(tile, "SpO2").locator(".figure")).hasText("97");
        assertThat(vital(tile, "NIBP").locator(".figure")).hasText("121/74(89)");
        assertThat(vital(tile, "NIBP")).containsText("mmHg");
        assertThat(vital(tile, "Temp").locator(".figure")).hasText("36.6");

        room.monitor(3).says(Measured.of(Sign.SPO2, 96), Measured.of(Sign.HEART_RATE, 77));
        assertThat(vital(tile, "SpO2").locator(".figure")).hasText("96");
        assertThat(vital(tile, "HR").locator(".figure")).hasText("77");
        assertThat(vital(tile, "HR")).containsText("/min");
        assertThat(vital(tile(page, 1), "SpO2").locator(".figure")).hasText(Pattern.compile("\\d\\d"));
    }

    @Test
    void aLowSaturationWhileDosingIsSaidInWordsMarksAndAloudUntilSomebodyAcknowledges() {
        room.treat(4);
        Page page = room.look("/");
        Locator alarm = tile(page, 4).locator(".alarm");
        assertThat(vital(tile(page, 4), "SpO2").locator(".figure")).hasText("97");
        assertThat(alarm).hasCount(0);

        room.monitor(4).says(Measured.of(Sign.SPO2, 84));
        assertThat(alarm).hasText(Pattern.compile("^!!!SpO2 84 < 90, high priority$"));
        assertThat(tile(page, 4)).hasClass(Pattern.compile("high physiological active"));
        assertThat(vital(tile(page, 4), "SpO2")).hasClass(Pattern.compile("alarming high"));
        Locator aloud = page.locator("[aria-live=assertive]");
        assertThat(aloud).containsText("Chair 4: SpO2 84 < 90, high priority");
        room.picture(page, "high");

        button(page, "Acknowledge: Chair 4, SpO2 84 < 90").click();
        button(page, "At the chair: Chair 4, SpO2 84 < 90").click();
        assertThat(alarm).hasText(Pattern.compile("^!!!SpO2 84 < 90, high priority, acknowledged$"));
        assertThat(tile(page, 4)).not().hasClass(Pattern.compile("active"));
        assertThat(aloud).not().containsText("Chair 4");
        assertThat(button(page, "Acknowledge: Chair 4, SpO2 84 < 90")).hasCount(0);
    }

    @Test
    void aMediumAndALowAlarmLookAndSoundLessUrgent() {
        room.treat(5);
        room.treat(6);
        Page page = room.look("/");
        room.monitor(5).says(Measured.of(Sign.NIBP_SYS, 165), Measured.of(Sign.NIBP_DIA, 80));
        assertThat(tile(page, 5).locator(".alarm")).containsText("!!NIBP sys 165 > 160");
        assertThat(tile(page, 5)).hasClass(Pattern.compile("medium physiological active"));
        room.picture(page, "medium");

        room.monitor(6).says(Measured.of(Sign.SPO2, 93));
        assertThat(tile(page, 6).locator(".alarm")).containsText("!SpO2 93 < 94");
        assertThat(tile(page, 6)).hasClass(Pattern.compile("low physiological active"));
        assertThat(page.locator("[aria-live=polite]")).containsText("Chair 6: SpO2 93 < 94, low priority");
        room.picture(page, "low");
    }

    @Test
    void aNumberGrowsOldByItselfWhereNoSessionIsOpen() {
        Page page = room.look("/");
        room.monitor(10).said(Duration.ofSeconds(11), Measured.of(Sign.HEART_RATE, 66));
        assertThat(vital(tile(page, 10), "HR").locator(".figure")).hasText("66");
        assertThat(vital(tile(page, 10), "HR")).hasClass(Pattern.compile("stale"));
    }

    @Test
    void anOldNumberIsStruckThroughAndAMissingOneIsNone() {
        room.seat(8);
        room.open(9);
        room.monitor(9).said(Duration.ofSeconds(25), Measured.of(Sign.SPO2, 95), Measured.of(Sign.HEART_RATE, 81));
        Page page = room.look("/");
        assertThat(vital(tile(page, 8), "HR")).hasClass(Pattern.compile("fresh"));
        assertThat(vital(tile(page, 9), "HR")).hasClass(Pattern.compile("stale"));
        assertThat(vital(tile(page, 9), "HR")).containsText(Pattern.compile("\\d\\d s old"));
        assertThat(vital(tile(page, 9), "HR").locator("b")).hasCSS("text-decoration-line", "line-through");

        room.monitor(8).says(text -> text.replace("|NAV|", "|OFF|"), Measured.nothing(Sign.SPO2));
        assertThat(vital(tile(page, 8), "SpO2")).hasClass(Pattern.compile("absent"));
        assertThat(vital(tile(page, 8), "SpO2")).containsText("sensor off");
        assertThat(vital(tile(page, 8), "SpO2").locator(".figure")).hasText("---");
        room.picture(page, "stale");
    }
}
