package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmEvent.Phase;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.app.config.ProtocolFile;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.review.Charted;
import io.dripwatch.review.LimitName;
import io.dripwatch.review.OtherLimits;
import io.dripwatch.review.Recording;
import io.dripwatch.review.Watch;
import io.dripwatch.review.Watch.Voice;
import io.dripwatch.session.Limit.Side;
import io.dripwatch.session.Protocol;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Recorded vital signs of real patients through the protocol that ships: how often would it alarm, and of what? */
final class RecordedVitalsTest {
    private static final Path VITALS = Path.of(System.getProperty("dripwatch.captures", "no-such-folder"), "vitals");
    private static final Protocol PROTOCOL = ProtocolFile.shipped("ketamine-mood");
    private static final Duration LONGER = Duration.ofSeconds(15);

    private final StringBuilder table = new StringBuilder();

    @Test
    void howOftenTheProtocolAlarms() throws IOException {
        List<Recording> everySecond = bidmc();
        List<Recording> everyMinute = everyMinute();
        List<Recording> charted = charted();
        table.append("Alarms per bed-hour under ")
                .append(PROTOCOL.id())
                .append(" version ")
                .append(PROTOCOL.version());
        table.append(", stage dosing, nobody acknowledges\n");
        table.append("(phys = of the patient, tech = of the equipment; h m l = high medium low)\n\n");
        line("%-44s %9s  %6s %6s %6s  %6s %6s %6s", "", "bed-hours", "phys h", "m", "l", "tech h", "m", "l");
        burden("ICU monitors, once a second", everySecond, Voice.SAYS_SO);
        burden("the same, unplugged sensors silent", everySecond, Voice.SILENT);
        burden("the same, unplugged sensors sent as 0", everySecond, Voice.ZERO);
        burden("an ICU monitor, once a minute", everyMinute, Voice.SAYS_SO);
        burden("the same, unplugged sensors silent", everyMinute, Voice.SILENT);
        burden("the same, unplugged sensors sent as 0", everyMinute, Voice.ZERO);
        burden("written down once an hour", charted, Voice.SAYS_SO);
        table.append(
                "\nOnce a minute and once an hour are rarer than the protocol wants (15 s): their technical alarms say"
                        + " just that.\nNo recording has a baseline, and few a cuff: no baseline and NIBP overdue come once"
                        + " each.\n\nBy limit, once a second:\n");
        byLimit(everySecond);
        table.append("\nZeros that would alarm as the patient if a monitor sent them as numbers (a rate of 0 breaths is"
                + " not among them):\n");
        table.append(fromZero(everySecond, everyMinute)).append('\n');
        table.append("\nHigh SpO2 alarms, patience 10 s, and what a change of the high limit makes of them:\n");
        line("%-36s %7s %7s %9s %6s   %s", "", "limit", "2 lower", "15 s more", "both", "change");
        effect("one limit at 90, once a second", everySecond, single(90), 90);
        effect("one limit at 94, once a second", everySecond, single(94), 94);
        effect("one limit at 90, once a minute", everyMinute, single(90), 90);
        effect("one limit at 90, once an hour", charted, single(90), 90);
        effect("three steps, once a second", everySecond, PROTOCOL, 90);
        effect("three steps, once a minute", everyMinute, PROTOCOL, 90);
        effect("three steps, once an hour", charted, PROTOCOL, 90);
        table.append(
                "published: 90 to 88 makes -63 %, 15 s longer makes -60 % (other wards, other patients; one value a"
                        + " minute or an\nhour cannot tell of 15 s)\n");
        System.out.println(table);
        Files.writeString(Path.of("target", "burden.txt"), table);

        assertThat(hours(everySecond)).isGreaterThan(3);
        assertThat(Files.size(Path.of("target", "burden.txt"))).isPositive();
    }

