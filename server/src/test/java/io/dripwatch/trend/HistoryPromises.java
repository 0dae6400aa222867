package io.dripwatch.trend;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.Filing;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What a {@link History} promises, asked of any: whichever store answers, the same readings have the same answers. They
 * come on two days, forty days apart; between the two the store does to the old ones what it does to old ones.
 */
public final class HistoryPromises {
    private static final long SEED = Long.getLong("dripwatch.seed", 11);
    private static final Instant FIRST = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant SECOND = FIRST.plus(Duration.ofDays(40));
    private static final List<Metric> METRICS =
            List.of(Metric.SPO2, Metric.HEART_RATE, Metric.NIBP_SYS, Metric.VOLUME_INFUSED);
    private static final Patient SAM =
            new Patient(new PatientId("CLINIC", "SYN-0001"), "Synthetic", "Sam", null, Patient.Sex.OTHER);
    private static final Patient ALEX =
            new Patient(new PatientId("CLINIC", "SYN-0002"), "Sample", "Alex", null, Patient.Sex.UNKNOWN);
    private static final Patient TWIN =
            new Patient(new PatientId("ELSEWHERE", "SYN-0001"), "Other", "Robin", null, Patient.Sex.UNKNOWN);

    /** A store that keeps and answers. */
    public interface Store extends AutoCloseable {
        /** Returns when it is durable. */
        void keep(Filing filing);

        /** All that was kept before this moment has become old. */
        void age(Instant now);

        History history();

        @Override
        void close();
    }

    /** Opens an empty one in a folder. */
    public interface Opening {
        Store in(Path folder);
    }

    private interface Promise {
        void holds(Room room);
    }

    private record Room(Store store, PlainRules rules, Random random) {
        History history() {
            return store.history();
        }

        void keep(Filing filing) {
            store.keep(filing);
            rules.apply(filing);
        }

        List<Series> all() {
            List<Series> all = new ArrayList<>();
            for (StoredPatient patient : history().patients("", 0, 100)) {
                all.addAll(history().seriesOf(patient.key(), EnumSet.allOf(Metric.class)));
            }
            return all;
        }
    }

    private HistoryPromises() {}

    /** Each promise as a test of its own, all of one store. */
    public static Stream<DynamicTest> of(Path folder, Opening opening) {
        Store store = opening.in(folder);
        Room room = new Room(store, new PlainRules(), new Random(SEED));
        day(room, FIRST);
        longRow(room);
        store.age(SECOND);
        day(room, SECOND);
        return Stream.of(
                        promise(room, "every point is there, whatever part is asked for", HistoryPromises::points),
                        promise(room, "a point is told with its value, standing and arrival", HistoryPromises::point),
                        promise(room, "patients are found by identifier and name", HistoryPromises::patients),
                        promise(room, "series are found by patient, session and stream", HistoryPromises::series),
                        promise(room, "what has no points has none", HistoryPromises::nothing))
                .onClose(store::close);
    }

    private static DynamicTest promise(Room room, String name, Promise promise) {
        return DynamicTest.dynamicTest(name, () -> promise.holds(room));
    }

    // ---- what is kept ----

    private static void day(Room room, Instant begin) {
        for (int i = 0; i < 250; i++) {
            Instant now = begin.plusMillis(i * 2_000L + room.random.nextInt(1_000));
            int device = room.random.nextInt(3);
            List<Reading> readings = new ArrayList<>();
            for (int j = room.random.nextInt(20); j >= 0; j--) {
                readings.add(reading(room.random, now.minusSeconds(room.random.nextInt(60))));
            }
            room.keep(new Filing(to(device), readings, now));
        }
    }

