package io.dripwatch.trend.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.trend.HistoryUnavailable;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An InfluxDB 2.x and a 3.x, as their API is documented, are prepared, once and again. */
@ExtendWith(VertxExtension.class)
final class NewerSetupIT {
    private static final Duration YEAR = Duration.ofDays(365);
    private final BucketApi two = new BucketApi();
    private final DatabaseApi three = new DatabaseApi();

    @Test
    void aTwoGetsBucketsNamesAndATask(Vertx vertx) throws Exception {
        try (DocumentedInflux influx = DocumentedInflux.two(vertx, "2.7.1", two)) {
            assertThat(prepared(influx, "vitals", YEAR))
                    .containsExactly(
                            "This is InfluxDB 2.7.1",
                            "raw readings are kept 365 days in the bucket vitals",
                            "InfluxQL finds them as vitals/autogen",
                            "minutes are made of them and kept for ever in the bucket vitals/minutes");
            assertThat(two.buckets()).containsExactly("vitals 31536000", "vitals/minutes 0");
            assertThat(two.names())
                    .containsExactly("vitals/autogen is vitals, usual", "vitals/minutes is vitals/minutes");
            assertThat(two.tasks()).singleElement().satisfies(task -> {
                assertThat(task.getString("status")).isEqualTo("active");
                assertThat(task.getString("flux"))
                        .contains("from(bucket: \"vitals\")", "to(bucket: \"vitals/minutes\")");
            });
        }
    }

    @Test
    void doneTwiceItIsTheSameAndAnotherRetentionIsTakenOver(Vertx vertx) throws Exception {
        try (DocumentedInflux influx = DocumentedInflux.two(vertx, "2.7.1", two)) {
            prepared(influx, "vitals/raw", YEAR);
            int changes = influx.changes().size();
            prepared(influx, "vitals/raw", YEAR);
            assertThat(influx.changes().subList(changes, influx.changes().size()))
                    .singleElement()
                    .asString()
                    .startsWith("PATCH /api/v2/tasks/");
            prepared(influx, "vitals/raw", null);
            assertThat(two.buckets()).containsExactly("vitals/raw 0", "vitals/minutes 0");
            assertThat(two.names()).hasSize(2);
            assertThat(two.tasks()).hasSize(1);
        }
    }

    @Test
    void aNameThatMeansMinutesWhereNoneIsNamedIsPutRight(Vertx vertx) throws Exception {
        try (DocumentedInflux influx = DocumentedInflux.two(vertx, "2.0.9", two)) {
            prepared(influx, "vitals", null);
            two.prefer("minutes");
            prepared(influx, "vitals", null);
            assertThat(two.names())
                    .containsExactly("vitals/autogen is vitals, usual", "vitals/minutes is vitals/minutes");
        }
    }

    @Test
    void aNameThatMeansAnotherBucketIsLeftAndTold(Vertx vertx) throws Exception {
        try (DocumentedInflux influx = DocumentedInflux.two(vertx, "2.7.1", two)) {
            two.mean("vitals", "autogen", "00000000000000ff");
            assertThatThrownBy(() -> prepared(influx, "vitals", null))
                    .isInstanceOf(HistoryUnavailable.class)
                    .hasMessageContaining("InfluxQL means another bucket by vitals/autogen");
            assertThat(two.names()).containsExactly("vitals/autogen is elsewhere, usual");
        }
    }

    @Test
    void whoIsNotLetInAndWhoNamesNoOrganizationIsToldInOneSentence(Vertx vertx) throws Exception {
        try (DocumentedInflux influx = DocumentedInflux.two(vertx, "2.7.1", two)) {
            InfluxTarget stranger = influx.target(DocumentedInflux.ORG, "vitals", "another-secret");
            assertThatThrownBy(() -> InfluxSetup.run(stranger, null))
                    .isInstanceOf(HistoryUnavailable.class)
                    .hasMessageContaining("unauthorized access")
                    .hasMessageNotContaining("another-secret");
            InfluxTarget nobody = influx.target("nobody", "vitals", DocumentedInflux.TOKEN);
            assertThatThrownBy(() -> InfluxSetup.run(nobody, null))
                    .isInstanceOf(HistoryUnavailable.class)
                    .hasMessageStartingWith("org: expected an organization");
            assertThat(influx.changes()).isEmpty();
        }
    }

    @Test
    void aThreeGetsADatabaseWithItsRetentionWhichStays(Vertx vertx) throws Exception {
        try (DocumentedInflux influx = DocumentedInflux.three(vertx, "3.2.1", three)) {
            assertThat(prepared(influx, "vitals", YEAR))
                    .startsWith("This is InfluxDB 3.2.1", "database vitals was made; raw readings are kept 365 days");
            assertThat(prepared(influx, "vitals", null)).anyMatch(line -> line.contains("its retention stays"));
            prepared(influx, "for-ever", null);
            assertThat(three.databases()).isEqualTo(Map.of("_internal", "none", "vitals", "365d", "for-ever", "none"));
            assertThatThrownBy(() -> prepared(influx, "vitals of the clinic", null))
                    .isInstanceOf(HistoryUnavailable.class)
                    .hasMessageStartingWith("bucket: expected up to 64 letters");
            assertThat(influx.changes()).hasSize(2);
        }
    }

    @Test
    void readingsAreNotPutWhereMinutesGo(Vertx vertx) throws Exception {
        try (DocumentedInflux influx = DocumentedInflux.two(vertx, "2.7.1", two)) {
            assertThatThrownBy(() -> prepared(influx, "vitals/minutes", null))
                    .isInstanceOf(HistoryUnavailable.class)
                    .hasMessageStartingWith("bucket: expected another policy than minutes");
            assertThat(influx.changes()).isEmpty();
        }
    }

    @Test
    void anotherVersionIsLeftAlone(Vertx vertx) throws Exception {
        try (DocumentedInflux influx = DocumentedInflux.two(vertx, "4.0.0", two)) {
            assertThatThrownBy(() -> prepared(influx, "vitals", null))
                    .isInstanceOf(HistoryUnavailable.class)
                    .hasMessageStartingWith("This is InfluxDB 4.0.0; store init prepares 1.x, 2.x and 3.x");
        }
    }

    private static List<String> prepared(DocumentedInflux influx, String bucket, @Nullable Duration retention) {
        return InfluxSetup.run(influx.target(DocumentedInflux.ORG, bucket, DocumentedInflux.TOKEN), retention);
    }
}
