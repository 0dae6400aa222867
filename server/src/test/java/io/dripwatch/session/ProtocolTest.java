package io.dripwatch.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProtocolTest {
    @Test
    void aBoundIsANumberOrMeasuredFromTheBaseline() {
        assertThat(Bound.at(90).resolve(null)).isEqualTo(90.0);
        assertThat(new Bound(Bound.Kind.FROM_BASELINE, 40).resolve(120.0)).isEqualTo(160.0);
        assertThat(new Bound(Bound.Kind.PERCENT_FROM_BASELINE, 20).resolve(120.0))
                .isEqualTo(144.0);
        assertThat(new Bound(Bound.Kind.FROM_BASELINE, 40).resolve(null)).isNull();
        assertThatThrownBy(() -> Bound.at(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClearLimitBeyondTheSoundLimitIsRefused() {
        assertThatThrownBy(() -> limit(Limit.Side.LOW, 90, 88))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spo2");
        assertThatThrownBy(() -> limit(Limit.Side.HIGH, 120, 125)).isInstanceOf(IllegalArgumentException.class);
        assertThat(limit(Limit.Side.LOW, 90, 91).clear().amount()).isEqualTo(91);
    }

    @Test
    void theBaselineIsTheMedianOfTheLastSamples() {
        Baseline.Collector collector = new Baseline.Collector();
        for (int i = 0; i < Baseline.MOST_SAMPLES; i++) {
            collector.add(Metric.HEART_RATE, 200, Instant.EPOCH);
        }
        for (int i = 0; i < Baseline.MOST_SAMPLES; i++) {
            collector.add(Metric.HEART_RATE, 60 + i % 3, Instant.EPOCH.plusSeconds(i));
        }

        assertThat(collector.baseline().of(Metric.HEART_RATE)).isEqualTo(61.0);
        assertThat(collector.baseline().of(Metric.SPO2)).isNull();
    }

    private static Limit limit(Limit.Side side, double sound, double clear) {
        return new Limit(
                Metric.SPO2,
                side,
                Priority.HIGH,
                Bound.at(sound),
                Bound.at(clear),
                Limit.Delay.NONE,
                Limit.Handling.PLAIN,
                Set.of(Stage.DOSING));
    }
}