    /** More than anybody asks for at once. */
    private static void longRow(Room room) {
        for (int i = 0; i < 24; i++) {
            Instant begin = FIRST.plusSeconds(500L * i);
            List<Reading> readings = new ArrayList<>();
            for (int second = 0; second < 500; second++) {
                readings.add(Reading.of(Metric.TEMPERATURE, 36 + second % 9 / 10.0, begin.plusSeconds(second)));
            }
            room.keep(new Filing(to(0), readings, begin.plusSeconds(500)));
        }
    }

    private static Filing.Destination to(int device) {
        Patient patient = List.of(SAM, ALEX, TWIN).get(device);
        return new Filing.Destination(
                new DeviceId("MONITOR " + device + ", left=\\"),
                patient,
                device == 2 ? null : "session-" + device,
                null);
    }

    private static Reading reading(Random random, Instant about) {
        Reading.Standing[] standings = Reading.Standing.values();
        Reading.Standing standing =
                random.nextInt(6) == 0 ? standings[random.nextInt(standings.length)] : Reading.Standing.PLAIN;
        double value = 60 + random.nextInt(300) / 10.0;
        Instant at = Instant.ofEpochSecond(about.getEpochSecond());
        return new Reading(METRICS.get(random.nextInt(METRICS.size())), random.nextInt(2), value, at, standing);
    }

    // ---- what is promised ----

    private static void points(Room room) {
        List<Series> all = room.all();
        same(room, all, Long.MIN_VALUE, Long.MAX_VALUE, false, Integer.MAX_VALUE);
        same(room, all, Long.MIN_VALUE, Long.MAX_VALUE, true, Integer.MAX_VALUE);
        for (int i = 0; i < 60; i++) {
            Instant begin = room.random.nextBoolean() ? FIRST : SECOND;
            long from = begin.toEpochMilli() + room.random.nextInt(600_000) - 100_000;
            long length = room.random.nextInt(4) == 0 ? Duration.ofDays(40).toMillis() : room.random.nextInt(400_000);
            long to = from + length;
            int most = 1 + room.random.nextInt(room.random.nextInt(4) == 0 ? 12_000 : 60);
            same(room, all, from, to, room.random.nextBoolean(), most);
        }
    }

    private static void same(Room room, List<Series> all, long from, long to, boolean backwards, int most) {
        assertThat(PlainRules.answered(room.history(), all, from, to, backwards, most))
                .as("seed " + SEED + ", from " + from + " to " + to + (backwards ? " backwards" : "") + ", at most "
                        + most)
                .isEqualTo(room.rules.points(from, to, backwards, most));
    }

    /** The first moment of a range belongs to it, the last one does not. */
    private static void point(Room room) {
        Filing.Destination to = new Filing.Destination(new DeviceId("SLOW"), ALEX, "session-1", null);
        Instant at = SECOND.plusSeconds(3_600);
        List<Reading> readings = List.of(
                Reading.of(Metric.SPO2, 97.5, at),
                new Reading(Metric.SPO2, 0, 96, at.plusSeconds(1), Reading.Standing.QUESTIONABLE),
                Reading.of(Metric.SPO2, 95, at.plusSeconds(2)));
        room.keep(new Filing(to, readings, at.plusSeconds(5)));
        Series series = room.all().stream()
                .filter(one -> one.device().equals(to.device()))
                .findFirst()
                .orElseThrow();
        List<String> told = new ArrayList<>();
        int count = room.history()
                .points(
                        series.key(),
                        at.toEpochMilli(),
                        at.plusSeconds(2).toEpochMilli(),
                        true,
                        9,
                        (atMs, value, standing, received) ->
                                told.add(PlainRules.words(atMs, value, standing, received)));
        long received = at.plusSeconds(5).toEpochMilli();
        assertThat(count).isEqualTo(2);
        assertThat(told)
                .containsExactly(
                        PlainRules.words(at.toEpochMilli() + 1_000, 96, Reading.Standing.QUESTIONABLE, received),
                        PlainRules.words(at.toEpochMilli(), 97.5, Reading.Standing.PLAIN, received));
    }

