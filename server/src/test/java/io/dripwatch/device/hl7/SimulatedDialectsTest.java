package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.Decoded;
import io.dripwatch.sim.ChairPlan;
import io.dripwatch.sim.Devices;
import io.dripwatch.sim.monitor.MonitorModel;
import io.dripwatch.sim.patient.Body;
import io.dripwatch.sim.story.Course;
import io.dripwatch.sim.story.Pace;
import io.dripwatch.sim.story.Scene;
import io.dripwatch.sim.story.Stories;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Device;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The same body told by each family of monitors: the decoder must read the same from all of them. */
class SimulatedDialectsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void everyFamilyTellsTheSame() {
        Map<Metric, Double> ihe = read(MonitorModel.IHE);
        assertThat(ihe).containsKeys(Metric.HEART_RATE, Metric.SPO2, Metric.NIBP_SYS, Metric.TEMPERATURE, Metric.ETCO2);
        assertThat(read(MonitorModel.MINDRAY)).isEqualTo(ihe);
        assertThat(read(MonitorModel.PHILIPS)).isEqualTo(ihe);
    }

    private static Map<Metric, Double> read(MonitorModel model) {
        Course course = new Course(Stories.find("quiet-session"));
        Pace pace = new Pace(NOW, Duration.ofMinutes(20), 1);
        Scene scene = new Scene(course, new Body(course.bodyPlan(), 1), pace);
        ChairPlan chair = ChairPlan.numbered(1, "quiet-session", Duration.ofMinutes(20));
        Device monitor = new Devices(chair, AckMode.ENHANCED, Duration.ofSeconds(1), ZoneOffset.ofHours(2), model)
                .at(scene)
                .get(0);
        String text = monitor.speak(NOW).text();
        Decoded decoded = ReadMessage.of(text, NOW);
        assertThat(decoded).as(text).isInstanceOf(Decoded.Read.class);
        Decoded.Read read = (Decoded.Read) decoded;
        assertThat(read.report().place()).as(text).isNotNull();
        return read.report().readings().stream()
                .collect(Collectors.toMap(Reading::metric, Reading::value, (a, b) -> b, TreeMap::new));
    }
}
