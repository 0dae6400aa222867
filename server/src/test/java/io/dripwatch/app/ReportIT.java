package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The record of a session as a page and as a file. */
@Timeout(90)
@ExtendWith(ChromiumExtension.class)
class ReportIT {
    @Test
    void theRecordOfASessionIsReadPrintedAndTakenAway(Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 1)) {
            room.treat(1);
            room.monitor(1).says(Measured.of(Sign.SPO2, 84));
            Page page = room.look("/chair/1");
            button(page, "Acknowledge: Chair 1, SpO2 84 < 90").click();
            button(page, "Oxygen given: Chair 1, SpO2 84 < 90").click();
            button(page, "Session record").click();

            Locator paper = page.locator(".paper");
            assertThat(paper).containsText("Synthetic, Patient 1");
            assertThat(paper).containsText("0.5 mg/kg over 40 min, 70 kg: 35 mg");
            assertThat(paper).containsText("acknowledged: Oxygen given");
            assertThat(paper).containsText("THE SESSION IS NOT OVER");
            assertThat(paper.locator(".line-plot").first()).isVisible();
            room.picture(page, "report");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.locator(".rail")).isHidden();
            assertThat(paper).isVisible();
            room.picture(page, "report-printed");

            String pdf = (String) page.locator(".print-actions a").evaluate("link => link.href");
            APIResponse file = page.request().get(pdf);
            assertThat(file.headers()).containsEntry("content-type", "application/pdf");
            assertThat(new String(file.body(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
            Files.write(Path.of("target", "screens", "report.pdf"), file.body());
            assertThat(page.request()
                            .get(pdf.replace("session-", "no-session-"))
                            .status())
                    .isEqualTo(404);
            page.reload();
            assertThat(paper).containsText("Synthetic, Patient 1");
        }
    }
}
