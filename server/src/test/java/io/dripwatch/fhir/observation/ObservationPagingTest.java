package io.dripwatch.fhir.observation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.fhir.rest.Search.Parameter;
import io.dripwatch.flow.Filing.Destination;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Reading.Standing;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the size of the page and whatever is written meanwhile: every Observation once, in order, none left out. */
final class ObservationPagingTest {
    private static final String URL = "http://localhost/fhir/Observation";
    private static final int MOST_EXPECTED = 2000;
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<Metric> METRICS = List.of(
            Metric.SPO2,
            Metric.HEART_RATE,
            Metric.NIBP_SYS,
            Metric.NIBP_DIA,
            Metric.NIBP_MEAN,
            Metric.ABP_MEAN,
            Metric.PUMP_RATE);
    private static final List<Destination> DESTINATIONS = List.of(
            GivenHistory.MONITOR,
            GivenHistory.destination("MON-2", GivenHistory.SAM, "session-1"),
            GivenHistory.destination("MON-1", GivenHistory.SAM, "session-2"),
            GivenHistory.destination("PUMP-1", GivenHistory.SAM, null),
            GivenHistory.destination("MON-1", GivenHistory.ADA, "session-3"));

    private record Place(Destination to, Group group, int site, long atMs) {}

    private final Map<Place, Integer> stored = new LinkedHashMap<>();

    @Test
    void pagesOfAnySizeGiveEverythingOnceAndInOrder(@TempDir Path directory) {
        for (int round = 0; round < 6; round++) {
            long seed = 4711L + round;
            stored.clear();
            try (GivenHistory given = new GivenHistory(directory.resolve("round-" + round))) {
                Random random = new Random(seed);
                write(given, random, START, 400);
                int count = List.of(1, 2, 3, 7, 50, 1000).get(round);
                for (boolean newestFirst : new boolean[] {true, false}) {
                    List<String> ids = walk(given, count, newestFirst, random, List.of());
                    assertThat(ids).as("seed %d", seed).isEqualTo(expected(given, newestFirst));
                }
            }
        }
    }

    @Test
    void filtersGiveWhatIsLeft(@TempDir Path directory) {
        long seed = 99;
        try (GivenHistory given = new GivenHistory(directory)) {
            write(given, new Random(seed), START, 400);
            Random random = new Random(seed);
            List<Parameter> code = List.of(new Parameter("code", "http://loinc.org|8480-6,59408-5"));
            List<Parameter> mean = List.of(new Parameter("code", "8478-0"));
            List<Parameter> dates = List.of(
                    new Parameter("date", "ge2026-03-01T12:00:10Z"), new Parameter("date", "lt2026-03-01T12:00:20Z"));
            long from = START.toEpochMilli() + 10_000;

            assertThat(new HashSet<>(walk(given, 5, true, random, code)))
                    .as("seed %d", seed)
                    .isEqualTo(idsWhere(
                            given,
                            (place, parts) -> place.group.parts().contains(Metric.SPO2)
                                    || (place.group.equals(Group.NIBP) && parts != Kind.MEAN)));
            assertThat(new HashSet<>(walk(given, 5, true, random, mean)))
                    .isEqualTo(idsWhere(given, (place, parts) -> place.group.isPressure() && (parts & Kind.MEAN) != 0));
            assertThat(new HashSet<>(walk(given, 5, true, random, dates)))
                    .isEqualTo(idsWhere(given, (place, parts) -> place.atMs >= from && place.atMs < from + 10_000));
            assertThat(walk(given, 5, true, random, List.of(new Parameter("category", "laboratory"))))
                    .isEmpty();
        }
    }

    @Test
    void aCorrectionBetweenPagesLosesNothing(@TempDir Path directory) {
        try (GivenHistory given = new GivenHistory(directory)) {
            List<Reading> readings = new ArrayList<>();
            for (int second = 0; second < 10; second++) {
                readings.add(Reading.of(Metric.SPO2, 95, START.plusSeconds(second)));
            }
            given.keep(GivenHistory.MONITOR, START.plusSeconds(60), readings);
            JsonNode first = page(given, parameters(given, 4, true, List.of()), START.plusSeconds(120));
            Reading corrected = new Reading(Metric.SPO2, 0, 91, START.plusSeconds(2), Standing.CORRECTED);
            given.keep(GivenHistory.MONITOR, START.plusSeconds(130), List.of(corrected));

            List<JsonNode> rest = new ArrayList<>();
            for (List<Parameter> next = next(first); next != null; ) {
                JsonNode page = page(given, next, START.plusSeconds(140));
                page.path("entry").forEach(entry -> rest.add(entry.path("resource")));
                next = next(page);
            }
            assertThat(rest).hasSize(6);
            assertThat(rest.get(3).path("status").asText()).isEqualTo("corrected");
            assertThat(rest.get(3).path("valueQuantity").path("value").asDouble())
                    .isEqualTo(91);
        }
    }

    @Test
    void countsAreRightAndStayOnEveryPage(@TempDir Path directory) {
        try (GivenHistory given = new GivenHistory(directory)) {
            write(given, new Random(5), START, 100);
            int all = expected(given, true).size();
            JsonNode countOnly = page(given, parameters(given, 0, true, List.of()), later());
            JsonNode first =
                    page(given, parameters(given, 3, true, List.of(new Parameter("_total", "accurate"))), later());
            List<Parameter> next = Objects.requireNonNull(next(first));

            assertThat(countOnly.path("total").asInt()).isEqualTo(all);
            assertThat(countOnly.has("entry")).isFalse();
            assertThat(first.path("total").asInt()).isEqualTo(all);
            write(given, new Random(6), START.plusSeconds(7200), 20);
            assertThat(page(given, next, later()).path("total").asInt()).isEqualTo(all);
        }
    }

