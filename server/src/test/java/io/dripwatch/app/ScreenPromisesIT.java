package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static io.dripwatch.app.ScreenRoom.tile;
import static io.dripwatch.app.ScreenRoom.vital;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a screen promises of sound, of its clock, and of two people who press at once. */
@Timeout(90)
@ExtendWith(ChromiumExtension.class)
class ScreenPromisesIT {
    /** Writes down which tones the page asks the browser for: when, from the first of them on, and how high. */
    private static final String LISTEN = """
            () => {
              window.tones = [];
              const start = OscillatorNode.prototype.start;
              OscillatorNode.prototype.start = function (at) {
                tones.push([at, Math.round(this.frequency.value)]);
                return start.call(this, at);
              };
            }""";

    private static final String HEARD = """
            hz => {
              const all = tones.filter(each => each[1] === hz).map(each => each[0]).sort((one, other) => one - other);
              return JSON.stringify(all.map(each => Math.round(1000 * (each - all[0]))));
            }""";

    private static final String AN_HOUR_AHEAD = """
            const real = Date;
            window.Date = class extends real {
              constructor(...given) { given.length === 0 ? super(real.now() + 3600000) : super(...given); }
              static now() { return real.now() + 3600000; }
            };""";

    /** Presses a button at a moment that both screens have agreed on. */
    private static final String PRESS = """
            ([name, at]) => setTimeout(() => [...document.querySelectorAll("button")]
              .find(each => each.getAttribute("aria-label") === name || each.textContent === name).click(),
              at - Date.now())""";

    @Test
    void everyPriorityAsksForItsOwnTonesAndALostServerForAnother(Browser browser, @TempDir Path folder)
            throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 3)) {
            room.treat(1);
            room.treat(2);
            room.treat(3);
            Page page = room.look("/");
            page.getByText("This screen is silent").click();
            assertThat(page.locator(".bars .bar")).hasCount(0);
            page.evaluate(LISTEN);

            room.monitor(1).says(Measured.of(Sign.SPO2, 93));
            hears(page, 440, "[0]");
            room.monitor(2).says(Measured.of(Sign.NIBP_SYS, 165), Measured.of(Sign.NIBP_DIA, 80));
            hears(page, 587, "[0,400,800]");
            room.monitor(3).says(Measured.of(Sign.SPO2, 84));
            hears(page, 784, "[0,250,500,900,1150,1900,2150,2400,2800,3050]");
            room.stop();
            hears(page, 622, "[0]");
            hears(page, 311, "[0]");
            room.startAgain();
        }
    }

    private static void hears(Page page, int hz, String pattern) {
        page.waitForFunction("hz => tones.some(each => each[1] === hz)", hz);
        assertThat(page.evaluate(HEARD, hz)).as(hz + " Hz").isEqualTo(pattern);
    }

    @Test
    void aBrowserWhoseClockIsAnHourAheadCountsByTheServers(Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 1)) {
            room.treat(1);
            Page page = room.look("/");
            page.context().addInitScript(AN_HOUR_AHEAD);
            page.reload();
            assertThat((Boolean)
                            page.evaluate("start => Date.now() - start > 3000000", (double) System.currentTimeMillis()))
                    .isTrue();
            assertThat(tile(page, 1).locator(".stage")).hasText(Pattern.compile("Dosing ?[01]:\\d\\d"));
            assertThat(vital(tile(page, 1), "NIBP")).containsText(Pattern.compile("just now|1 min ago"));
            assertThat(vital(tile(page, 1), "SpO2")).hasClass(Pattern.compile("fresh"));
            LocalTime shown = LocalTime.parse(page.locator(".top time").textContent());
            assertThat(Duration.between(shown, LocalTime.now(ZoneId.systemDefault()))
                            .abs())
                    .isLessThan(Duration.ofMinutes(2));
            room.monitor(1).says(Measured.of(Sign.SPO2, 84));
            assertThat(tile(page, 1).locator(".alarm")).containsText("SpO2 84 < 90");
            assertThat(page.locator(".alarms")).containsText(Pattern.compile("Chair 1 ?0:\\d\\d"));
        }
    }

    @Test
    void ofTwoNursesWhoAcknowledgeAtOnceOneIsFirstAndTheOtherIsToldSo(Browser browser, @TempDir Path folder)
            throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 1)) {
            room.treat(1);
            room.monitor(1).says(Measured.of(Sign.SPO2, 84));
            List<Integer> answers = new ArrayList<>();
            List<Page> screens = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Page screen = room.look("/");
                screen.onResponse(answer -> {
                    if (answer.url().endsWith("/acknowledge")) {
                        answers.add(answer.status());
                    }
                });
                button(screen, "Acknowledge: Chair 1, SpO2 84 < 90").click();
                assertThat(button(screen, "At the chair: Chair 1, SpO2 84 < 90"))
                        .isVisible();
                screens.add(screen);
            }
            double together = System.currentTimeMillis() + 1_500;
            for (Page screen : screens) {
                screen.evaluate(PRESS, List.of("At the chair: Chair 1, SpO2 84 < 90", together));
            }
            for (Page screen : screens) {
                assertThat(tile(screen, 1).locator(".alarm")).containsText("acknowledged");
            }
            screens.get(0).waitForCondition(() -> answers.size() == 2);
            assertThat(answers).containsExactlyInAnyOrder(200, 409);
            assertThat(acknowledgements(screens.get(0))).isEqualTo(1);
            room.leave();
        }
    }

    private static long acknowledgements(Page page) {
        String told = page.request().get(page.url() + "api/v1/chairs/1/history").text();
        JsonArray events = new JsonObject(told).getJsonArray("events");
        return events.stream()
                .filter(event -> ((JsonObject) event).getString("text").startsWith("Acknowledged by"))
                .count();
    }
}
