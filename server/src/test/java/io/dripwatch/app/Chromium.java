package io.dripwatch.app;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.impl.driver.Driver;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The browser of the screen tests. Takes the one that is named or installed; on a machine without one it brings it: from
 * Debian's packages where it may, otherwise as Playwright's own download.
 */
final class Chromium {
    /** Names an executable; the environment variable {@code CHROMIUM} does the same. */
    private static final String PROPERTY = "dripwatch.chromium";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final File LOG = new File("target", "chromium.log");
    private static final Duration UPDATE_LIMIT = Duration.ofMinutes(3);
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(8);
    private static final List<String> QUIET = List.of(
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final Map<String, String> NO_DOWNLOAD = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

    private Chromium() {}

    static Playwright playwright() {
        return Playwright.create(new Playwright.CreateOptions().setEnv(NO_DOWNLOAD));
    }

    /** Starts a browser without a window. */
    static Browser launch(Playwright playwright) {
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                .setHeadless(true)
                .setChromiumSandbox(false)
                .setArgs(QUIET);
        Path executable = find();
        if (executable == null) {
            download();
        } else {
            options.setExecutablePath(executable);
        }
        return playwright.chromium().launch(options);
    }

    /** The executable that is there, or that Debian's packages bring; null where neither has one. */
    private static @Nullable Path find() {
        String named = System.getProperty(PROPERTY, System.getenv().getOrDefault("CHROMIUM", ""));
        if (!named.isEmpty()) {
            if (!Files.isExecutable(Path.of(named))) {
                throw new AssertionError("-D" + PROPERTY + " or CHROMIUM names " + named + ", which is no executable.");
            }
            return Path.of(named);
        }
        Path installed = installed();
        if (installed == null && root() && onPath("apt-get") != null) {
            run(UPDATE_LIMIT, "apt-get", "update");
            run(INSTALL_LIMIT, "apt-get", "install", "-y", "--no-install-recommends", "chromium");
            installed = installed();
        }
        return installed;
    }

    private static @Nullable Path installed() {
        for (String name : NAMES) {
            Path found = onPath(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable Path onPath(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator, -1)) {
            Path file = Path.of(folder, name);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        return null;
    }

    private static boolean root() {
        return System.getProperty("user.name", "").equals("root");
    }

    private static void download() {
        ProcessBuilder installer =
                Driver.ensureDriverInstalled(NO_DOWNLOAD, false).createProcessBuilder();
        List<String> command = new ArrayList<>(installer.command());
        command.addAll(List.of("install", "chromium"));
        if (!run(INSTALL_LIMIT, installer.command(command))) {
            throw new AssertionError("The screen tests need a browser and found none: install Chromium (on Debian:"
                    + " apt-get install chromium), or name an executable with -D" + PROPERTY
                    + "=PATH; what was tried stands in " + LOG + ".");
        }
    }

    private static void run(Duration limit, String... command) {
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("DEBIAN_FRONTEND", "noninteractive");
        run(limit, process);
    }

    /** Whether it ended well within its limit; what it says is kept in a file. */
    private static boolean run(Duration limit, ProcessBuilder command) {
        try {
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG))
                    .start();
            if (process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroy();
            return false;
        } catch (IOException e) {
            throw new AssertionError("expected to start " + command.command(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
