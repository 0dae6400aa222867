package io.dripwatch.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.access.Role;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Said;
import io.dripwatch.vitals.Scale;
import io.dripwatch.vitals.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the server says in Spanish whatever it says. */
final class CatalogueTest {
    private static final Path MAIN = Path.of("src", "main");
    private static final Map<String, String> SPANISH = Catalogue.of(Language.ES).messages();

    /** A text of the program within a call that makes a sentence of it. */
    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*\"";

    private static final Pattern SENTENCE = Pattern.compile(
            "(?:Sentence\\.of|Condition\\.technical|CommandRefused|conflict|words\\.(?:say|tell)|\\bfacts|heading"
                    + "|\\brefuse|(?<!LOG\\.)\\berror)\\(((?:[^;{]|\\{})*?)[;{]");
    private static final Pattern STRING = Pattern.compile("(" + QUOTED + ")");

    @Test
    void everySentenceOfTheProgramHasItsSpanish() {
        TreeSet<String> missing = new TreeSet<>();
        for (Path file : sources("session", "alarm", "flow", "report", "dashboard")) {
            SENTENCE.matcher(read(file))
                    .results()
                    .flatMap(call -> STRING.matcher(call.group(1)).results())
                    .map(found -> unquoted(found.group(1)))
                    .filter(text -> Pattern.compile("\\p{L}{2}").matcher(text).find())
                    .filter(text -> !SPANISH.containsKey(text))
                    .forEach(missing::add);
        }
        missing.removeAll(UNITS);
        assertThat(missing).isEmpty();
    }

    /** What both languages write alike, or what no person reads. */
    private static final List<String> UNITS = List.of(" kg", "mg", "mg/kg", "mL", "HH:mm", "application/json");

    /** Sentences that are put together in English, of which each piece must stand in a message. */
    @Test
    void everyAnswerAtTheDoorAndEveryTroubleIsFoundByAMessage() {
        Pattern telling = Pattern.compile("\\p{Ll}{2} \\p{L}{2}");
        TreeSet<String> missing = new TreeSet<>();
        for (Path file : TELLING) {
            String code = LOGGED.matcher(read(file)).replaceAll("");
            STRING.matcher(code)
                    .results()
                    .map(found -> unquoted(found.group(1)).strip())
                    .filter(text -> telling.matcher(text).find() && !NOT_TOLD.contains(text))
                    .filter(text -> SPANISH.keySet().stream().noneMatch(english -> english.contains(text)))
                    .forEach(text -> missing.add(file.getFileName() + ": " + text));
        }
        assertThat(missing).isEmpty();
    }

    private static final Pattern LOGGED =
            Pattern.compile("LOG\\.\\w+\\((?:[^\"]|" + QUOTED + ")*?\\);|/\\*\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final List<Path> TELLING = Stream.of(
                    "access/people/SecretRules",
                    "access/Action",
                    "access/Person",
                    "access/Role",
                    "access/Scope",
                    "access/file/Reread",
                    "access/keys/Lasting",
                    "access/web/Administration",
                    "access/web/Arrivals",
                    "access/web/Guard",
                    "access/web/OwnSecrets",
                    "access/web/PasswordWork",
                    "access/web/SignIn",
                    "access/web/TextBodies",
                    "app/DailyAnchor",
                    "dashboard/CommandBody",
                    "dashboard/SessionCommands",
                    "session/Weight",
                    "outbound/Lag",
                    "pager/Pager",
                    "trend/influx/Feed")
            .map(name -> MAIN.resolve("java/io/dripwatch").resolve(name + ".java"))
            .toList();

    /** What the page says by itself, or nobody is told. */
    private static final List<String> NOT_TOLD = List.of(
            ", signs in at the hospital's provider",
            "waits for its code",
            "by its own keys",
            "nobody asked who it is",
            "something unforeseen happened:",
            "expected the entry that is withdrawn in amends",
            "expected the onset in at where there is an end in until");

