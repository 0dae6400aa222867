package io.dripwatch.fhir.news;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.fhir.chart.Chart;
import io.dripwatch.fhir.observation.GivenHistory;
import io.dripwatch.fhir.observation.Observations;
import io.dripwatch.fhir.observation.Oracle;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.Filing.Destination;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entries;
import io.dripwatch.trend.Notables;
import io.dripwatch.trend.embedded.EagerTable;
import io.dripwatch.trend.embedded.EmbeddedNotables;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Reading.Standing;
import io.dripwatch.vitals.Withdrawal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is measured, late, corrected, taken back, packed, or found to be somebody's: it is told, and once. */
final class NewsTest {
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final List<Metric> METRICS =
            List.of(Metric.SPO2, Metric.NIBP_SYS, Metric.NIBP_DIA, Metric.NIBP_MEAN, Metric.ABP_SYS, Metric.ABP_DIA);

    @Test
    void whatASearchFindsWasToldAsItIsNow(@TempDir Path directory) {
        for (long seed = 1; seed <= Long.getLong("dripwatch.seeds", 6); seed++) {
            Random random = new Random(seed);
            Path folder = directory.resolve("seed-" + seed);
            Map<String, String> told = new LinkedHashMap<>();
            Mark mark = Mark.BEGINNING;
            Instant now = START;
            for (int life = 0; life < 3; life++) {
                try (Store store = new Store(folder)) {
                    for (int commit = 0; commit < 60; commit++) {
                        now = now.plusMillis(random.nextInt(20_000));
                        write(store.given, random, now);
                        mark = random.nextInt(3) == 0 ? store.follow(mark, random, told) : mark;
                    }
                }
            }
            try (Store store = new Store(folder)) {
                store.follow(mark, random, told);
                Map<String, String> found = store.charted();
                assertThat(found).as("seed " + seed).hasSizeGreaterThan(100);
                told.keySet().retainAll(found.keySet());
                assertThat(told).as("seed " + seed).containsExactlyInAnyOrderEntriesOf(found);
            }
        }
    }

    @Test
    void fromOneMarkEverybodyIsToldTheSame(@TempDir Path directory) {
        Random random = new Random(11);
        try (Store store = new Store(directory)) {
            for (int commit = 0; commit < 60; commit++) {
                write(store.given, random, START.plusSeconds(7L * commit));
            }
            List<Item> all = store.all(Mark.BEGINNING, 1_000);

            assertThat(all).hasSizeGreaterThan(50).doesNotHaveDuplicates();
            assertThat(store.all(Mark.BEGINNING, 1)).isEqualTo(all);
            assertThat(store.all(Mark.BEGINNING, 7)).isEqualTo(all);
            for (int i = 0; i < all.size(); i += 9) {
                Mark mark = Mark.parse(all.get(i).after().text());
                assertThat(store.all(mark, 20)).isEqualTo(all.subList(i + 1, all.size()));
            }
        }
    }

    @Test
    void whatWasMeasuredOfSomebodyUnknownIsToldWhenItIsKnownWhoItWas(@TempDir Path directory) {
        try (Store store = new Store(directory)) {
            DeviceId monitor = new DeviceId("MON-1");
            List<Reading> readings = new ArrayList<>();
            for (int second = 0; second < 300; second += 5) {
                readings.add(Reading.of(Metric.SPO2, 90 + second % 7, START.plusSeconds(second)));
            }
            store.given.keep(new Destination(monitor, null, null, "hold-1"), START.plusSeconds(300), readings);
            Mark before = store.news.next(Mark.BEGINNING, 100).after();
            assertThat(store.all(Mark.BEGINNING, 100)).isEmpty();

            Instant later = START.plusSeconds(900);
            store.given.keep(new Decision(
                    List.of(new RoomEvent.HoldAssigned(
                            later, "Synthetic Nurse, nurse", null, "hold-1", GivenHistory.SAM, null)),
                    null));

            List<Item> told = store.all(before, 2);
            assertThat(told)
                    .extracting(Item::id)
                    .containsExactlyElementsOf(store.charted().keySet());
            assertThat(told).hasSize(5).allMatch(item -> item.patient() == store.given.key(GivenHistory.SAM));
        }
    }

    @Test
    void whatHappenedIsToldBetweenWhatWasMeasuredBeforeAndAfterIt(@TempDir Path directory) {
        try (Store store = new Store(directory)) {
            Reading before = Reading.of(Metric.SPO2, 97, START);
            Reading unknown = Reading.of(Metric.SPO2, 91, START.plusSeconds(60));
            Reading after = Reading.of(Metric.SPO2, 95, START.plusSeconds(120));
            store.given.keep(new Destination(new DeviceId("MON-2"), null, null, "hold-1"), START, List.of(unknown));
            Mark beginning = store.news.next(Mark.BEGINNING, 100).after();
            store.given.keep(GivenHistory.MONITOR, START, List.of(before));
            store.given.keep(new Decision(
                    List.of(new RoomEvent.HoldAssigned(
                            START, "Synthetic Nurse, nurse", null, "hold-1", GivenHistory.SAM, null)),
                    null));
            store.given.keep(GivenHistory.MONITOR, START, List.of(after));

            for (int most : new int[] {1, 2, 100}) {
                assertThat(store.all(beginning, most))
                        .as("slices of " + most)
                        .extracting(item ->
                                Long.parseLong(item.id().substring(item.id().lastIndexOf('.') + 1)))
                        .containsExactly(
                                before.at().toEpochMilli(),
                                unknown.at().toEpochMilli(),
                                after.at().toEpochMilli());
            }
        }
    }

