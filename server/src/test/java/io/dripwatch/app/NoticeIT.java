package io.dripwatch.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dripwatch.app.ScreenRoom.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.dripwatch.access.people.GivenAccounts;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a telephone shows of a high alarm while the page is closed; no push service of the world is asked. */
@Timeout(90)
@ExtendWith({ChromiumExtension.class, VertxExtension.class})
class NoticeIT {
    private static final String REGISTER =
            "() => navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready).then(() => 1)";

    /** Stands in for the browser's own push service, which is far away. */
    private static final String ASKED = """
            const bytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")),
              each => each.charCodeAt(0)).buffer;
            const subscription = { endpoint: "%s/push/1", unsubscribe: async () => true,
              getKey: name => bytes(name === "auth" ? "%s" : "%s") };
            PushManager.prototype.subscribe = async () => subscription;
            PushManager.prototype.getSubscription = async () => subscription;
            """;

    @Test
    void aPushedMessageIsShownWithTheChairAndWithoutThePatient(Browser browser, @TempDir Path folder, Vertx vertx)
            throws Exception {
        try (PagedRoom room = new PagedRoom(folder, vertx);
                BrowserContext telephone = allowed(browser)) {
            Page page = telephone.newPage();
            page.navigate("http://127.0.0.1:" + room.httpPort() + "/");
            AtomicReference<String> registration = new AtomicReference<>("");
            CDPSession tools = telephone.newCDPSession(page);
            tools.on("ServiceWorker.workerRegistrationUpdated", told -> told.getAsJsonArray("registrations")
                    .forEach(each -> registration.set(
                            each.getAsJsonObject().get("registrationId").getAsString())));
            tools.send("ServiceWorker.enable");
            page.evaluate(REGISTER);
            JsonObject push = new JsonObject();
            push.addProperty("origin", "http://127.0.0.1:" + room.httpPort());
            push.addProperty("registrationId", registration.get());
            push.addProperty("data", "{\"chair\":\"4\",\"priority\":\"high\"}");
            List<String> shown = shownBy(tools);

            tools.send("ServiceWorker.deliverPushMessage", push);

            page.waitForCondition(() -> !shown.isEmpty());
            assertThat(shown).hasSize(1);
            assertThat(shown.get(0)).contains("chair-4", "Chair 4: high alarm", "may be late or missing");
        }
    }

    /**
     * What the browser itself says of the notices it displays. A page that asks for them too early is told none, and has
     * those forgotten that are not yet displayed.
     */
    private static List<String> shownBy(CDPSession tools) {
        List<String> shown = new ArrayList<>();
        tools.on(
                "BackgroundService.backgroundServiceEventReceived",
                told -> shown.add(told.getAsJsonObject("backgroundServiceEvent").toString()));
        JsonObject notices = new JsonObject();
        notices.addProperty("service", "notifications");
        tools.send("BackgroundService.startObserving", notices);
        notices.addProperty("shouldRecord", true);
        tools.send("BackgroundService.setRecording", notices);
        return shown;
    }

    @Test
    void aNurseAsksForNoticesAtTheirOwnScreenAndTakesThemBack(Browser browser, @TempDir Path folder, Vertx vertx)
            throws Exception {
        try (PagedRoom room = new PagedRoom(folder, vertx);
                BrowserContext telephone = allowed(browser)) {
            telephone.addInitScript(ASKED.formatted(room.service.address(), room.service.secret(), room.service.key()));
            Page page = telephone.newPage();
            List<String> complaints = new ArrayList<>();
            page.onPageError(complaints::add);
            page.navigate("http://127.0.0.1:" + room.httpPort() + "/");
            page.getByLabel("Account").fill("nora");
            page.getByLabel("Password").fill(GivenAccounts.PASSWORD);
            page.keyboard().press("Enter");
            page.locator(".me").click();
            assertThat(page.getByText("Not guaranteed")).isVisible();
            button(page, "Notices in this browser for 12 hours").click();
            assertThat(page.getByText("On in this browser until")).isVisible();
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", "notices.png")));

            room.alarm(3);
            assertThat(Objects.requireNonNull(room.service.next(PagedRoom.WAIT_SECONDS), "no page came")
                            .text())
                    .isEqualTo("{\"chair\":\"3\",\"priority\":\"high\"}");
            button(page, "No notices in this browser").click();
            assertThat(button(page, "Notices in this browser for 12 hours")).isVisible();
            room.counts("dripwatch_paged_browsers 0");
            assertThat(complaints).isEmpty();
        }
    }

    private static BrowserContext allowed(Browser browser) {
        return browser.newContext(new Browser.NewContextOptions().setPermissions(List.of("notifications")));
    }
}
