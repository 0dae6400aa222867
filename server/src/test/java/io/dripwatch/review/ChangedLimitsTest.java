package io.dripwatch.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.session.Bound;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Protocol;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits that somebody wants to try. */
final class ChangedLimitsTest {
    private static final Protocol PROTOCOL = RoomStory.protocol();

    @Test
    void whereAnAlarmEndsMovesWithWhereItBegins() {
        Limit changed = high(ChangedLimits.of(PROTOCOL, List.of(spo2(86, 20, false))));

        assertThat(changed.sound()).isEqualTo(Bound.at(86));
        assertThat(changed.clear()).isEqualTo(Bound.at(87));
        assertThat(changed.delay().condition()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void onlyWhatWasChangedIsChanged() {
        Protocol changed = ChangedLimits.of(PROTOCOL, List.of(spo2(86, 20, false)));

        assertThat(changed.limits()).hasSameSizeAs(PROTOCOL.limits());
        assertThat(changed.limits().stream().filter(limit -> !PROTOCOL.limits().contains(limit)))
                .hasSize(1);
        assertThat(changed.alarms()).isEqualTo(PROTOCOL.alarms());
    }

    @Test
    void aLimitThatIsOffIsNotThere() {
        assertThat(ChangedLimits.of(PROTOCOL, List.of(spo2(90, 10, true))).limits())
                .hasSize(PROTOCOL.limits().size() - 1)
                .noneMatch(limit -> limit.metric() == Metric.SPO2 && limit.priority() == Priority.HIGH);
    }

    @Test
    void whatNobodyMayHaveIsNotTriedEither() {
        assertThatThrownBy(() -> ChangedLimits.of(PROTOCOL, List.of(change(Metric.TEMPERATURE, AlarmKind.HIGH))))
                .hasMessageContaining("expected limits of test");
        assertThatThrownBy(() -> ChangedLimits.of(PROTOCOL, List.of(change(Metric.NIBP_SYS, AlarmKind.HIGH))))
                .hasMessageContaining("expected no delay on nibpSys");
    }

    private static Limit high(Protocol protocol) {
        return protocol.limits().stream()
                .filter(limit -> limit.metric() == Metric.SPO2 && limit.priority() == Priority.HIGH)
                .findFirst()
                .orElseThrow();
    }

    private static ChangedLimits.Change spo2(double amount, int seconds, boolean off) {
        return new ChangedLimits.Change(
                Metric.SPO2, AlarmKind.LOW, Priority.HIGH, amount, Duration.ofSeconds(seconds), off);
    }

    private static ChangedLimits.Change change(Metric metric, AlarmKind kind) {
        return new ChangedLimits.Change(metric, kind, Priority.HIGH, 200, Duration.ofSeconds(30), false);
    }
}