    @Test
    void everyWordOfTheCoreHasItsSpanish() {
        for (Metric metric : Metric.values()) {
            assertThat(SPANISH).containsKey(metric.label());
        }
        for (Scale scale : Scale.values()) {
            if (!scale.label().equals("PHQ-9") && !scale.label().equals("MADRS")) {
                assertThat(SPANISH).containsKey(scale.label());
            }
        }
        for (Stage stage : Stage.values()) {
            assertThat(SPANISH).containsKeys(stage.word(), stage.title().pattern());
        }
    }

    @Test
    void theRoleBehindANameIsSaidAndTheNameStays() {
        Wording words = new Wording(Language.ES, SiteUnits.KEPT);
        assertThat(Stream.of(Role.values()).filter(Role::ofPeople).map(Role::label))
                .allSatisfy(role -> assertThat(SPANISH).containsKey(role));
        assertThat(words.signed("Example, Ada, charge nurse")).isEqualTo("Example, Ada, supervisión de enfermería");
        assertThat(words.signed("Example, Ada")).isEqualTo("Example, Ada");
        assertThat(words.signed("AB")).isEqualTo("AB");
        assertThat(words.say("Discharge signed by {}", Sentence.signed("Ada, nurse")))
                .isEqualTo("Alta firmada por Ada, enfermería");
    }

    @Test
    void everyTextOfTheProtocolsThatShipHasItsSpanish() throws IOException {
        Pattern text = Pattern.compile("^ *(?:- )?(?:ask|title|advice|drug): *\"?(.+?)\"?$", Pattern.MULTILINE);
        try (Stream<Path> files = Files.list(MAIN.resolve("resources/protocols"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                assertThat(text.matcher(read(file)).results().map(found -> found.group(1)))
                        .as(file.toString())
                        .isNotEmpty()
                        .allSatisfy(said -> assertThat(SPANISH).containsKey(said));
            }
        }
    }

    @Test
    void noMessageLosesOrGainsWhatStandsInIt() {
        SPANISH.forEach(
                (english, spanish) -> assertThat(holes(spanish)).as(english).isEqualTo(holes(english)));
    }

    @Test
    void aSentenceIsSaidWithWhatStandsInItAndWhatOthersSaidStays() {
        Wording words = new Wording(Language.ES, SiteUnits.KEPT);
        Sentence low = Sentence.of(
                "{} {} < {}", Metric.HEART_RATE, Said.of(Metric.HEART_RATE, 44), Said.of(Metric.HEART_RATE, 50));
        assertThat(words.say(Sentence.of("Acknowledged by {}: {}", "Ada", low)))
                .isEqualTo("Confirmada por Ada: FC 44 < 50");
        assertThat(words.say("Weight {} ({})", 70.5, "yes")).isEqualTo("Peso 70,5 (yes)");
        assertThat(words.say(Sentence.of("SpO2 84 < 90 of a record of before")))
                .isEqualTo("SpO2 84 < 90 of a record of before");
        assertThat(words.number(12, 1)).isEqualTo("12,0");
    }

    @Test
    void aSentenceThatWasPutTogetherElsewhereIsFoundByItsMessage() {
        Wording words = new Wording(Language.ES, SiteUnits.KEPT);
        assertThat(words.tell("There is no protocol x (y).")).isEqualTo("No hay ningún protocolo x (y).");
        assertThat(words.tell("Nobody has said this of 3 or 4")).isEqualTo("Nobody has said this of 3 or 4");
        assertThat(Wording.ENGLISH.tell("There is no protocol x.")).isEqualTo("There is no protocol x.");
    }

    private static String unquoted(String literal) {
        return literal.substring(1, literal.length() - 1);
    }

    private static long holes(String text) {
        return Pattern.compile("\\{}").matcher(text).results().count();
    }

    private static List<Path> sources(String... packages) {
        return Stream.of(packages)
                .flatMap(name -> {
                    try (Stream<Path> files =
                            Files.walk(MAIN.resolve("java/io/dripwatch").resolve(name))) {
                        return files.filter(path -> path.toString().endsWith(".java")).toList().stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
