package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static io.dripwatch.app.ScreenRoom.region;
import static io.dripwatch.app.ScreenRoom.tile;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.dripwatch.access.Grant;
import io.dripwatch.access.Role;
import io.dripwatch.access.keys.Keys;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That everything has its place on a screen: from one chair to thirty-two, on the wall, at the desk and held upright. */
@Timeout(90)
@ExtendWith(ChromiumExtension.class)
class ScreenLayoutIT {
    /** What of the room stands beyond the window, or is cut off by its own tile. */
    private static final String CUT_OFF = """
            () => [
              ...[...document.querySelectorAll("#screen *")]
                .filter(each => !each.closest(".unseen"))
                .filter(each => each.getBoundingClientRect().bottom > innerHeight + 1
                  || each.getBoundingClientRect().right > innerWidth + 1),
              ...[...document.querySelectorAll(".tile .figure b, .tile .number, .tile .given, .tile .due")]
                .filter(each => {
                  const inner = each.getBoundingClientRect();
                  const outer = each.closest(".tile").getBoundingClientRect();
                  return inner.width > 0 && (inner.right > outer.right || inner.bottom > outer.bottom);
                }),
            ].map(each => `${each.tagName} ${each.className} ${each.textContent.slice(0, 30)}`)""";

    /** Numbers of a tile that stand in each other's place. */
    private static final String OVERLAPPING = """
            () => [...document.querySelectorAll(".tile")].flatMap(tile => {
              const vitals = [...tile.querySelectorAll(".vital, footer")]
                .map(each => ({ name: each.className, at: each.getBoundingClientRect() }))
                .filter(each => each.at.height > 0);
              return vitals.flatMap((one, index) => vitals.slice(index + 1)
                .filter(other => one.at.right > other.at.left + 1 && other.at.right > one.at.left + 1
                  && one.at.bottom > other.at.top + 1 && other.at.bottom > one.at.top + 1)
                .map(other => `${tile.ariaLabel}: ${one.name} and ${other.name}`));
            })""";

    /** The names of plots that are lower than a line needs, and those whose name is outside its plot. */
    private static final String SQUASHED = """
            () => [...document.querySelectorAll(".plots .u-over")]
              .filter(plot => plot.clientHeight < 40 || plot.querySelector(".title").offsetHeight > plot.clientHeight)
              .map(plot => plot.textContent)""";

    /** The pressure of the patients rises with the number of their chair; of these it is low enough for the drug. */
    private static final int MOST_TREATED = 20;