    @Test
    void anUnpluggedSensorIsNeverThePatient() throws IOException {
        List<Recording> unplugged = Stream.of(bidmc(), everyMinute(), charted())
                .flatMap(List::stream)
                .filter(Recording::hasUnplugged)
                .toList();
        assertThat(unplugged).hasSizeGreaterThan(5);
        for (Recording recording : unplugged) {
            List<AlarmEvent> said = alarms(recording, PROTOCOL, Voice.SAYS_SO);
            List<AlarmEvent> silent = alarms(recording, PROTOCOL, Voice.SILENT);
            assertThat(patients(said)).as(recording.name()).isEqualTo(patients(silent));
            assertThat(said).as(recording.name()).noneMatch(RecordedVitalsTest::madeOfZero);
            assertThat(silent).as(recording.name()).noneMatch(RecordedVitalsTest::madeOfZero);
        }
    }

    @Test
    void aSensorThatStaysUnpluggedIsAnAlarmOfTheEquipment() throws IOException {
        Recording probeOff = Recording.read(recording("bidmc", "bidmc_19_Numerics.csv"));
        for (Voice voice : List.of(Voice.SAYS_SO, Voice.SILENT)) {
            assertThat(alarms(probeOff, PROTOCOL, voice))
                    .as("%s", voice)
                    .anyMatch(event -> event.alarm().key().metric() == Metric.SPO2
                            && !event.alarm().key().kind().physiological());
        }
    }

    @Test
    void apnoeasAreThePatient() throws IOException {
        Recording apnoeas = Recording.read(recording("bidmc", "bidmc_13_Numerics.csv"));
        assertThat(alarms(apnoeas, PROTOCOL, Voice.SAYS_SO))
                .anyMatch(event -> event.alarm().key().metric() == Metric.RESP_RATE
                        && event.alarm().key().kind() == AlarmKind.LOW);
    }

    // ---- the table ----

    private void line(String format, Object... cells) {
        table.append(String.format(Locale.ROOT, format, cells).stripTrailing()).append('\n');
    }

    private void burden(String name, List<Recording> recordings, Voice voice) {
        List<AlarmEvent> all = all(recordings, PROTOCOL, voice);
        List<Object> cells = new ArrayList<>(List.of(name, number(hours(recordings))));
        for (boolean physiological : new boolean[] {true, false}) {
            for (Priority priority : new Priority[] {Priority.HIGH, Priority.MEDIUM, Priority.LOW}) {
                long count = all.stream()
                        .filter(event -> event.alarm().key().kind().physiological() == physiological
                                && event.alarm().priority() == priority)
                        .count();
                cells.add(number(count / hours(recordings)));
            }
        }
        line("%-44s %9s  %6s %6s %6s  %6s %6s %6s", cells.toArray());
    }

    private void byLimit(List<Recording> recordings) {
        Map<String, Long> counts = all(recordings, PROTOCOL, Voice.SAYS_SO).stream()
                .collect(Collectors.groupingBy(
                        event -> LimitName.of(event.alarm().key()) + ", "
                                + event.alarm().priority().word(),
                        TreeMap::new,
                        Collectors.counting()));
        counts.forEach((limit, count) -> line("%-44s %9d", limit, count));
    }

    private static String fromZero(List<Recording> everySecond, List<Recording> everyMinute) {
        List<Recording> both = new ArrayList<>(everySecond);
        both.addAll(everyMinute);
        Map<String, Long> counts = all(both, PROTOCOL, Voice.ZERO).stream()
                .filter(RecordedVitalsTest::madeOfZero)
                .collect(Collectors.groupingBy(
                        event -> event.alarm().condition().text().english(), TreeMap::new, Collectors.counting()));
        return counts.isEmpty() ? "none" : counts.toString();
    }

