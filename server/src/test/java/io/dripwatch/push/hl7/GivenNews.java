package io.dripwatch.push.hl7;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.Chain;
import io.dripwatch.alarm.Condition;
import io.dripwatch.alarm.Evidence;
import io.dripwatch.push.AlarmNews;
import io.dripwatch.push.Measurement;
import io.dripwatch.push.Whom;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.NamedRoom;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Reading.Standing;
import io.dripwatch.vitals.Rooms;
import io.dripwatch.vitals.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The scenes of the tests in this package. */
final class GivenNews {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.250Z");
    static final Rooms ROOMS = Rooms.of(new NamedRoom("Room 3", "INFUSION", List.of(new ChairId("4"))));
    static final Sender SENDER = new Sender("room-3", ROOMS, "EHR", "HOSPITAL", Sender.Asking.ACCEPT);
    static final Whom SAM = new Whom(
            "Patient/5",
            new Patient(
                    new PatientId("DRIPSIM", "SYN-1"), "Synthetic", "Sam", LocalDate.of(1970, 1, 2), Patient.Sex.OTHER),
            new Whom.Visit("17", new ChairId("4")));

    private static final List<String> NAMES =
            List.of("MON|7", "A&B^C~D\\E", "Wärme-äöü", "日本-7", "\\F\\", "x", "0011223344556677");

    private static final List<Metric> PRESSURES = List.of(Metric.NIBP_SYS, Metric.NIBP_DIA, Metric.NIBP_MEAN);

    private GivenNews() {}

    static Measurement measured(Whom whom, String device, Reading... readings) {
        Reading first = readings[0];
        String group = readings.length > 1 ? "nibp" : first.metric().id();
        String id = "7." + group + "." + first.site() + "." + first.at().toEpochMilli();
        return new Measurement(
                id, whom, new DeviceId(device), List.of(readings), first.at().plusMillis(40));
    }

    static Reading reading(Metric metric, double value) {
        return Reading.of(metric, value, NOON);
    }

    /** An alarm about this key. */
    static AlarmNews alarm(AlarmKey key, Condition condition, Alarm.State state, AlarmNews.Phase phase) {
        Evidence evidence = new Evidence(null, "", 0, NOON);
        Chain chain = new Chain(NOON, 0, null);
        Instant acknowledged = phase == AlarmNews.Phase.ACKNOWLEDGED ? NOON : null;
        Alarm alarm = new Alarm("alarm-1", key, state, condition, NOON, true, NOON, acknowledged, evidence, chain);
        return new AlarmNews("31", SAM, alarm, phase, NOON);
    }

    static Condition lowSaturation() {
        return new Condition(
                Priority.HIGH,
                true,
                true,
                84.0,
                90.0,
                Sentence.of("{} {} < {}", Metric.SPO2, 84, 90),
                "",
                Sentence.NONE,
                new Condition.Timing(NOON, Duration.ZERO, Duration.ZERO));
    }

    /** Some Observations of some patients and devices, with whatever may stand in them. */
    static List<Measurement> random(Random random) {
        List<Measurement> all = new ArrayList<>();
        List<Whom> whoms = List.of(whom(random), whom(random));
        List<String> devices = List.of(name(random), name(random));
        int count = 1 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
            Instant at = NOON.plusMillis(random.nextInt(3) * 20_000L);
            Metric metric = any(random, Metric.values());
            List<Reading> readings = new ArrayList<>();
            int site = random.nextInt(3);
            if (PRESSURES.contains(metric)) {
                for (Metric part : PRESSURES) {
                    readings.add(reading(random, part, site, at));
                }
            } else {
                readings.add(reading(random, metric, site, at));
            }
            Measurement next = measured(
                    whoms.get(random.nextInt(2)), devices.get(random.nextInt(2)), readings.toArray(Reading[]::new));
            boolean known = all.stream().anyMatch(other -> sameSource(other, next));
            if (!known) {
                all.add(next);
            }
        }
        return all;
    }

    private static boolean sameSource(Measurement one, Measurement other) {
        return one.observation().equals(other.observation());
    }

    private static Whom whom(Random random) {
        String authority = List.of("", "DRIPSIM", "1.2.3.4", "http://hospital.example/mrn", "MR", "A&B|C")
                .get(random.nextInt(6));
        LocalDate birth = random.nextBoolean() ? null : LocalDate.of(1930 + random.nextInt(90), 2, 28);
        Patient patient = new Patient(
                new PatientId(authority, name(random)),
                random.nextBoolean() ? "" : name(random),
                random.nextBoolean() ? "" : name(random),
                birth,
                any(random, Patient.Sex.values()));
        Whom.@Nullable Visit visit = random.nextBoolean() ? null : new Whom.Visit("17", new ChairId(name(random)));
        return new Whom("Patient/5", patient, visit);
    }

    private static <E extends Enum<E>> E any(Random random, E[] all) {
        return List.of(all).get(random.nextInt(all.length));
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private static Reading reading(Random random, Metric metric, int site, Instant at) {
        double value;
        do {
            double any = random.nextDouble() * 400;
            value = random.nextBoolean() ? Math.rint(any) : any;
        } while (!metric.plausible(value));
        Standing standing = any(random, Standing.values());
        return new Reading(metric, site, value, at, standing);
    }
}