    private static final String ONE_LINE = "() => document.querySelector('.foot').clientHeight < 36";

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 32})
    void aRoomOfAnySizeStandsOnOneScreenWithoutScrolling(int chairs, Browser browser, @TempDir Path folder)
            throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, chairs)) {
            IntStream.rangeClosed(1, Math.min(chairs, MOST_TREATED)).forEach(room::treat);
            room.monitor(1).says(Measured.of(Sign.SPO2, 84), Measured.of(Sign.HEART_RATE, 134));
            Page page = room.look("/");
            assertThat(tile(page, 1).locator(".alarm")).containsText("HR 134 > 130");
            assertThat(page.locator(".tile")).hasCount(chairs);
            assertThat(page.evaluate(CUT_OFF)).isEqualTo(List.of());
            assertThat(page.evaluate(OVERLAPPING)).isEqualTo(List.of());
            room.picture(page, "room-" + chairs);
            page.setViewportSize(1366, 768);
            assertThat(page.locator(".tiles.flat")).hasCount(chairs == 32 ? 1 : 0);
            room.picture(page, "small-room-" + chairs);
            assertThat(page.evaluate(CUT_OFF)).isEqualTo(List.of());
            assertThat(page.evaluate(OVERLAPPING)).isEqualTo(List.of());
        }
    }

    /** A layout of the whole page takes longer than a frame where there are many chairs. */
    @Test
    void aNumberOrAClockThatChangesLaysOutItsOwnBoxAndNotThePage(Browser browser, @TempDir Path folder)
            throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 2)) {
            room.treat(1);
            room.seat(2);
            Page page = room.look("/chair/2");
            button(page, "I take this chair").click();
            button(page, "All chairs").click();
            assertThat(page.getByLabel("Which chairs are shown")).isVisible();
            room.monitor(1).says(Measured.of(Sign.SPO2, 96), Measured.of(Sign.RESP_RATE, 15));
            assertThat(tile(page, 1)).containsText("96");
            String time = page.locator(".clock").textContent();
            browser.startTracing(page, new Browser.StartTracingOptions().setCategories(List.of("devtools.timeline")));
            room.monitor(1).says(Measured.of(Sign.SPO2, 97), Measured.of(Sign.RESP_RATE, 14));
            assertThat(tile(page, 1)).containsText("97");
            assertThat(page.locator(".clock")).not().hasText(time);
            List<String> laidOut = roots(browser.stopTracing());
            assertThat(laidOut)
                    .contains("TIME")
                    .anyMatch(root -> root.contains("vital small"))
                    .doesNotContain("#document");
        }
    }

    /** The elements from which on a part of the page was laid out anew. */
    private static List<String> roots(byte[] trace) throws IOException {
        List<String> roots = new ArrayList<>();
        for (JsonNode event : new ObjectMapper().readTree(trace).path("traceEvents")) {
            if (event.path("name").asText().equals("Layout")) {
                event.at("/args/endData/layoutRoots")
                        .forEach(root -> roots.add(root.path("nodeName").asText()));
            }
        }
        return roots;
    }

    @Test
    void theNoticeForTheAdministratorTakesNoSecondLine(Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 2)) {
            Page page = room.look("/", 1456, 819);
            assertThat(page.getByText("Nobody has to sign in")).isVisible();
            assertThat(page.evaluate(ONE_LINE)).isEqualTo(true);
        }
    }

    @Test
    void aTabletHeldUprightShowsOnePartOfTheChairAtATimeAndSquashesNone(Browser browser, @TempDir Path folder)
            throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 1)) {
            room.treat(1);
            Page page = room.look("/chair/1", 820, 1180);
            assertThat(button(page, "Hold")).isInViewport();
            assertThat(button(page, "Sedation (MOAA/S) 5")).isInViewport();
            assertThat(page.locator(".plots")).isHidden();
            room.picture(page, "upright-session");
            button(page, "Trends").click();
            assertThat(page.locator(".plots canvas").first()).isVisible();
            assertThat(page.evaluate(SQUASHED)).isEqualTo(List.of());
            room.picture(page, "upright-trends");
            button(page, "Events").click();
            assertThat(region(page, "Events")).containsText("Session opened by AB");

            page.setViewportSize(1920, 1080);
            assertThat(page.locator(".plots canvas").first()).isVisible();
            assertThat(button(page, "Hold")).isVisible();
            assertThat(page.evaluate(SQUASHED)).isEqualTo(List.of());
        }
    }

    @Test
    void aScreenOnTheWallIsPairedByItsCodeAndOffersNothingToPress(Browser browser, @TempDir Path folder)
            throws IOException {
        Path data = folder.resolve("data");
        GivenAccounts.add(data, "ada", Role.NURSE, Instant.now().minusSeconds(5));
        String code = new Keys(data).pair("Wall 1", Grant.EVERYWHERE, Instant.now());
        try (ScreenRoom room = new ScreenRoom(browser, folder, 8)) {
            room.treat(2);
            room.monitor(2).says(Measured.of(Sign.SPO2, 84));
            Page page = room.look("/");
            page.getByText("This is a screen on the wall").click();
            page.getByLabel("Code").fill(code);
            button(page, "Pair this screen").click();
            assertThat(tile(page, 2).locator(".alarm")).containsText("SpO2 84 < 90");
            assertThat(page.getByText("Acknowledge")).hasCount(0);
            assertThat(page.evaluate(CUT_OFF)).isEqualTo(List.of());
            room.picture(page, "wall");
            button(page, "Chair 2: actions and trends").click();
            assertThat(region(page, "Who is here?")).containsText("a screen on the wall");
        }
    }
}
