package io.dripwatch.fhir.news;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.alarm.Chain;
import io.dripwatch.alarm.Condition;
import io.dripwatch.alarm.Evidence;
import io.dripwatch.app.config.ProtocolFile;
import io.dripwatch.fhir.chart.Chart;
import io.dripwatch.fhir.news.Item.Topic;
import io.dripwatch.fhir.observation.GivenHistory;
import io.dripwatch.fhir.observation.Observations;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.Filing.Destination;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.session.Stage;
import io.dripwatch.trend.embedded.EagerTable;
import io.dripwatch.trend.embedded.EmbeddedNotables;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Sentence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one order of news: readings of known and unknown people, alarms that they changed, and people who become known,
 * in any order, against a model that only remembers what was written when.
 */
final class NewsOrderTest {
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final ChairId CHAIR = new ChairId("1");
    private static final int WRITES = 120;

    @Test
    void whoBeginsAtTheBeginningIsToldEverythingOnceInItsPlace(@TempDir Path directory) {
        for (long seed = 1; seed <= Long.getLong("dripwatch.seeds", 6); seed++) {
            Random random = new Random(seed);
            try (GivenHistory given = new GivenHistory(directory.resolve("seed-" + seed), EagerTable::beside)) {
                Model model = new Model(given, random);
                model.write();
                List<String> expected = model.expected();
                for (int most : new int[] {1, 7, 100}) {
                    assertThat(told(given, most))
                            .as("seed %d, slices of %d", seed, most)
                            .containsExactlyElementsOf(expected);
                }
            }
        }
    }

    private static List<String> told(GivenHistory given, int most) {
        Chart chart =
                new Chart(given.history(), given.entries(), given.content().rooms(), evidence -> null);
        Observations observations = new Observations(given.history(), chart.encounters(), chart.alarmSteps());
        News news = new News(
                new EmbeddedNotables(given.history()),
                given.entries(),
                given.history(),
                observations,
                chart.happenings());
        List<String> told = new ArrayList<>();
        Mark mark = Mark.BEGINNING;
        boolean more = true;
        while (more) {
            News.Slice slice = news.next(mark, most);
            slice.items().forEach(item -> told.add(word(item)));
            mark = slice.after();
            more = slice.more();
        }
        return told;
    }

    private static String word(Item item) {
        return item.topic() == Topic.VITALS
                ? item.id().substring(item.id().lastIndexOf('.') + 1)
                : item.topic().name();
    }

    /** Whose readings: a device, and the write with which it became known whose; 0 where it always was. */
    private static final class Origin {
        private final DeviceId device;
        private final @Nullable String session;
        private final @Nullable String hold;
        private @Nullable Patient patient;
        private int found;

        Origin(String device, @Nullable Patient patient, @Nullable String session, @Nullable String hold) {
            this.device = new DeviceId(device);
            this.patient = patient;
            this.session = session;
            this.hold = hold;
        }

        boolean open() {
            return hold == null || patient == null;
        }
    }

    /** A reading as it was written. */
    private record Written(int write, Origin origin, long atMs, double value) {
        long minute() {
            return Math.floorDiv(atMs, 60_000L);
        }
    }

    /** What one write was. */
    private record Step(@Nullable Origin found, @Nullable Written turned, List<Written> readings) {}

    /** Writes at random, and knows what must be told. */
    private static final class Model {
        private final GivenHistory given;
        private final Random random;
        private final List<Origin> origins = new ArrayList<>();
        private final List<Written> all = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private final TreeSet<Long> moments = new TreeSet<>();
        private final Origin visit = new Origin("MON-1", null, "session-1", null);
        private Instant now = START;

        Model(GivenHistory given, Random random) {
            this.given = given;
            this.random = random;
            origins.add(visit);
            origins.add(new Origin("MON-2", GivenHistory.ADA, null, null));
            for (int i = 1; i <= 3; i++) {
                origins.add(new Origin("MON-H" + i, null, null, "hold-" + i));
            }
        }

        void write() {
            given.keep(new Decision(
                    List.of(new RoomEvent.SessionOpened(
                            now,
                            "Synthetic Nurse, nurse",
                            CHAIR,
                            "session-1",
                            null,
                            ProtocolFile.shipped("ketamine-mood"),
                            Stage.BASELINE)),
                    null));
            steps.add(new Step(null, null, List.of()));
            while (steps.size() < WRITES) {
                now = now.plusMillis(1_000 + random.nextInt(20_000));
                switch (random.nextInt(12)) {
                    case 0 -> identify();
                    case 1 -> alarm();
                    default -> readings();
                }
            }
        }

