package io.dripwatch.trend.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.trend.HistoryUnavailable;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real InfluxDB is prepared, once and again. */
@ExtendWith(VertxExtension.class)
final class SetupIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    SetupIT() {}

    @Test
    void databaseRetentionAndMinutesAreThereOnceAndAgain(Vertx vertx) throws Exception {
        try (RealInflux influx = RealInflux.start(folder, vertx)) {
            assumeTrue(influx.ours(), "another InfluxDB is named, which must not be changed");
            InfluxTarget target = new InfluxTarget(influx.itself(), "none", "prepared/raw", null);
            List<String> done = prepared(target, Duration.ofDays(30));
            assertThat(prepared(target, Duration.ofDays(30))).isEqualTo(done);
            assertThat(told(target, "SHOW RETENTION POLICIES")).contains("raw 720h0m0s", "minutes 0s");
            prepared(target, Duration.ofDays(60));
            assertThat(told(target, "SHOW RETENTION POLICIES")).contains("raw 1440h0m0s");
            assertThat(told(target, "SHOW CONTINUOUS QUERIES"))
                    .contains("dripwatch_vital", "dripwatch_pump", "prepared.minutes.vital");
        }
    }

    @Test
    void oneThatDoesNotAnswerIsToldInOneSentence() {
        InfluxTarget nobody = new InfluxTarget(URI.create("http://127.0.0.1:9"), "none", "prepared", null);
        assertThatThrownBy(() -> prepared(nobody, null))
                .isInstanceOf(HistoryUnavailable.class)
                .hasMessageContaining("does not answer");
    }

    private static List<String> prepared(InfluxTarget target, @Nullable Duration retention) {
        return InfluxSetup.run(target, retention);
    }

    private static String told(InfluxTarget target, String question) throws Exception {
        try (InfluxLink link = new InfluxLink(target)) {
            return link.query(question).stream()
                    .flatMap(series -> series.getValues().stream())
                    .map(row -> row.getValueByKey("name") + " " + row.getValueByKey("duration") + " "
                            + row.getValueByKey("query"))
                    .collect(Collectors.joining("\n"));
        }
    }
}
