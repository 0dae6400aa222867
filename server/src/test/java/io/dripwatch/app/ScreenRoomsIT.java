package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.tile;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Screens that show one of two rooms, or both; and what becomes of an alarm that the wrong one of them shows. */
@Timeout(120)
@ExtendWith(ChromiumExtension.class)
class ScreenRoomsIT {
    private static final String TWO = """
            rooms:
              - {name: East, chairs: ["1", "2"]}
              - {name: West, chairs: ["11", "12"]}
            """;

    /** Writes down how high the tones are that the page asks the browser for. */
    private static final String LISTEN = """
            () => {
              window.tones = [];
              const start = OscillatorNode.prototype.start;
              OscillatorNode.prototype.start = function (at) {
                tones.push(Math.round(this.frequency.value));
                return start.call(this, at);
              };
            }""";

    /** Longer than an alarm may stand on no screen. */
    private static final LocatorAssertions.ContainsTextOptions UNSEEN =
            new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);

    private static final String HIGH = "() => tones.includes(784)";

    private static Page listening(ScreenRoom room, String path) {
        Page page = room.look(path);
        page.getByText("This screen is silent").click();
        assertThat(page.locator(".bars .bar")).hasCount(0);
        page.evaluate(LISTEN);
        return page;
    }

    private static Locator alarms(Page page) {
        return page.locator(".rail .alarms");
    }

    private static Locator title(Page page) {
        return page.locator(".top h1");
    }

    @Test
    void anAlarmSoundsAndShowsOnTheScreenOfItsRoomAndWhereNobodySeesItTheOtherRoomIsTold(
            Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom room = ScreenRoom.of(browser, folder, TWO)) {
            room.treat(1);
            room.treat(11);
            Page east = listening(room, "/?room=East");
            Page west = listening(room, "/?room=West");
            assertThat(title(east)).hasText("East");
            assertThat(title(west)).hasText("West");
            assertThat(title(west)).hasCSS("font-size", "34px");
            assertThat(tile(west, 1)).hasCount(0);
            assertThat(tile(west, 11)).isVisible();

            room.monitor(1).says(Measured.of(Sign.SPO2, 84));
            assertThat(tile(east, 1).locator(".alarm")).containsText("SpO2 84 < 90");
            assertThat(alarms(east)).containsText("Chair 1");
            east.waitForFunction(HIGH);
            room.monitor(11).says(Measured.of(Sign.SPO2, 96));
            assertThat(tile(west, 11)).containsText("96");
            assertThat(alarms(west)).containsText("No alarms");
            assertThat((Boolean) west.evaluate(HIGH)).as("West is quiet").isFalse();
            room.picture(west, "rooms-west");

            east.close();
            assertThat(alarms(west)).containsText("No screen shows an alarm in East.", UNSEEN);
            west.waitForFunction(HIGH);
            room.picture(west, "rooms-west-told-of-east");
            Page back = room.look("/?room=East");
            assertThat(tile(back, 1).locator(".alarm")).containsText("SpO2 84 < 90");
            assertThat(alarms(west)).containsText("No alarms", UNSEEN);
        }
    }

    @Test
    void theRoomIsChosenAndStaysInTheAddress(Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom room = ScreenRoom.of(browser, folder, TWO)) {
            room.treat(1);
            room.treat(11);
            room.monitor(11).says(Measured.of(Sign.SPO2, 84));
            Page page = room.look("/");
            assertThat(title(page)).hasText("East, West");
            assertThat(tile(page, 11)).containsText("West");
            assertThat(alarms(page)).containsText(Pattern.compile("Chair 11 ?West"));
            room.picture(page, "rooms-all");
            Locator choice = page.getByLabel("Which room is shown");
            choice.selectOption("East");
            assertThat(page).hasURL(Pattern.compile("/\\?room=East$"));
            assertThat(title(page)).hasText("East");
            assertThat(page.locator(".tile")).hasCount(2);
            assertThat(alarms(page)).containsText("No alarms");
            page.reload();
            assertThat(title(page)).hasText("East");
            assertThat(choice).hasValue("=East");
            room.picture(page, "rooms-east");
            page.navigate(page.url().replace("/?room", "/chair/1?room"));
            page.getByText("All chairs").click();
            assertThat(page).hasURL(Pattern.compile("/\\?room=East$"));
            page.getByLabel("Which room is shown").selectOption("All rooms");
            assertThat(tile(page, 11).locator(".alarm")).containsText("SpO2 84 < 90");
            page.goBack();
            assertThat(page.locator(".tile")).hasCount(2);
            assertThat(room.complaints()).isEmpty();
        }
    }

    @Test
    void onATelephoneTheRoomIsChosenToo(Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom room = ScreenRoom.of(browser, folder, TWO)) {
            room.treat(11);
            Page page = room.look("/?room=West", 390, 844);
            assertThat(title(page)).hasText("West");
            assertThat(tile(page, 11)).isVisible();
            room.picture(page, "rooms-hand");
            Number over = (Number) page.evaluate("() => document.documentElement.scrollWidth - innerWidth");
            assertThat(over.intValue()).as("nothing stands beside the page").isLessThanOrEqualTo(0);
        }
    }
}
