package io.dripwatch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.Room;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.record.Journal;
import io.dripwatch.record.JournalReader;
import io.dripwatch.session.CourseTemplate;
import io.dripwatch.session.Limit;
import io.dripwatch.session.OwnLimit;
import io.dripwatch.session.Stage;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.trend.embedded.ReadingTable;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Scale;
import io.dripwatch.vitals.Withdrawal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, how resends and corrections are kept, and what happens when nothing can be kept. */
final class KeepingTest {
    private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant LATER = AT.plusSeconds(60);
    private static final Patient SAM = RoomStory.SAM;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private Database database;
    private GroupCommit keeper;
    private EmbeddedHistory history;
    private ReadingTable readings;

    @SuppressWarnings("NullAway.Init")
    KeepingTest() {}

    @BeforeEach
    void open() {
        database = Database.in(directory);
        readings = new ReadingTable();
        keeper = new GroupCommit(database, List.of(new Journal(), readings));
        history = new EmbeddedHistory(database);
    }

    @AfterEach
    void close() {
        keeper.close();
        history.close();
    }

    @Test
    void aReadingIsFoundUnderItsPatient() throws Exception {
        keep(filing(SAM, null, Reading.of(Metric.SPO2, 97, AT)));

        assertThat(points(SAM.id(), Metric.SPO2)).containsExactly(AT.toEpochMilli() + "=97.0 PLAIN");
    }

    @Test
    void aResendDoesNotDouble() throws Exception {
        keep(filing(SAM, null, Reading.of(Metric.SPO2, 97, AT)));
        keep(filing(SAM, null, Reading.of(Metric.SPO2, 97, AT)));

        assertThat(history.count()).isEqualTo(1);
    }

    @Test
    void twoValuesOfOneMomentAreBothKept() throws Exception {
        keep(filing(SAM, null, Reading.of(Metric.SPO2, 97, AT), Reading.of(Metric.SPO2, 96, AT)));
        keep(filing(SAM, null, Reading.of(Metric.SPO2, 97, AT), Reading.of(Metric.SPO2, 96, AT)));

        assertThat(points(SAM.id(), Metric.SPO2))
                .containsExactly(
                        AT.toEpochMilli() + "=97.0 PLAIN", AT.plusMillis(1).toEpochMilli() + "=96.0 PLAIN");
    }

    @Test
    void aCorrectionTakesThePlaceAndTheOldValueStaysAsAnError() throws Exception {
        keep(filing(SAM, null, Reading.of(Metric.NIBP_SYS, 180, AT)));
        keep(filing(SAM, null, new Reading(Metric.NIBP_SYS, 0, 118, AT, Reading.Standing.CORRECTED)));

        assertThat(points(SAM.id(), Metric.NIBP_SYS))
                .containsExactly(
                        AT.toEpochMilli() + "=118.0 CORRECTED",
                        AT.plusMillis(1).toEpochMilli() + "=180.0 ENTERED_IN_ERROR");
    }

    @Test
    void aWithdrawnReadingStaysAsAnError() throws Exception {
        keep(filing(SAM, null, Reading.of(Metric.NIBP_SYS, 180, AT)));
        keep(filing(SAM, null, new Reading(Metric.NIBP_SYS, 0, 180, AT, Reading.Standing.ENTERED_IN_ERROR)));

        assertThat(points(SAM.id(), Metric.NIBP_SYS)).containsExactly(AT.toEpochMilli() + "=180.0 ENTERED_IN_ERROR");
    }

    @Test
    void aReadingIsTakenBackWithoutItsValue() throws Exception {
        keep(filing(SAM, null, Reading.of(Metric.NIBP_SYS, 180, AT), Reading.of(Metric.NIBP_SYS, 120, LATER)));
        keep(withdrawing(new Withdrawal(Metric.NIBP_SYS, 0, AT)));

        assertThat(points(SAM.id(), Metric.NIBP_SYS))
                .containsExactly(AT.toEpochMilli() + "=180.0 ENTERED_IN_ERROR", LATER.toEpochMilli() + "=120.0 PLAIN");
        assertThat(readings.withdrawnInVain()).isZero();
    }