    private static void patients(Room room) {
        History history = room.history();
        assertThat(history.patientsBy(SAM.id()))
                .extracting(StoredPatient::patient)
                .containsExactly(SAM);
        assertThat(history.patientsBy(new PatientId("", "SYN-0001")))
                .extracting(StoredPatient::patient)
                .containsExactlyInAnyOrder(SAM, TWIN);
        assertThat(history.patientsBy(new PatientId("NOBODY", "SYN-0001"))).isEmpty();
        assertThat(history.patients("SAM", 0, 10))
                .extracting(StoredPatient::patient)
                .containsExactlyInAnyOrder(SAM, ALEX);
        List<StoredPatient> paged = new ArrayList<>();
        for (List<StoredPatient> page = history.patients("", 0, 1); !page.isEmpty(); ) {
            assertThat(page).hasSize(1);
            paged.addAll(page);
            assertThat(paged).as("pages that come to an end").hasSizeLessThan(10);
            page = history.patients("", page.get(0).key(), 1);
        }
        assertThat(paged)
                .isEqualTo(history.patients("", 0, 100))
                .hasSize(3)
                .isSortedAccordingTo(Comparator.comparingLong(StoredPatient::key));
        for (StoredPatient patient : paged) {
            assertThat(history.patient(patient.key())).isEqualTo(patient);
        }
        assertThat(history.patient(999)).isNull();
    }

    private static void series(Room room) {
        History history = room.history();
        List<Series> all = room.all();
        assertThat(all).hasSize(room.rules.series().size());
        for (StoredPatient patient : history.patients("", 0, 100)) {
            assertThat(history.seriesOf(patient.key(), Set.of(Metric.SPO2, Metric.NIBP_SYS)))
                    .isEqualTo(of(
                            all,
                            one -> one.patient() == patient.key()
                                    && Set.of(Metric.SPO2, Metric.NIBP_SYS).contains(one.metric())));
        }
        for (String session : List.of("session-0", "session-1")) {
            assertThat(history.seriesOfSession(session))
                    .isNotEmpty()
                    .isEqualTo(of(all, one -> session.equals(one.session())));
        }
        for (Series one : all) {
            assertThat(history.seriesOfStream(one.stream()))
                    .contains(one)
                    .isEqualTo(of(all, other -> other.stream() == one.stream()));
        }
        assertThat(history.instruments())
                .isEqualTo(all.stream()
                        .map(one -> new Instrument(one.device(), one.metric(), one.site()))
                        .distinct()
                        .sorted(Comparator.comparing(
                                        (Instrument one) -> one.device().value())
                                .thenComparing(one -> one.metric().mdcCode())
                                .thenComparing(Instrument::site))
                        .toList());
    }

    private static List<Series> of(List<Series> all, Predicate<Series> which) {
        return all.stream()
                .filter(which)
                .sorted(Comparator.comparingLong(Series::key))
                .toList();
    }

    private static void nothing(Room room) {
        History history = room.history();
        History.PointVisitor nobody = (at, value, standing, received) -> {
            throw new AssertionError("expected nothing, got a point at " + at);
        };
        Series some = room.all().get(0);
        long between = FIRST.plus(Duration.ofDays(20)).toEpochMilli();
        assertThat(history.points(some.key(), between, between + 1_000, false, 9, nobody))
                .isZero();
        assertThat(history.points(some.key(), 5, 5, false, 9, nobody)).isZero();
        assertThat(history.points(999_999, Long.MIN_VALUE, Long.MAX_VALUE, true, 9, nobody))
                .isZero();
        assertThat(history.seriesOfSession("none")).isEmpty();
        assertThat(history.seriesOfStream(999_999)).isEmpty();
        assertThat(history.seriesOf(some.patient(), Set.of())).isEmpty();
        assertThat(history.seriesOf(999_999, EnumSet.allOf(Metric.class))).isEmpty();
    }
}
