package io.dripwatch.sim.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.sim.patient.Vital;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoriesTest {
    private static final String TWO_LINES = "title: A story\nsee: Nothing.\n";
    private final Path folder;

    StoriesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everyShippedStoryIsListedAndEveryListedOneCanBeTold() throws IOException {
        Path folder = Path.of("src/main/resources/stories");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml")))
                    .containsExactlyInAnyOrderElementsOf(Stories.shipped().stream()
                            .map(name -> name + ".yaml")
                            .toList());
        }
        assertThat(Stories.shipped()).hasSizeGreaterThanOrEqualTo(20);
        for (String name : Stories.shipped()) {
            Course course = new Course(Stories.find(name));
            assertThat(course.end()).as(name).isGreaterThan(course.beginOf(Story.Stage.OBSERVATION));
            assertThat(course.bodyPlan().infusion()).isNotEmpty();
        }
    }

    @Test
    void everySentenceShownToPeopleIsUnderstood() {
        assertThat(Stories.sentences())
                .allSatisfy(sentence -> assertThat(Sentences.read(sentence)).isNotNull());
    }

    @Test
    void aSentenceTellsWhatItSays() {
        assertThat(Sentences.read("SpO2 falls to 84 over 30 s, back after 2 min"))
                .isEqualTo(new Happening.Drift(
                        Map.of(Vital.SPO2, 84.0),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(30)));
        assertThat(Sentences.read("pressure rises to 182/112 over 1 min 30 s"))
                .isEqualTo(new Happening.Drift(
                        Map.of(Vital.SYSTOLIC, 182.0, Vital.DIASTOLIC, 112.0),
                        Duration.ofSeconds(90),
                        Happening.FOR_GOOD,
                        Duration.ofSeconds(90)));
        assertThat(Sentences.read("monitor clock jumps back by 1 h"))
                .isEqualTo(new Happening.ClockJump(Happening.Machine.MONITOR, Duration.ofHours(-1)));
    }

    @Test
    void aSentenceThatIsNoneIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> find(TWO_LINES + "happens:\n  - dosing 20 min: the cuf fails for 5 min\n"))
                .hasMessageEndingWith("happens[0]: expected a sentence such as \"cuff fails for 15 min\","
                        + " got \"the cuf fails for 5 min\"");
        assertThatThrownBy(() -> find(TWO_LINES + "happens:\n  - dosing 20 min: pump stops, oclusion, for 5 min\n"))
                .hasMessageContaining("expected one of occlusion, air in line");
        assertThatThrownBy(() -> find(TWO_LINES + "happens:\n  - minute 20: probe off for 5 min\n"))
                .hasMessageEndingWith("happens[0]: expected a moment such as dosing 12 min, got \"minute 20\"");
        assertThatThrownBy(() -> find(TWO_LINES + "happens:\n  - dosing soon: probe off for 5 min\n"))
                .hasMessageContaining("expected a time such as 12 min or 1 min 30 s");
    }

    @Test
    void whatIsLeftOutIsUsual() throws IOException {
        Story story = find(TWO_LINES);
        assertThat(story.stages()).isEqualTo(Stories.find("quiet-session").stages());
        assertThat(story.order()).isEqualTo(Stories.find("quiet-session").order());
        assertThat(story.patient()).isEqualTo(Stories.find("quiet-session").patient());
    }

    @Test
    void somethingDoneToAPumpThatIsOverIsRefused() {
        assertThatThrownBy(() -> find(TWO_LINES + "happens:\n  - dosing 50 min: nurse holds the pump for 1 min\n"))
                .hasMessageEndingWith(
                        "expected what happens to the pump while it delivers the dose, one after the other");
        assertThatThrownBy(() -> find(TWO_LINES + "happens:\n  - dosing 10 min: nurse holds the pump for 5 min\n"
                        + "  - dosing 12 min: rate changes to 60 mL/h\n"))
                .hasMessageContaining("one after the other");
    }

    @Test
    void aStoryMayBeAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), quiet());
        assertThat(Stories.find(file.toString())).isEqualTo(Stories.find("quiet-session"));
    }

    @Test
    void anUnknownStoryIsAnsweredWithTheNamesThereAre() {
        assertThatThrownBy(() -> Stories.find("quiet"))
                .hasMessageStartingWith("expected a YAML file or one of quiet-session, hypertensive-response,")
                .hasMessageEndingWith(", got quiet");
    }

    @Test
    void aMisspeltVitalIsRefusedByName() throws IOException {
        assertThatThrownBy(() -> find(quiet().replace("spo2: 98", "sp02: 98")))
                .hasMessageContaining("sp02")
                .hasMessageContaining("heartRate, systolic, diastolic, spo2");
    }

    @Test
    void aMissingPartIsRefused() {
        assertThatThrownBy(() -> find("title: A story\n")).hasMessageEndingWith("expected see, got nothing");
    }

    @Test
    void anUnknownKeyIsRefusedWithItsPathAndTheNearestOne() {
        assertThatThrownBy(() -> find(quiet() + "\nending: happy\n")).hasMessageContaining("unknown key ending;");
        assertThatThrownBy(() -> find(quiet().replace("weightKg: 70", "weigthKg: 70")))
                .hasMessageContaining("unknown key patient.weigthKg; did you mean weightKg?");
        assertThatThrownBy(() -> find(quiet().replace("checked in\n", "chekced in\n")))
                .hasMessageContaining("desk: expected checked in, arriving or nobody");
    }

    @Test
    void aNumberNoBodyHasIsRefused() throws IOException {
        assertThatThrownBy(() -> find(quiet().replace("weightKg: 70", "weightKg: 7000")))
                .hasMessageContaining("expected weightKg from 1.0 to 400.0, got 7000.0");
    }

    private Story find(String text) throws IOException {
        return Stories.find(
                Files.writeString(folder.resolve("story.yaml"), text).toString());
    }

    private static String quiet() throws IOException {
        try (InputStream shipped = StoriesTest.class.getResourceAsStream("/stories/quiet-session.yaml")) {
            return new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
