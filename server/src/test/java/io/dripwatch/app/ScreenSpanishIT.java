package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static io.dripwatch.app.ScreenRoom.region;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.dripwatch.access.Role;
import io.dripwatch.access.people.GivenAccounts;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** On a Spanish server no page says anything of ours in English, and what people said stays as they said it. */
@Timeout(120)
@ExtendWith(ChromiumExtension.class)
class ScreenSpanishIT {
    private static final String SPANISH = "language: es";

    /** Words without which hardly any English sentence of ours does, and which no Spanish one has. */
    private static final Pattern ENGLISH = Pattern.compile(
            "(?i)\\b(the|of|and|is|was|are|with|from|not|by|for|has|have|this|that|than|while|which|who|what|when|where"
                    + "|why|open|opened|set|below|above|low|high|limits?|alarms?|session|chair|patient|nurse|dosing|pump"
                    + "|baseline|started|between|shown|signed|here|yes|weight|sign|account|search|name|made|refused)\\b");

    /** What is named by a site, a person or a machine, and what was administered as it stands in the record. */
    private static final Pattern NAMES = Pattern.compile(
            "Synthetic, Patient \\d|session-[\\w-]+|Ada Example|Known heart disease"
                    + "|charge-nurse@East|\\bnurse o\\b|system/\\*\\.rs|account \\w+ added: .*|dripwatch user add NAME --role administrator");

    private static final String ALL_TEXT = """
            () => [document.body.innerText, document.title,
              ...[...document.querySelectorAll("[aria-label],[title],[placeholder]")].flatMap(each =>
                [each.ariaLabel, each.title, each.placeholder])].join("\\n")""";

    private static final String START = """
            async () => (await (await fetch("/api/v1/chairs/2/stage", {
              method: "POST",
              headers: { "content-type": "application/json" },
              body: JSON.stringify({ by: "AB", to: "dosing" }),
            })).json()).error""";

    private static void isSpanish(String text, String where) {
        String ours = NAMES.matcher(text).replaceAll("");
        Stream<String> found = ENGLISH.matcher(ours).results().map((MatchResult word) -> {
            int from = Math.max(0, ours.lastIndexOf('\n', word.start()) + 1);
            int to = ours.indexOf('\n', word.end());
            return ours.substring(from, to < 0 ? ours.length() : to);
        });
        assertThat(found).as(where).isEmpty();
    }

    private static void isSpanish(Page page, String where) {
        assertThat(page.locator("html")).hasAttribute("lang", "es");
        isSpanish((String) page.evaluate(ALL_TEXT), where);
    }

    @Test
    void aSessionIsLedSeenAndPrintedInSpanish(Browser browser, @TempDir Path folder) throws IOException {
        try (ScreenRoom room = new ScreenRoom(browser, folder, 3, SPANISH)) {
            room.treat(1);
            room.monitor(1)
                    .says(
                            Measured.of(Sign.SPO2, 84),
                            Measured.of(Sign.NIBP_SYS, 185),
                            Measured.of(Sign.NIBP_DIA, 80),
                            Measured.of(Sign.TEMPERATURE, 36.6));
            room.open(2);
            Page page = room.look("/");
            assertThat(page.locator(".tile .alarm").first()).containsText("PANI sis 185 > 180");
            isSpanish(page, "the room");
            room.picture(page, "spanish-room");

            page.navigate(page.url() + "chair/2");
            assertThat(page.getByText("¿Hay psicosis activa?")).isVisible();
            isSpanish(page, "before the drug");
            String refusal = (String) page.evaluate(START);
            assertThat(refusal).startsWith("El inicio está retenido: Sin responder: ¿Hay psicosis activa?; ");
            isSpanish(refusal, "a refusal");

            page.navigate(page.url().replace("chair/2", "chair/1"));
            button(page, "Confirmar: Sillón 1, SpO2 84 < 90").click();
            button(page, "Oxígeno administrado: Sillón 1, SpO2 84 < 90").click();
            button(page, "Límites ...").click();
            button(page, "Cambiar: FC alto !!").click();
            isSpanish(page, "limits");
            region(page, "Sillón 1: límites").getByLabel("De 100 a 140").fill("110");
            page.getByLabel("Por qué").fill("Known heart disease");
            button(page, "Fijar este límite").click();
            assertThat(region(page, "Eventos"))
                    .containsText("Límite fijado por AB: FC alto, media 110 (Known heart disease)");
            button(page, "Tratamiento ...").click();
            isSpanish(page, "the chair");
            room.picture(page, "spanish-chair-all");

            button(page, "Registro de la sesión").click();
            assertThat(page.locator(".paper")).containsText("confirmada: Oxígeno administrado");
            isSpanish(page, "the record");
            room.picture(page, "spanish-report");
            isSpanish(written(page), "the file");
        }
    }

    @Test
    void signingInAdministrationAndTheRecordOfAccessesAreSpanish(Browser browser, @TempDir Path folder)
            throws IOException {
        Instant before = Instant.now().minusSeconds(5);
        GivenAccounts.add(folder.resolve("data"), "ada", Role.ADMINISTRATOR, before);
        GivenAccounts.add(folder.resolve("data"), "ben", Role.AUDITOR, before);
        try (ScreenRoom room = new ScreenRoom(browser, folder, 1, SPANISH)) {
            Page page = room.look("/administration");
            signIn(page, "ada", "wrong password here");
            assertThat(page.getByText("La cuenta, la contraseña o el PIN no son correctos."))
                    .isVisible();
            isSpanish(page, "signing in");
            signIn(page, "ada", GivenAccounts.PASSWORD);
            button(page, "Añadir cuenta").click();
            page.getByLabel("Cuenta", new Page.GetByLabelOptions().setExact(true))
                    .fill("cy");
            page.getByLabel("Nombre", new Page.GetByLabelOptions().setExact(true))
                    .fill("Cy");
            page.getByLabel("Funciones").fill("biomed");
            page.getByLabel("Primera contraseña").fill("short");
            button(page, "Añadir cuenta").click();
            assertThat(page.getByText("Una contraseña tiene de 12 a 128 caracteres."))
                    .isVisible();
            isSpanish(page, "administration");
            room.picture(page, "spanish-administration");

            Page audit = room.look("/");
            signIn(audit, "ben", GivenAccounts.PASSWORD);
            button(audit, "Buscar").click();
            assertThat(audit.locator(".found")).containsText("entrar");
            assertThat(audit.locator(".found")).containsText(", administrador");
            isSpanish(audit, "the record of accesses");
            room.picture(audit, "spanish-audit");
            room.complaints().removeIf(complaint -> complaint.contains("401") || complaint.contains("400"));
        }
    }

    private static void signIn(Page page, String account, String password) {
        page.getByLabel("Cuenta").fill(account);
        page.getByLabel("Contraseña").fill(password);
        page.keyboard().press("Enter");
    }

    private static String written(Page page) throws IOException {
        String pdf = (String) page.locator(".print-actions a").evaluate("link => link.href");
        try (PDDocument document = Loader.loadPDF(page.request().get(pdf).body())) {
            ImageIO.write(
                    new PDFRenderer(document).renderImageWithDPI(0, 100),
                    "png",
                    Path.of("target", "screens", "spanish-pdf.png").toFile());
            return new PDFTextStripper().getText(document);
        }
    }
}