    private void effect(String name, List<Recording> recordings, Protocol before, double sound) {
        Protocol lower = OtherLimits.of(before)
                .move(Metric.SPO2, Side.LOW, Priority.HIGH, sound - 2)
                .protocol();
        long was = lowSaturations(recordings, before);
        long moved = lowSaturations(recordings, lower);
        long waited = lowSaturations(recordings, longer(before));
        long together = lowSaturations(recordings, longer(lower));
        line(
                "%-36s %7d %7d %9d %6d   %s, %s, %s",
                name, was, moved, waited, together, change(was, moved), change(was, waited), change(was, together));
    }

    private static Protocol longer(Protocol protocol) {
        return OtherLimits.of(protocol)
                .wait(Metric.SPO2, Side.LOW, Priority.HIGH, LONGER)
                .protocol();
    }

    private static Protocol single(double sound) {
        return OtherLimits.of(PROTOCOL)
                .drop(Metric.SPO2, Side.LOW, Priority.LOW)
                .drop(Metric.SPO2, Side.LOW, Priority.MEDIUM)
                .move(Metric.SPO2, Side.LOW, Priority.HIGH, sound)
                .protocol();
    }

    private static String change(long before, long after) {
        return before == 0 ? "-" : String.format(Locale.ROOT, "%+d %%", Math.round(100.0 * (after - before) / before));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    // ---- the recordings ----

    /** How often a low saturation sounded as high, at once or after a milder step. */
    private static long lowSaturations(List<Recording> recordings, Protocol protocol) {
        return recordings.stream()
                .flatMap(recording -> Watch.over(recording, protocol, Voice.SAYS_SO).stream())
                .filter(RoomEvent.AlarmChanged.class::isInstance)
                .map(event -> ((RoomEvent.AlarmChanged) event).alarmEvent())
                .filter(event -> event.phase() == Phase.START || event.phase() == Phase.ESCALATE)
                .filter(event -> event.alarm().priority() == Priority.HIGH
                        && event.alarm().key().metric() == Metric.SPO2)
                .count();
    }

    private static List<AlarmEvent> all(List<Recording> recordings, Protocol protocol, Voice voice) {
        return recordings.stream()
                .flatMap(recording -> alarms(recording, protocol, voice).stream())
                .toList();
    }

    private static List<AlarmEvent> alarms(Recording recording, Protocol protocol, Voice voice) {
        return Watch.starts(Watch.over(recording, protocol, voice));
    }

    private static List<String> patients(List<AlarmEvent> alarms) {
        return alarms.stream()
                .filter(event -> event.alarm().key().kind().physiological())
                .map(event ->
                        event.at() + " " + event.alarm().condition().text().english())
                .toList();
    }

    private static boolean madeOfZero(AlarmEvent event) {
        Double value = event.alarm().condition().value();
        return value != null && value == 0 && event.alarm().key().metric() != Metric.RESP_RATE;
    }

    private static double hours(List<Recording> recordings) {
        return recordings.stream()
                        .map(Recording::length)
                        .reduce(Duration.ZERO, Duration::plus)
                        .toSeconds()
                / 3600.0;
    }

    private static List<Recording> bidmc() throws IOException {
        return readAll("bidmc", "_Numerics.csv");
    }

    private static List<Recording> everyMinute() throws IOException {
        return readAll("mimic3wdb_numerics", ".csv");
    }

    private static List<Recording> charted() throws IOException {
        return Charted.read(recording("mimic3_demo", "mimic3demo_carevue_vitals_and_alarm_limits.csv"));
    }

    private static List<Recording> readAll(String folder, String ending) throws IOException {
        List<Recording> recordings = new ArrayList<>();
        try (Stream<Path> files = Files.list(recording(folder, ""))) {
            for (Path file : files.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList()) {
                recordings.add(Recording.read(file));
            }
        }
        return recordings;
    }

    private static Path recording(String folder, String name) {
        Path path = VITALS.resolve(folder).resolve(name);
        assumeTrue(Files.isReadable(path), "no recordings: set dripwatch.captures to their folder");
        return path;
    }
}
