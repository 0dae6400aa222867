package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.sim.story.Course;
import io.dripwatch.sim.story.Stories;
import io.dripwatch.sim.story.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every story that ships with the simulator, through the real decoder into a real room under the shipped protocol:
 * exactly the alarms that the story file promises come, each within a minute of when it says.
 */
final class StoriesTest {
    private static final Duration TOLERANCE = Duration.ofSeconds(60);

    static List<String> shipped() {
        return Stories.shipped();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void exactlyTheAlarmsThatTheStoryPromisesCome(String name) {
        Story story = Stories.find(name);
        Course course = new Course(story);
        List<ToldStory.Heard> heard = new ToldStory(name, 1).tell();
        List<String> wrong = new ArrayList<>();
        List<ToldStory.Heard> left = new ArrayList<>(heard);
        for (Story.Timed<String> promised : story.alarms()) {
            boolean came = left.removeIf(one -> one.what().equals(promised.what())
                    && one.at().minus(course.at(promised)).abs().compareTo(TOLERANCE) <= 0);
            if (!came) {
                wrong.add("did not come: " + promised.in() + " " + promised.into() + ": " + promised.what());
            }
        }
        left.forEach(one -> wrong.add("came unpromised: " + one.in(course)));
        assertThat(wrong).as(story.see()).isEmpty();
    }
}
