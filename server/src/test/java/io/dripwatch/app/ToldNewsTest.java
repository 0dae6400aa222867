package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.fhir.FhirApi;
import io.dripwatch.fhir.news.Item;
import io.dripwatch.fhir.news.Item.Topic;
import io.dripwatch.fhir.news.Mark;
import io.dripwatch.fhir.news.News;
import io.dripwatch.fhir.rest.Outside;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of stories of the simulator is what the chart shows of them. */
final class ToldNewsTest {
    private static final List<String> STORIES = List.of("desaturation-probe-off", "late-buffer");

    @Test
    void alarmsStagesAndObservationsOfAStoryAreToldOnceEach(@TempDir Path directory) throws Exception {
        try (GivenChart chart = GivenChart.of(directory, STORIES, List.of())) {
            List<Item> told = told(chart);

            assertThat(ids(told, Topic.ALARM_RAISED)).doesNotHaveDuplicates().hasSizeGreaterThan(3);
            assertThat(new TreeSet<>(ids(told, Topic.ALARM_RAISED)))
                    .isEqualTo(ids(chart.all("DetectedIssue?_count=200")));
            assertThat(new TreeSet<>(ids(told, Topic.ALARM_ENDED)))
                    .isEqualTo(ids(chart.all("DetectedIssue?_count=200").stream()
                            .filter(issue -> ((DetectedIssue) issue).getStatus() == DetectedIssueStatus.FINAL)
                            .toList()));
            assertThat(new TreeSet<>(ids(told, Topic.STAGE_CHANGED))).isEqualTo(ids(chart.all("Encounter?_count=200")));
            assertThat(ids(told, Topic.STAGE_CHANGED)).hasSizeGreaterThan(STORIES.size() * 2);
            Set<String> found = new TreeSet<>();
            for (Resource patient : chart.all("Patient?_count=100")) {
                found.addAll(ids(chart.all("Observation?_count=1000&patient=" + GivenChart.id(patient))));
            }
            assertThat(new TreeSet<>(ids(told, Topic.VITALS))).isEqualTo(found);
        }
    }

    private static List<Item> told(GivenChart chart) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (FhirApi api = new FhirApi(
                vertx, chart.given().content(), InstantSource.fixed(Instant.EPOCH), Outside.open("1.2.3"))) {
            List<Item> told = new ArrayList<>();
            News.Slice slice = api.news().next(Mark.BEGINNING, 100);
            while (slice.more()) {
                told.addAll(slice.items());
                slice = api.news().next(slice.after(), 100);
            }
            told.addAll(slice.items());
            return told;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static List<String> ids(List<Item> told, Topic topic) {
        return told.stream().filter(item -> item.topic() == topic).map(Item::id).toList();
    }

    private static Set<String> ids(List<Resource> resources) {
        return resources.stream().map(GivenChart::id).collect(Collectors.toCollection(TreeSet::new));
    }
}