    @Test
    void whatIsNotKeptIsTakenBackInVain() throws Exception {
        keep(filing(SAM, null, Reading.of(Metric.NIBP_SYS, 180, AT)));
        List<String> before = points(SAM.id(), Metric.NIBP_SYS);
        keep(withdrawing(
                new Withdrawal(Metric.NIBP_SYS, 0, LATER),
                new Withdrawal(Metric.NIBP_SYS, 1, AT),
                new Withdrawal(Metric.NIBP_DIA, 0, AT)));

        assertThat(points(SAM.id(), Metric.NIBP_SYS)).isEqualTo(before);
        assertThat(history.count()).isEqualTo(1);
        assertThat(readings.withdrawnInVain()).isEqualTo(3);
    }

    @Test
    void acrossARestartACorrectionFindsWhatWasFiledInAnotherSession() throws Exception {
        Patient other = RoomStory.patient("SYN-0002");
        keep(filing(SAM, null, Reading.of(Metric.NIBP_SYS, 180, AT), Reading.of(Metric.NIBP_DIA, 90, AT)));
        keep(filing(other, null, Reading.of(Metric.NIBP_SYS, 130, LATER)));
        close();
        open();
        keep(filing(other, null, new Reading(Metric.NIBP_SYS, 0, 118, AT, Reading.Standing.CORRECTED)));
        keep(filing(null, "hold-2", new Reading(Metric.NIBP_DIA, 0, 90, AT, Reading.Standing.ENTERED_IN_ERROR)));

        assertThat(points(SAM.id(), Metric.NIBP_SYS))
                .containsExactly(
                        AT.toEpochMilli() + "=118.0 CORRECTED",
                        AT.plusMillis(1).toEpochMilli() + "=180.0 ENTERED_IN_ERROR");
        assertThat(points(SAM.id(), Metric.NIBP_DIA)).containsExactly(AT.toEpochMilli() + "=90.0 ENTERED_IN_ERROR");
        assertThat(points(other.id(), Metric.NIBP_SYS)).containsExactly(LATER.toEpochMilli() + "=130.0 PLAIN");
        assertThat(history.count()).isEqualTo(4);
    }

    @Test
    void acrossARestartAReadingIsTakenBackWhereverItWasFiled() throws Exception {
        keep(filing(SAM, null, Reading.of(Metric.SPO2, 71, AT), Reading.of(Metric.SPO2, 97, LATER)));
        close();
        open();
        keep(withdrawing(new Withdrawal(Metric.SPO2, 0, AT)));
        keep(withdrawing(new Withdrawal(Metric.SPO2, 0, AT)));
        keep(withdrawingOf(new DeviceId("MONITOR-2"), new Withdrawal(Metric.SPO2, 0, LATER)));

        assertThat(points(SAM.id(), Metric.SPO2))
                .containsExactly(AT.toEpochMilli() + "=71.0 ENTERED_IN_ERROR", LATER.toEpochMilli() + "=97.0 PLAIN");
        assertThat(readings.withdrawnInVain()).isEqualTo(1);
    }

    private static Decision withdrawing(Withdrawal... withdrawn) {
        return withdrawingOf(new DeviceId("MONITOR-1"), withdrawn);
    }

    private static Decision withdrawingOf(DeviceId device, Withdrawal... withdrawn) {
        Filing.Destination nobody = new Filing.Destination(device, null, null, null);
        return new Decision(List.of(), new Filing(nobody, List.of(), List.of(withdrawn), AT.plusSeconds(90)));
    }

    @Test
    void heldReadingsBelongToThePatientOnceSomeoneSaysSo() throws Exception {
        keep(filing(null, "hold-1", Reading.of(Metric.SPO2, 97, AT), Reading.of(Metric.HEART_RATE, 70, AT)));
        assertThat(history.patientsBy(SAM.id())).isEmpty();

        keep(new Decision(List.of(new RoomEvent.HoldAssigned(AT, "RN", null, "hold-1", SAM, null)), null));
        assertThat(points(SAM.id(), Metric.SPO2)).hasSize(1);
        assertThat(points(SAM.id(), Metric.HEART_RATE)).hasSize(1);
    }