    @Test
    void aMarkOfAnotherStoreIsNotTakenForOneOfThis(@TempDir Path directory) {
        try (Store store = new Store(directory)) {
            write(store.given, new Random(3), START);
            Mark end = store.news.end();

            assertThat(store.news.remembers(Mark.BEGINNING)).isTrue();
            assertThat(store.news.remembers(end)).isTrue();
            assertThat(store.news.remembers(new Mark(end.event(), end.commit() + 1, "")))
                    .isFalse();
            assertThat(store.news.remembers(new Mark(end.event() + 1, end.commit(), "")))
                    .isFalse();
            assertThat(store.news.next(end, 10)).isEqualTo(new News.Slice(List.of(), end, false));
            Mark beyond = new Mark(end.event() + 4, end.commit() + 4, "2");
            assertThat(store.news.next(beyond, 10)).isEqualTo(new News.Slice(List.of(), end, false));
        }
    }

    @Test
    void whatIsOlderThanThirtyDaysIsForgottenAndThatIsKnown(@TempDir Path directory) {
        try (Store store = new Store(directory)) {
            for (int day = 0; day <= Notables.DAYS_KEPT + 3; day++) {
                Instant now = START.plusSeconds(86_400L * day);
                store.given.keep(GivenHistory.MONITOR, now, List.of(Reading.of(Metric.SPO2, 97, now)));
            }

            assertThat(store.news.remembers(Mark.BEGINNING)).isFalse();
            assertThat(store.all(Mark.BEGINNING, 100)).hasSize(Notables.DAYS_KEPT + 1);
            assertThat(store.news.remembers(new Mark(0, 3, ""))).isTrue();
        }
    }

    private static void write(GivenHistory given, Random random, Instant now) {
        List<Reading> readings = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            Instant at = now.minusSeconds(random.nextInt(random.nextInt(10) == 0 ? 400 : 20));
            Metric metric = METRICS.get(random.nextInt(METRICS.size()));
            Standing standing = random.nextInt(15) == 0 ? Standing.CORRECTED : Standing.PLAIN;
            readings.add(new Reading(metric, 0, 60 + random.nextInt(40), at, standing));
        }
        List<Withdrawal> withdrawn = random.nextInt(8) > 0
                ? List.of()
                : List.of(new Withdrawal(Metric.SPO2, 0, now.minusSeconds(random.nextInt(20))));
        Destination to = GivenHistory.destination("MON-" + random.nextInt(2), GivenHistory.SAM, null);
        given.keep(new Decision(List.of(), new Filing(to, readings, withdrawn, now)));
    }

    /** A store that packs all the time, and what is told of it. */
    private static final class Store implements AutoCloseable {
        private final GivenHistory given;
        private final Observations observations;
        private final News news;

        Store(Path directory) {
            given = new GivenHistory(directory, EagerTable::beside);
            observations = given.observations();
            Entries entries = given.entries();
            Chart chart = new Chart(given.history(), entries, given.content().rooms(), evidence -> null);
            news = new News(
                    new EmbeddedNotables(given.history()), entries, given.history(), observations, chart.happenings());
        }

        /** Takes what is told, as it is at that moment. */
        Mark follow(Mark from, Random random, Map<String, String> told) {
            News.Slice slice = news.next(from, 1 + random.nextInt(20));
            for (boolean more = true; more; more = slice.more()) {
                slice.items().forEach(item -> told.put(item.id(), json(item.id())));
                slice = slice.more() ? news.next(slice.after(), 1 + random.nextInt(20)) : slice;
                slice.items().forEach(item -> told.put(item.id(), json(item.id())));
            }
            return slice.after();
        }

        List<Item> all(Mark from, int most) {
            List<Item> items = new ArrayList<>();
            News.Slice slice = news.next(from, most);
            items.addAll(slice.items());
            while (slice.more()) {
                slice = news.next(slice.after(), most);
                items.addAll(slice.items());
            }
            return items;
        }

        /** What a search of Sam's finds, by its id. */
        Map<String, String> charted() {
            Map<String, String> found = new TreeMap<>();
            long sam = given.key(GivenHistory.SAM);
            var lines = observations.lines(sam, Long.MIN_VALUE, Long.MAX_VALUE - 1, false, List.of());
            while (!lines.done()) {
                lines.next()
                        .toString(StandardCharsets.UTF_8)
                        .lines()
                        .forEach(line -> found.put(Oracle.tree(line).path("id").asText(), line));
            }
            return found;
        }

        private String json(String id) {
            return Objects.requireNonNull(observations.read(id)).toString();
        }

        @Override
        public void close() {
            given.close();
        }
    }
}