        private void readings() {
            List<Origin> open = origins.stream().filter(Origin::open).toList();
            Origin origin = open.get(random.nextInt(open.size()));
            List<Written> fresh = new ArrayList<>();
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                long atMs = now.toEpochMilli() - random.nextInt(random.nextInt(8) == 0 ? 200_000 : 20_000);
                if (moments.add(atMs)) {
                    fresh.add(new Written(steps.size(), origin, atMs, 50 + moments.size() / 100.0));
                }
            }
            Destination to = new Destination(origin.device, origin.patient, origin.session, origin.hold);
            List<Reading> readings = fresh.stream()
                    .map(one -> Reading.of(Metric.SPO2, one.value, Instant.ofEpochMilli(one.atMs)))
                    .toList();
            given.keep(new Decision(List.of(), new Filing(to, readings, now)));
            all.addAll(fresh);
            steps.add(new Step(null, null, fresh));
        }

        private void identify() {
            List<Origin> unknown =
                    origins.stream().filter(one -> one.patient == null).toList();
            if (unknown.isEmpty()) {
                return;
            }
            Origin found = unknown.get(random.nextInt(unknown.size()));
            String by = "Synthetic Nurse, nurse";
            found.patient = GivenHistory.SAM;
            found.found = steps.size();
            given.keep(new Decision(
                    List.of(
                            found.hold == null
                                    ? new RoomEvent.PatientIdentified(now, by, CHAIR, "session-1", GivenHistory.SAM)
                                    : new RoomEvent.HoldAssigned(now, by, null, found.hold, GivenHistory.SAM, null)),
                    null));
            steps.add(new Step(found, null, List.of()));
        }

        /** An alarm in the session, about a reading that is not the first of its minute. */
        private void alarm() {
            List<Written> later = all.stream()
                    .filter(one -> one.origin == visit && !isFirst(one))
                    .filter(one -> steps.stream().noneMatch(step -> one.equals(step.turned)))
                    .toList();
            if (later.isEmpty()) {
                return;
            }
            Written behind = later.get(random.nextInt(later.size()));
            Instant measured = Instant.ofEpochMilli(behind.atMs);
            Condition condition = new Condition(
                    Priority.HIGH,
                    true,
                    true,
                    behind.value,
                    90.0,
                    Sentence.of("{} {} < {}", Metric.SPO2, behind.value, 90),
                    "",
                    Sentence.NONE,
                    new Condition.Timing(measured, Duration.ZERO, Duration.ZERO));
            Alarm alarm = new Alarm(
                    "alarm-" + steps.size(),
                    AlarmKey.of(AlarmKind.LOW, Metric.SPO2),
                    Alarm.State.ACTIVE,
                    condition,
                    now,
                    true,
                    now,
                    null,
                    new Evidence(null, "", 0, now),
                    new Chain(now, 0, null));
            AlarmEvent event = new AlarmEvent(now, AlarmEvent.Phase.START, alarm, "server", "", "");
            given.keep(new Decision(List.of(new RoomEvent.AlarmChanged(CHAIR, "session-1", event)), null));
            steps.add(new Step(null, behind, List.of()));
        }

        private boolean isFirst(Written one) {
            return all.stream()
                    .noneMatch(other ->
                            other.origin == one.origin && other.minute() == one.minute() && other.atMs < one.atMs);
        }

        List<String> expected() {
            List<String> expected = new ArrayList<>(List.of(Topic.STAGE_CHANGED.name()));
            for (int write = 1; write < steps.size(); write++) {
                Step step = steps.get(write);
                int place = write;
                if (step.found != null) {
                    all.stream()
                            .filter(one -> one.origin == step.found && one.write < place)
                            .filter(one -> isFirst(one) || turnedBefore(one, place))
                            .sorted(Comparator.comparingLong(Written::atMs))
                            .forEach(one -> expected.add(Long.toString(one.atMs)));
                } else if (step.turned != null) {
                    expected.add(Topic.ALARM_RAISED.name());
                    if (step.turned.origin.found < place && step.turned.origin.patient != null) {
                        expected.add(Long.toString(step.turned.atMs));
                    }
                } else {
                    step.readings.stream()
                            .filter(this::isFirst)
                            .filter(one -> one.origin.patient != null && one.origin.found < place)
                            .forEach(one -> expected.add(Long.toString(one.atMs)));
                }
            }
            return expected;
        }

        private boolean turnedBefore(Written one, int place) {
            return steps.subList(0, place).stream().anyMatch(step -> one.equals(step.turned));
        }
    }
}
