package io.dripwatch.app;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.dripwatch.app.command.DemoRoom;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import io.dripwatch.flow.Command;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.Stage;
import io.dripwatch.session.Weight;
import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A real server with its room, monitors that stand in it, and screens in a real browser that look at it. */
final class ScreenRoom implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "screens");
    private static final double PATIENCE_MS = 10_000;
    private static final String NURSE = "AB";

    private final Browser browser;
    private final List<BrowserContext> screens = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Map<Integer, ScreenMonitor> monitors = new HashMap<>();
    private Settings settings;
    private Server server;

    /** Opens a room of so many chairs, whose limits sound without delay so that no test has to wait for them. */
    ScreenRoom(Browser browser, Path folder, int chairs) throws IOException {
        this(browser, folder, chairs, "");
    }

    /** The same with more lines of configuration. */
    ScreenRoom(Browser browser, Path folder, int chairs, String more) throws IOException {
        this(browser, folder, "room: {chairs: [" + names(chairs) + "]}\n" + more);
    }

    /** The rooms of this configuration. */
    static ScreenRoom of(Browser browser, Path folder, String rooms) throws IOException {
        return new ScreenRoom(browser, folder, rooms);
    }

    private ScreenRoom(Browser browser, Path folder, String rooms) throws IOException {
        this.browser = browser;
        Files.writeString(folder.resolve("prompt.yaml"), promptProtocol());
        Path config = folder.resolve("room.yaml");
        Files.writeString(config, rooms + "\nprotocols: [prompt.yaml]\n");
        this.settings =
                Settings.of(Config.read(config), folder, folder.resolve("data")).withPorts(0, 0);
        this.server = Server.start(settings);
        this.settings = settings.withPorts(server.httpPort(), server.mllpPort());
    }

    private static String names(int chairs) {
        return IntStream.rangeClosed(1, chairs).mapToObj("\"%d\""::formatted).collect(Collectors.joining(", "));
    }

    private static String promptProtocol() throws IOException {
        try (InputStream builtIn = Objects.requireNonNull(
                ScreenRoom.class.getResourceAsStream("/protocols/ketamine-mood.yaml"), "the built-in protocol")) {
            return new String(builtIn.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("patienceSeconds: \\d+", "patienceSeconds: 0")
                    .replaceAll("(?m)^version: \\d+", "version: 1000");
        }
    }

    int mllpPort() {
        return server.mllpPort();
    }

    void stop() {
        server.close();
    }

    /** On the same ports, with what it has kept. */
    void startAgain() {
        server = Server.start(settings);
    }

    /** A screen at the desk, where somebody has said who is there. */
    Page look(String path) {
        return look(path, 1920, 1080);
    }

    Page look(String path, int width, int height) {
        return look(path, new Browser.NewContextOptions().setViewportSize(width, height));
    }

    /** A screen of its own kind. */
    Page look(String path, Browser.NewContextOptions kind) {
        return look(path, kind, "");
    }

    /** The same, where a script runs before those of the page. */
    Page look(String path, Browser.NewContextOptions kind, String beforehand) {
        BrowserContext screen = browser.newContext(kind);
        screens.add(screen);
        screen.addInitScript("sessionStorage.setItem('dripwatch.initials', '" + NURSE + "'); " + beforehand);
        screen.setDefaultTimeout(PATIENCE_MS);
        Page page = screen.newPage();
        page.onPageError(complaints::add);
        page.onRequest(request -> NobodyNamed.heard("the address of a request", request.url()));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.navigate("http://127.0.0.1:" + settings.listening().httpPort() + path);
        return page;
    }

    /** The tile of a chair. */
    static Locator tile(Page page, int chair) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(Pattern.compile("^Chair " + chair + ",")));
    }

    /** One number of a tile with all that belongs to it. */
    static Locator vital(Locator tile, String label) {
        return tile.locator(".vital").filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + label)));
    }

    /** A form, list or sheet by its name. */
    static Locator region(Page page, String name) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** What the browser's console had to say against the pages so far. */
    List<String> complaints() {
        return complaints;
    }

    void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    /** The monitor that stands beside this chair. */
    ScreenMonitor monitor(int chair) {
        return monitors.computeIfAbsent(
                chair, number -> new ScreenMonitor(server.mllpPort(), number, "INFUSION", Integer.toString(number)));
    }

    /** What is asked of every patient before the drug. */
    List<CheckItem> checklist() {
        return server.firstChecklist();
    }

    /** A patient in baseline of whom nothing was measured yet. */
    void open(int chair) {
        Patient patient = new Patient(
                new PatientId("", "SYN-%04d".formatted(chair)),
                "Synthetic",
                "Patient " + chair,
                null,
                Patient.Sex.UNKNOWN);
        does(new Command.OpenSession(
                NURSE,
                chairId(chair),
                server.firstProtocol(),
                patient,
                Weight.of(70, "kg", Instant.now()),
                Stage.BASELINE));
    }

    /** A patient in baseline who is cleared for the drug, with the numbers of a healthy one. */
    void seat(int chair) {
        open(chair);
        DemoRoom.cleared(NURSE, chairId(chair), checklist()).forEach(this::does);
        monitor(chair)
                .says(
                        Measured.of(Sign.SPO2, 97),
                        Measured.of(Sign.HEART_RATE, 68 + chair),
                        Measured.of(Sign.NIBP_SYS, 118 + chair),
                        Measured.of(Sign.NIBP_DIA, 74),
                        Measured.of(Sign.NIBP_MEAN, 89),
                        Measured.of(Sign.RESP_RATE, 14),
                        Measured.of(Sign.ETCO2, 36),
                        Measured.of(Sign.TEMPERATURE, 36.6));
    }

    /** The same, while the drug runs. */
    void treat(int chair) {
        seat(chair);
        does(new Command.MoveStage(NURSE, chairId(chair), Stage.DOSING, ""));
    }

    /** The patient goes to another ward, and the chair is free. */
    void transfer(int chair) {
        does(new Command.MoveStage(NURSE, chairId(chair), Stage.TRANSFERRED, "to the ward"));
    }

    private void does(Command command) {
        try {
            server.command(command).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("expected the server to do " + command.kind(), e);
        }
    }

    private static ChairId chairId(int chair) {
        return new ChairId(Integer.toString(chair));
    }

    /** Closes every screen that stands open. */
    void leave() {
        screens.forEach(BrowserContext::close);
        screens.clear();
        complaints.clear();
    }

    @Override
    public void close() {
        leave();
        monitors.values().forEach(ScreenMonitor::close);
        server.close();
    }
}
