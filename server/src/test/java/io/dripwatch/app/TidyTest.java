package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** House rules that no compiler knows. */
final class TidyTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int LONGEST_FILE = 320;
    private static final int LONGEST_LINE = 120;

    @Test
    void noFileIsLong() {
        assertThat(offenders(mainJava(), source -> source.lines.size() > LONGEST_FILE))
                .isEmpty();
    }

    @Test
    void noLineIsLong() {
        assertThat(offenders(
                        mainJava(), source -> source.lines.stream().anyMatch(line -> line.length() > LONGEST_LINE)))
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        List<String> silent = mainJava().stream()
                .map(source -> source.path.getParent())
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .map(Path::toString)
                .toList();
        assertThat(silent).isEmpty();
    }

    @Test
    void nothingIsLeftUnfinished() {
        Pattern marks = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b|not implemented");
        assertThat(offenders(allJava(), source -> !source.named("TidyTest") && source.contains(marks)))
                .isEmpty();
    }

    @Test
    void noTestSleepsOrIsSwitchedOff() {
        Pattern marks = Pattern.compile("Thread\\.sleep|TimeUnit\\.[A-Z]+\\.sleep|@Disabled");
        assertThat(offenders(testJava(), source -> !source.named("TidyTest") && source.contains(marks)))
                .isEmpty();
    }

    @Test
    void nothingIsSwallowed() {
        Pattern marks = Pattern.compile("catch \\([^)]*\\) *\\{\\s*\\}");
        assertThat(offenders(allJava(), source -> source.contains(marks))).isEmpty();
    }

    @Test
    void onlyTheCommandLineWritesToTheConsole() {
        Pattern marks = Pattern.compile("System\\.(out|err)\\.|printStackTrace");
        assertThat(offenders(mainJava(), source -> source.contains(marks))).isEmpty();
    }

    @Test
    void namesSayWhatThingsAre() {
        Pattern vague = Pattern.compile("(Manager|Util|Utils|Helper|Impl|Data|Base)\\.java$");
        assertThat(offenders(allJava(), source -> vague.matcher(source.path.toString())
                        .find()))
                .isEmpty();
    }

    @Test
    void unsafeWordsOfOtherMachinesStayOut() {
        Pattern marks = Pattern.compile("\"/(home|root|work|Users)/");
        assertThat(offenders(allJava(), source -> source.contains(marks))).isEmpty();
    }

    private record Source(Path path, List<String> lines) {
        boolean contains(Pattern pattern) {
            return pattern.matcher(String.join("\n", lines)).find();
        }

        boolean named(String name) {
            return path.getFileName().toString().equals(name + ".java");
        }
    }

    private static List<String> offenders(List<Source> sources, Predicate<Source> rule) {
        assertThat(sources).isNotEmpty();
        return sources.stream()
                .filter(rule)
                .map(source -> ROOT.relativize(source.path).toString())
                .toList();
    }

    private static List<Source> mainJava() {
        return java("src/main/java");
    }

    private static List<Source> testJava() {
        return java("src/test/java");
    }

    private static List<Source> allJava() {
        return Stream.concat(mainJava().stream(), testJava().stream()).toList();
    }

    private static List<Source> java(String folder) {
        List<Source> sources = new ArrayList<>();
        for (String module : List.of("server", "device-sim")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve(folder))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    sources.add(new Source(file, Files.readAllLines(file)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }
}
