package io.dripwatch.sim.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoriesTest {
    private final Path folder;

    StoriesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everyShippedStoryCanBeTold() {
        for (String name : Stories.shipped()) {
            Course course = new Course(Stories.find(name));
            assertThat(course.end()).as(name).isGreaterThan(course.beginOf(Story.Stage.OBSERVATION));
            assertThat(course.bodyPlan().infusion()).isNotEmpty();
        }
    }

    @Test
    void aStoryMayBeAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), quiet());
        assertThat(Stories.find(file.toString())).isEqualTo(Stories.find("quiet-session"));
    }

    @Test
    void anUnknownStoryIsAnsweredWithTheNamesThereAre() {
        assertThatThrownBy(() -> Stories.find("quiet"))
                .hasMessage("expected a YAML file or one of quiet-session, hypertensive-response,"
                        + " desaturation-probe-off, got quiet");
    }

    @Test
    void aMisspeltVitalIsRefusedByName() throws IOException {
        assertThatThrownBy(() -> find(quiet().replace("spo2: 98", "sp02: 98")))
                .hasMessageContaining("sp02")
                .hasMessageContaining("heartRate, systolic, diastolic, spo2");
    }

    @Test
    void aMissingPartIsRefused() throws IOException {
        assertThatThrownBy(() -> find(quiet().replace("probeOff: []", ""))).hasMessageContaining("probeOff");
    }

    @Test
    void anUnknownKeyIsRefused() throws IOException {
        assertThatThrownBy(() -> find(quiet() + "\nending: happy\n")).hasMessageContaining("ending");
    }

    @Test
    void aNumberNoBodyHasIsRefusedWithItsLine() throws IOException {
        assertThatThrownBy(() -> find(quiet().replace("weightKg: 70", "weightKg: 7000")))
                .hasMessageContaining("expected weightKg from 1.0 to 400.0, got 7000.0")
                .hasMessageContaining("(line ");
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