    @Test
    void aNameThatADeviceTellsLaterIsLearnedAndAnEmptyOneForgetsNothing() throws Exception {
        keep(filing(Patient.of(SAM.id()), null, Reading.of(Metric.SPO2, 97, AT)));
        keep(filing(SAM, null, Reading.of(Metric.SPO2, 97, AT.plusSeconds(1))));
        keep(filing(Patient.of(SAM.id()), null, Reading.of(Metric.SPO2, 97, AT.plusSeconds(2))));

        assertThat(history.patientsBy(SAM.id()))
                .singleElement()
                .satisfies(found -> assertThat(found.patient().family()).isEqualTo("Synthetic"));
        assertThat(points(SAM.id(), Metric.SPO2)).hasSize(3);
    }

    @Test
    void theEventsOfADayComeBackAsTheyWere() throws Exception {
        RoomStory day = RoomStory.dosing().monitor(Metric.SPO2, 84).pass(Duration.ofSeconds(20), Metric.SPO2, 84);
        keep(new Decision(day.events, null));

        JournalReader reader = new JournalReader(database);
        assertThat(reader.unfinished()).isEqualTo(withoutClocks(day.events));
        assertThat(reader.verdict(null).fault()).isNull();
    }

    @Test
    void aFinishedSessionIsNotReadAtStart() throws Exception {
        RoomStory day = RoomStory.dosing().move(Stage.TRANSFERRED);
        keep(new Decision(day.events, null));

        assertThat(new JournalReader(database).unfinished())
                .extracting(RoomEvent::kind)
                .containsOnly(RoomEvent.Kind.DEVICE_ASSIGNED);
    }

    @Test
    void aDeviceThatGoesAlongWithItsPatientDoesSoAfterARestart() throws Exception {
        RoomStory day = RoomStory.dosing();
        day.command(new Command.AssignDevice("RN", RoomStory.CHAIR, RoomStory.MONITOR, true));
        keep(new Decision(day.events, null));
        Room restarted = new Room(RoomStory.plan(true));
        new JournalReader(database).unfinished().forEach(restarted::restore);

        assertThat(restarted.patientOf(RoomStory.MONITOR)).isEqualTo(RoomStory.SAM.id());
        assertThat(restarted.patientOf(RoomStory.PUMP)).isNull();
    }

    @Test
    void aCourseOutlivesItsSessionsAndIsReadAtStartUntilItEnds() throws Exception {
        RoomStory day = new RoomStory()
                .command(new Command.StartCourse(
                        "Dr. Sample",
                        RoomStory.SAM.id(),
                        "test",
                        new CourseTemplate(List.of(3, 2), 28, 1, Scale.PHQ9, 50, 2),
                        LocalDate.parse("2026-03-01"),
                        ZoneId.of("Europe/Vienna")));
        day.openSession().pump(PumpEvent.Change.STARTED).pass(Duration.ofSeconds(2));
        day.move(Stage.TRANSFERRED);
        keep(new Decision(day.events, null));
        Room restarted = new Room(RoomStory.plan(true));
        new JournalReader(database).unfinished().forEach(restarted::restore);

        assertThat(restarted.courses().all())
                .isNotEmpty()
                .containsExactlyElementsOf(day.room.courses().all());
        assertThat(restarted.courses().all().iterator().next().visits()).hasSize(1);

        String id = restarted.courses().all().iterator().next().id();
        keep(restarted.command(new Command.EndCourse("Dr. Sample", id, "well again"), day.now));
        assertThat(new JournalReader(database).unfinished())
                .extracting(RoomEvent::kind)
                .containsOnly(RoomEvent.Kind.DEVICE_ASSIGNED);
    }

    @Test
    void aChangedWordInTheJournalBreaksItsSeal() throws Exception {
        keep(new Decision(RoomStory.dosing().events, null));
        outside("UPDATE event SET body = replace(body, 'RN', 'XX') WHERE seq = 1");

        assertThat(new JournalReader(database).verdict(null).fault()).isEqualTo("event 1 does not match its seal");
    }