    /** Goes through all pages; while it does, readings keep coming in, early and late ones. */
    private List<String> walk(
            GivenHistory given, int count, boolean newestFirst, Random random, List<Parameter> filters) {
        List<String> ids = new ArrayList<>();
        Map<Place, Integer> before = new LinkedHashMap<>(stored);
        List<Parameter> next = parameters(given, count, newestFirst, filters);
        Instant now = later();
        while (next != null) {
            JsonNode page = page(given, next, now);
            assertThat(page.path("entry").size()).isLessThanOrEqualTo(count);
            assertThat(ids.size()).as("an end of the pages").isLessThan(MOST_EXPECTED);
            page.path("entry")
                    .forEach(entry -> ids.add(entry.path("resource").path("id").asText()));
            next = next(page);
            if (ids.size() < 300) {
                write(given, random, now.plusSeconds(1), 3);
            }
        }
        stored.clear();
        stored.putAll(before);
        return ids;
    }

    private static Instant later() {
        return START.plusSeconds(3600);
    }

    private static List<Parameter> parameters(
            GivenHistory given, int count, boolean newestFirst, List<Parameter> filters) {
        List<Parameter> parameters = new ArrayList<>(filters);
        parameters.add(new Parameter("patient", "Patient/" + given.key(GivenHistory.SAM)));
        parameters.add(new Parameter("resolution", "full"));
        parameters.add(new Parameter("_count", Integer.toString(count)));
        parameters.add(new Parameter("_sort", newestFirst ? "-date" : "date"));
        return parameters;
    }

    private static JsonNode page(GivenHistory given, List<Parameter> parameters, Instant now) {
        ObservationPage page = given.observations().page(new Search(URL, parameters, Search.Handling.STRICT), now);
        StringBuilder text = new StringBuilder();
        while (!page.done()) {
            text.append(page.next().toString(StandardCharsets.UTF_8));
        }
        return Oracle.tree(text.toString());
    }

    private static @Nullable List<Parameter> next(JsonNode bundle) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asText().equals("next")) {
                List<Parameter> parameters = new ArrayList<>();
                for (String pair :
                        URI.create(link.path("url").asText()).getRawQuery().split("&", -1)) {
                    String[] parts = pair.split("=", 2);
                    parameters.add(new Parameter(
                            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                            URLDecoder.decode(parts[1], StandardCharsets.UTF_8)));
                }
                return parameters;
            }
        }
        return null;
    }

    /** Random readings, half of them of one busy series; moments are shared or a millisecond apart. */
    private void write(GivenHistory given, Random random, Instant received, int many) {
        Map<Destination, List<Reading>> readings = new LinkedHashMap<>();
        for (int i = 0; i < many; i++) {
            boolean busy = random.nextBoolean();
            Destination to = DESTINATIONS.get(busy ? 0 : random.nextInt(DESTINATIONS.size()));
            Metric metric = METRICS.get(busy ? 0 : random.nextInt(METRICS.size()));
            int site = busy ? 0 : random.nextInt(2);
            long atMs = START.toEpochMilli() + random.nextInt(60) * 500L + random.nextInt(4);
            Group group = Group.of(metric);
            int part = 1 << group.parts().indexOf(metric);
            Place place = new Place(to, group, site, atMs);
            int there = stored.getOrDefault(place, 0);
            if ((there & part) == 0 && (there == 0 || received.equals(START))) {
                readings.computeIfAbsent(to, unused -> new ArrayList<>())
                        .add(new Reading(metric, site, 80, Instant.ofEpochMilli(atMs), Standing.PLAIN));
                stored.put(place, there | part);
            }
        }
        readings.forEach((to, some) -> given.keep(to, received, some));
    }

    private interface Wanted {
        boolean test(Place place, int parts);
    }

    private Set<String> idsWhere(GivenHistory given, Wanted wanted) {
        Set<String> ids = new HashSet<>();
        stored.forEach((place, parts) -> {
            if (GivenHistory.SAM.equals(place.to.patient()) && wanted.test(place, parts)) {
                ids.add(id(streams(given), place).text());
            }
        });
        return ids;
    }

    private List<String> expected(GivenHistory given, boolean newestFirst) {
        Map<Destination, Long> streams = streams(given);
        Comparator<ObservationId> byTime = Comparator.comparingLong(ObservationId::atMs);
        Comparator<ObservationId> order = (newestFirst ? byTime.reversed() : byTime)
                .thenComparing((a, b) -> ObservationId.compareSources(a.stream(), a.group(), a.site(), b));
        return stored.keySet().stream()
                .filter(place -> GivenHistory.SAM.equals(place.to.patient()))
                .map(place -> id(streams, place))
                .sorted(order)
                .map(ObservationId::text)
                .toList();
    }

    private static ObservationId id(Map<Destination, Long> streams, Place place) {
        long stream = Objects.requireNonNull(streams.get(place.to));
        return new ObservationId(stream, place.group, place.site, place.atMs);
    }

    private static Map<Destination, Long> streams(GivenHistory given) {
        Map<Destination, Long> streams = new LinkedHashMap<>();
        Map<String, Long> byName = new TreeMap<>();
        given.history()
                .seriesOf(given.key(GivenHistory.SAM), EnumSet.allOf(Metric.class))
                .forEach(series -> byName.put(series.device() + "/" + series.session(), series.stream()));
        for (Destination to : DESTINATIONS) {
            Long stream = byName.get(to.device() + "/" + to.session());
            if (stream != null) {
                streams.put(to, stream);
            }
        }
        return streams;
    }
}
