package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static io.dripwatch.app.ScreenRoom.region;
import static io.dripwatch.app.ScreenRoom.tile;
import static io.dripwatch.app.ScreenRoom.vital;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A site that reads kPa and °F reads them everywhere, and what it types is what it sees. */
@Timeout(90)
@ExtendWith(ChromiumExtension.class)
class ScreenUnitsIT {
    private static final String OTHER = "units: {pressure: kPa, temperature: F}";

    @Test
    void everyNumberIsInTheUnitsOfTheSiteFromTheTileToThePaper(Browser browser, @TempDir Path folder)
            throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 2, OTHER)) {
            room.treat(1);
            Page page = room.look("/chair/1");
            Locator tile = tile(page, 1);
            assertThat(vital(tile, "NIBP")).containsText("NIBPkPa");
            assertThat(vital(tile, "NIBP").locator(".figure")).hasText("15.9/9.9(11.9)");
            assertThat(vital(tile, "EtCO2")).containsText("4.8");
            assertThat(vital(tile, "Temp")).containsText("°F");
            assertThat(vital(tile, "Temp").locator(".figure")).hasText("97.9");
            room.picture(page, "units-chair");

            button(page, "Limits ...").click();
            button(page, "Change: NIBP sys low !!!").click();
            Locator sheet = region(page, "Chair 1: limits");
            sheet.getByLabel("From 10.7 to 13.3 kPa").fill("12.0");
            sheet.getByLabel("Why").fill("Known low pressure");
            button(page, "Set this limit").click();
            button(page, "Limits ...").click();
            assertThat(sheet).containsText("NIBP sys below12.0 kPa!!!until");
            assertThat(region(page, "Events")).containsText("NIBP sys low, high 12.0 (Known low pressure)");
            button(page, "Close this sheet").click();

            room.monitor(1).says(Measured.of(Sign.NIBP_SYS, 88), Measured.of(Sign.NIBP_DIA, 60));
            assertThat(tile.locator(".alarm")).containsText("NIBP sys 11.7 < 12.0 (set by AB)");
            assertThat(page.locator(".plots .title")).containsText(new String[] {"SpO2", "HR", "NIBP kPa"});

            button(page, "Session record").click();
            Locator paper = page.locator(".paper");
            assertThat(paper).containsText("NIBP sys kPa");
            assertThat(paper).containsText("NIBP sys 11.7 < 12.0 (set by AB)");
            assertThat(paper).containsText("Temp °F");
            assertThat(paper.locator(".line-plot", new Locator.LocatorOptions().setHasText("NIBP sys")))
                    .containsText("11.7 to 15.9");
            assertThat(written(page))
                    .contains("kPa", "NIBP sys 11.7 < 12.0", "97.9 (")
                    .doesNotContain("mmHg");
        }
    }

    @Test
    void whatIsRefusedNamesTheRangeAsTheSiteReadsItAndTheTrendIsInItsUnit(Browser browser, @TempDir Path folder)
            throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 1, OTHER)) {
            room.treat(1);
            Page page = room.look("/");
            assertThat(vital(tile(page, 1), "NIBP").locator(".figure")).containsText("15.9");
            assertThat((String) page.evaluate("""
                            async () => (await (await fetch("/api/v1/chairs/1/limits", {
                              method: "POST",
                              headers: { "content-type": "application/json", "x-dripwatch": "1" },
                              body: JSON.stringify({ by: "AB", metric: "nibpSys", side: "low", priority: "high",
                                sound: 14, reason: "Too much", untilMinutes: 60 }),
                            })).json()).error""")).isEqualTo("NIBP sys may be set from 10.7 to 13.3 kPa.");
            String trend = page.request()
                    .get(page.url() + "api/v1/trend?metric=nibpSys&chair=1&from=2026-01-01T00:00:00Z")
                    .text();
            assertThat(new JsonObject(trend).getString("unit")).isEqualTo("kPa");
            assertThat(new JsonObject(trend)
                            .getJsonArray("points")
                            .getJsonArray(0)
                            .getDouble(1))
                    .isEqualTo(15.9);
        }
    }

    private static String written(Page page) throws IOException {
        String pdf = (String) page.locator(".print-actions a").evaluate("link => link.href");
        try (PDDocument document = Loader.loadPDF(page.request().get(pdf).body())) {
            return new PDFTextStripper().getText(document);
        }
    }
}