    @Test
    void aMissingEventIsNoticed() throws Exception {
        keep(new Decision(RoomStory.dosing().events, null));
        outside("DELETE FROM event WHERE seq = 2");

        assertThat(new JournalReader(database).verdict(null).fault()).isEqualTo("expected event 2, found event 3");
    }

    @Test
    void whenTheDiskIsFullReadingsAreRefusedAndEventsAreKeptAsSoonAsThereIsRoom() throws Exception {
        PageLimit disk = new PageLimit();
        keeper.close();
        keeper = new GroupCommit(database, List.of(disk, new Journal(), new ReadingTable()));
        RoomStory day = RoomStory.dosing();
        List<Reading> many = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            many.add(Reading.of(Metric.SPO2, 90, AT.plusMillis(i + 1)));
        }
        Filing filing = new Filing(new Filing.Destination(RoomStory.MONITOR, SAM, null, null), many, AT);
        CompletableFuture<@Nullable Throwable> refused = new CompletableFuture<>();
        keeper.keep(new Decision(day.events, filing), refused::complete);
        assertThat(refused.get()).isInstanceOf(SQLException.class).hasMessageContaining("full");
        assertThat(keeper.trouble()).startsWith("Readings cannot be kept");

        disk.grow();
        keep(filing(SAM, null, Reading.of(Metric.SPO2, 98, AT)));
        assertThat(keeper.trouble()).isNull();
        assertThat(new JournalReader(database).unfinished()).isEqualTo(withoutClocks(day.events));
        assertThat(history.count()).isEqualTo(1);
    }

    @Test
    void whenMemoryRunsOutInACommitThatIsToldAndTheNextOneIsTried() throws Exception {
        refuseOnce(new OutOfMemoryError("of this test"));
        assertThat(keeper.trouble()).contains("of this test");
        theNextOneIsKept();
    }

    @Test
    void whenMemoryRunsOutInSayingSoTheNextOneIsTried() throws Exception {
        refuseOnce(unsayable());
        assertThat(keeper.trouble()).startsWith("Readings cannot be kept");
        theNextOneIsKept();
    }

    @Test
    void whenMemoryRunsOutInTellingSomebodyTheNextOneIsTried() throws Exception {
        CompletableFuture<@Nullable Throwable> told = new CompletableFuture<>();
        keeper.keep(filing(SAM, null, Reading.of(Metric.SPO2, 96, AT)), kept -> {
            told.complete(kept);
            throw unsayable();
        });
        assertThat(told.get(10, TimeUnit.SECONDS)).isNull();
        keep(filing(SAM, null, Reading.of(Metric.SPO2, 97, LATER)));

        assertThat(keeper.trouble()).isNull();
        assertThat(history.count()).isEqualTo(2);
    }

    private void theNextOneIsKept() throws InterruptedException, ExecutionException, TimeoutException {
        keep(filing(SAM, null, Reading.of(Metric.SPO2, 98, AT)));
        assertThat(keeper.trouble()).isNull();
        assertThat(history.count()).isEqualTo(1);
    }

    private static Error unsayable() {
        return new OutOfMemoryError() {
            @Override
            public String getMessage() {
                throw new OutOfMemoryError("of saying why");
            }
        };
    }

    private void refuseOnce(Error why) throws InterruptedException, ExecutionException, TimeoutException {
        AtomicBoolean spent = new AtomicBoolean(true);
        keeper.close();
        keeper = new GroupCommit(database, List.of(new Journal(), readings, new Section() {
            @Override
            public void open(Connection writer) {}

            @Override
            public void write(Decision decision) {
                if (spent.getAndSet(false)) {
                    throw why;
                }
            }
        }));
        CompletableFuture<@Nullable Throwable> refused = new CompletableFuture<>();
        keeper.keep(filing(SAM, null, Reading.of(Metric.SPO2, 97, AT)), refused::complete);
        assertThat(refused.get(10, TimeUnit.SECONDS)).isSameAs(why);
    }

    /** A disk that is full until it grows: the database refuses to become larger, as it does on a real one. */
    private static final class PageLimit implements Section {
        private @Nullable Connection connection;
        private volatile long pages = 60;

        void grow() {
            pages = 1_000_000;
        }

        @Override
        public void open(Connection writer) {
            connection = writer;
        }

        @Override
        public void write(Decision decision) throws SQLException {
            try (Statement statement = Objects.requireNonNull(connection).createStatement()) {
                statement.execute("PRAGMA max_page_count = " + pages);
            }
        }
    }

    @Test
    void aFileOfANewerVersionIsRefusedWithASentence() throws Exception {
        keeper.close();
        outside("PRAGMA user_version = 99");

        assertThatThrownBy(() -> Database.in(directory))
                .isInstanceOf(StoreUnusable.class)
                .hasMessageContaining("format 99")
                .hasMessageContaining("start a newer Dripwatch");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() {
        assertThatThrownBy(() -> Database.in(Path.of("/proc/none")))
                .isInstanceOf(StoreUnusable.class)
                .hasMessageContaining("/proc/none");
    }

    private void outside(String sql) throws SQLException {
        try (Connection connection = database.writer();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Decision filing(@Nullable Patient patient, @Nullable String hold, Reading... readings) {
        return new Decision(
                List.of(),
                new Filing(
                        new Filing.Destination(new DeviceId("MONITOR-1"), patient, null, hold),
                        List.of(readings),
                        AT.plusMillis(5)));
    }

    @Test
    void whatIsDoneAboutAlarmsIsReadAsItWasWritten() throws Exception {
        RoomStory story = RoomStory.dosing().monitor(Metric.NIBP_SYS, 190);
        String alarm = story.theAlarm(AlarmKind.HIGH).id();
        story.command(new Command.ConfirmShown("wall", RoomStory.CHAIR, alarm, true));
        story.command(new Command.PauseAudio("RN", RoomStory.CHAIR, Duration.ofSeconds(60)));
        story.command(new Command.Accept("RN", RoomStory.CHAIR, alarm));
        story.command(new Command.Acknowledge("RN", RoomStory.CHAIR, alarm, "Rate lowered"));
        String session = Objects.requireNonNull(story.chair().session()).id();
        OwnLimit own =
                new OwnLimit(Metric.SPO2, Limit.Side.LOW, Priority.MEDIUM, 88, "RN", "usual", AT, AT.plusSeconds(60));
        List<RoomEvent> events = new ArrayList<>(story.events);
        events.add(new RoomEvent.LimitSet(story.now, "RN", RoomStory.CHAIR, session, own));
        events.add(new RoomEvent.LimitEnded(story.now, "server", RoomStory.CHAIR, session, own));
        keep(new Decision(events, null));

        List<RoomEvent> read = new JournalReader(database).unfinished();
        assertThat(read).isEqualTo(withoutClocks(events));
    }

    @Test
    void whoFailsToHearThatItIsKeptLeavesNobodyElseWithoutAnAnswer() throws Exception {
        keeper.keep(filing(SAM, null, Reading.of(Metric.SPO2, 96, AT)), kept -> {
            throw new IllegalStateException("a planted fault");
        });
        keeper.keep(filing(SAM, null, Reading.of(Metric.SPO2, 96, LATER)), kept -> {
            throw new OutOfMemoryError("a planted fault");
        });
        keep(filing(SAM, null, Reading.of(Metric.SPO2, 97, LATER.plusSeconds(1))));

        assertThat(history.count()).isEqualTo(3);
    }

    private void keep(Decision decision) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
        keeper.keep(decision, done::complete);
        assertThat(done.get(20, TimeUnit.SECONDS)).isNull();
    }

    private List<String> points(PatientId id, Metric metric) {
        List<String> points = new ArrayList<>();
        long patient = history.patientsBy(id).get(0).key();
        for (Series series : history.seriesOf(patient, EnumSet.of(metric))) {
            history.points(
                    series.key(),
                    0,
                    Long.MAX_VALUE,
                    false,
                    100,
                    (at, value, standing, received) -> points.add(at + "=" + value + " " + standing));
        }
        return points;
    }

    /** How far clocks are off is found out anew after a restart. */
    private static List<RoomEvent> withoutClocks(List<RoomEvent> events) {
        return events.stream()
                .filter(event -> event.kind() != RoomEvent.Kind.DEVICE_CLOCK)
                .toList();
    }
}
