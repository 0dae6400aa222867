import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Bundles and tests the nurses' screens with the esbuild and deno executables that lie in jars on the class path, so that
 * a machine needs no Node and no network beyond Maven's. Maven runs this file as it stands, in the folder dashboards.
 */
final class Screens {
    private static final Path NURSE = Path.of("nurse");
    private static final Path WEB = Path.of("target/classes/web");
    private static final Path TOOLS = Path.of("target/tools").toAbsolutePath();
    private static final Path NODE_MODULES = TOOLS.resolve("node_modules");

    private static final Pattern ESBUILD =
            Pattern.compile("META-INF/resources/_static/[^/]+-[^/]+/.*/(esbuild(\\.exe)?)");
    private static final Pattern DENO = Pattern.compile("META-INF/resources/_static/[^/]+-[^/]+/.*/(deno(\\.exe)?)");
    private static final Pattern LIBRARY =
            Pattern.compile("META-INF/resources/webjars/([^/]+)/[^/]+/(dist/.+|LICENSE|package\\.json)");

    private Screens() {}

    /** Does the one task named: bundle or test. */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            throw new IllegalArgumentException("expected one task, bundle or test, got " + List.of(args));
        }
        unpack(LIBRARY, NODE_MODULES);
        switch (args[0]) {
            case "bundle" -> bundle();
            case "test" -> test();
            default -> throw new IllegalArgumentException("expected bundle or test, got " + args[0]);
        }
    }

    private static void bundle() throws Exception {
        Files.createDirectories(WEB);
        run(
                tool(ESBUILD),
                List.of(
                        "src/app.ts",
                        "src/worker.ts",
                        "style/app.css",
                        "--bundle",
                        "--minify",
                        "--sourcemap",
                        "--target=es2022",
                        "--entry-names=[name]",
                        "--legal-comments=eof",
                        "--log-level=warning",
                        "--outdir=" + WEB.toAbsolutePath()));
        for (String file : List.of("index.html", "favicon.svg", "manifest.webmanifest")) {
            Files.copy(NURSE.resolve(file), WEB.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.copy(
                NODE_MODULES.resolve("uplot/LICENSE"),
                WEB.resolve("uplot-license.txt"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void test() throws Exception {
        Path deno = tool(DENO);
        run(deno, List.of("fmt", "--check"));
        run(deno, List.of("lint", "--quiet"));
        run(deno, List.of("check", "--quiet", "--no-remote", "--no-npm", "--no-lock", "src", "test", "demo"));
        run(
                deno,
                List.of(
                        "test",
                        "--no-remote",
                        "--no-npm",
                        "--no-lock",
                        "--allow-read=../../server/docs",
                        "--junit-path=../target/deno-tests.xml"));
    }

    private static void run(Path tool, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(arguments);
        ProcessBuilder process =
                new ProcessBuilder(command).directory(NURSE.toFile()).inheritIO();
        process.environment().put("NODE_PATH", NODE_MODULES.toString());
        process.environment().put("DENO_DIR", TOOLS.resolve("deno-cache").toString());
        process.environment().put("DENO_NO_UPDATE_CHECK", "1");
        process.environment().put("NO_COLOR", "1");
        int exit = process.start().waitFor();
        if (exit != 0) {
            System.err.println(tool.getFileName() + " " + arguments.get(0) + " failed with exit code " + exit);
            System.exit(exit);
        }
    }

    /** The one executable on the class path that matches, unpacked once. */
    private static Path tool(Pattern pattern) throws IOException {
        List<Path> found = unpack(pattern, TOOLS);
        if (found.size() != 1) {
            throw new IllegalStateException(
                    "expected one executable like " + pattern + " for this machine, got " + found);
        }
        if (!found.get(0).toFile().setExecutable(true)) {
            throw new IllegalStateException("expected to be allowed to execute " + found.get(0));
        }
        return found.get(0);
    }

    /** Unpacks every entry of the class path's jars that matches to the path its groups spell. */
    private static List<Path> unpack(Pattern pattern, Path to) throws IOException {
        List<Path> unpacked = new ArrayList<>();
        for (String jar : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            if (!jar.endsWith(".jar")) {
                continue;
            }
            try (ZipFile zip = new ZipFile(jar)) {
                for (ZipEntry entry : zip.stream().collect(Collectors.toList())) {
                    Matcher matcher = pattern.matcher(entry.getName());
                    if (matcher.matches()) {
                        unpacked.add(unpack(zip, entry, to.resolve(target(matcher))));
                    }
                }
            }
        }
        return unpacked;
    }

    private static Path target(Matcher matcher) {
        boolean library = matcher.pattern() == LIBRARY;
        return Path.of(matcher.group(1), library ? new String[] {matcher.group(2)} : new String[0]);
    }

    private static Path unpack(ZipFile zip, ZipEntry entry, Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) == entry.getSize()) {
            return file;
        }
        Files.createDirectories(file.getParent());
        try (InputStream bytes = zip.getInputStream(entry)) {
            Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
