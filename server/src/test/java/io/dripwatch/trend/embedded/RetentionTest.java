package io.dripwatch.trend.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.Hold;
import io.dripwatch.flow.LegalHold;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.record.Journal;
import io.dripwatch.record.JournalReader;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.Minute;
import io.dripwatch.trend.Trend;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes when its time has come, and what stays. */
final class RetentionTest {
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant LATER = START.plus(Duration.ofDays(40));
    private static final RetentionPlan PLAN =
            new RetentionPlan(Duration.ofDays(30), Duration.ofDays(300), Duration.ofDays(7));
    private static final int SECONDS = 6_000;
    private static final DeviceId MONITOR = new DeviceId("MONITOR-1");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private Database database;
    private GroupCommit keeper;
    private EmbeddedHistory history;
    private Retention retention;
    private OutboxTable outbox;

    @SuppressWarnings("NullAway.Init")
    RetentionTest() {}

    @BeforeEach
    void open() {
        database = Database.in(directory);
        outbox = new OutboxTable("Room", Long.MAX_VALUE);
        retention = new Retention(PLAN, outbox);
        Packer.Pace eager = new Packer.Pace(1, Duration.ofMinutes(30), 10_000);
        keeper = new GroupCommit(database, List.of(new Journal(), new ReadingTable(eager, outbox), retention));
        history = new EmbeddedHistory(database);
        keep("one", START, SECONDS);
        keep("two", LATER.minusSeconds(SECONDS), SECONDS);
    }

    @AfterEach
    void close() {
        keeper.close();
        history.close();
    }

    @Test
    void oldReadingsGoTheirMinutesAndTheRecordStay() throws SQLException {
        keep(new Decision(RoomStory.dosing().events, null));
        List<Minute> before = minutes("one");
        assertThat(before).hasSize(SECONDS / 60);

        sweep(LATER);

        assertThat(count("one")).isZero();
        assertThat(count("two")).isEqualTo(SECONDS);
        assertThat(retention.readingsDeleted()).isEqualTo(SECONDS);
        assertThat(minutes("one")).isEqualTo(before);
        assertThat(history.deletedUntil(series("one")))
                .isEqualTo(START.plusSeconds(SECONDS - 1).toEpochMilli() + 1);
        Trend.Line line = new Trend(history, history)
                .line(
                        history.seriesOfSession("one"),
                        new Trend.Range(
                                START.toEpochMilli(), START.plusSeconds(600).toEpochMilli()),
                        2_000);
        assertThat(line.ofMinutes()).isTrue();
        assertThat(line.points()).hasSize(30);
        assertThat(new JournalReader(database).verdict(null).whole()).isTrue();
    }

    @Test
    void minutesGoWhenTheirTimeHasCome() throws SQLException {
        sweep(START.plus(Duration.ofDays(301)));
        assertThat(minutes("one")).isEmpty();
        assertThat(minutes("two")).hasSizeGreaterThanOrEqualTo(SECONDS / 60);
        assertThat(retention.minutesDeleted()).isEqualTo(SECONDS / 60);
    }

    @Test
    void aSliceDeletesFewRows() throws SQLException {
        keep("many", START.plusSeconds(2L * SECONDS), 40 * Blocks.FULL);
        long before = rows("block");
        retention.sweep();
        slice(LATER);
        assertThat(before - rows("block")).isBetween(1L, (long) Retention.ROWS_A_SLICE);
        assertThat(retention.sweeping()).isTrue();
    }

    @Test
    void aSessionUnderLegalHoldStaysUntilItIsReleased() throws SQLException {
        LegalHold what = new LegalHold("one", null);
        keep(event(new RoomEvent.LegalHoldSet(START, "Clerk Example", what, "a complaint")));
        assertThat(LegalHoldTable.inForce(database))
                .extracting(RoomEvent.LegalHoldSet::reason)
                .containsExactly("a complaint");
        sweep(LATER.plus(Duration.ofDays(400)));
        assertThat(count("one")).isEqualTo(SECONDS);
        assertThat(minutes("one")).hasSize(SECONDS / 60);
        assertThat(count("two")).isZero();

        keep(event(new RoomEvent.LegalHoldReleased(START, "Clerk Example", what, "settled")));
        sweep(LATER);
        assertThat(count("one")).isZero();
        assertThat(LegalHoldTable.inForce(database)).isEmpty();
        assertThat(new JournalReader(database).ofSession("one")).hasSize(2);
    }

    @Test
    void aPatientUnderLegalHoldIsNotTouchedInAnySession() throws SQLException {
        keep(event(new RoomEvent.LegalHoldSet(
                START, "Clerk Example", new LegalHold(null, RoomStory.SAM.id()), "a complaint")));
        sweep(LATER.plus(Duration.ofDays(400)));
        assertThat(count("one")).isEqualTo(SECONDS);
        assertThat(count("two")).isEqualTo(SECONDS);
    }

    @Test
    void aSessionThatIsOpenIsNotTouched() throws SQLException {
        RoomStory story = RoomStory.dosing();
        keep(new Decision(story.events, null));
        String session = String.valueOf(story.events.stream()
                .filter(RoomEvent.SessionOpened.class::isInstance)
                .findFirst()
                .orElseThrow()
                .session());
        keep(session, START, SECONDS);
        sweep(LATER);
        assertThat(count(session)).isEqualTo(SECONDS);
        assertThat(count("one")).isZero();
    }

    @Test
    void whatNobodyWasGivenGoesFirstUnlessItNamesAPatientUnderLegalHold() throws SQLException {
        Patient held = Patient.of(new PatientId("TEST", "SYN-HELD"));
        pool("hold-1", null);
        pool("hold-2", held);
        keep(event(new RoomEvent.LegalHoldSet(START, "Clerk Example", new LegalHold(null, held.id()), "a complaint")));
        long before = rows("block");
        sweep(START.plus(Duration.ofDays(8)));
        assertThat(retention.readingsDeleted()).isEqualTo(SECONDS);
        assertThat(rows("block")).isLessThan(before);
        assertThat(count("one")).isEqualTo(SECONDS);
    }

    @Test
    void whatAnotherStoreIsOwedStaysUntilItHasIt() throws SQLException {
        outbox.advance(before -> before.owing(Long.MIN_VALUE));
        sweep(LATER);
        assertThat(count("one")).isEqualTo(SECONDS);
        assertThat(retention.waits()).isTrue();
        outbox.advance(before -> before.paid(null));
        sweep(LATER);
        assertThat(count("one")).isZero();
        assertThat(retention.waits()).isFalse();
    }

    @Test
    void aLateReadingOfAMinuteWhosePointsAreGoneWidensIt() throws SQLException {
        sweep(LATER);
        Minute before = minutes("one").get(3);
        Instant late = Instant.ofEpochMilli(before.atMs()).plusMillis(500);
        keep(filing("one", List.of(Reading.of(Metric.SPO2, 12, late))));
        keep("two", LATER, 60);
        Minute after = minutes("one").get(3);
        assertThat(after.min()).isEqualTo(12);
        assertThat(after.max()).isEqualTo(before.max());
        assertThat(after.count()).isEqualTo(before.count() + 1);
        assertThat(minutes("one")).hasSize(SECONDS / 60);
    }

    private void pool(String id, @Nullable Patient named) {
        Hold hold = new Hold(id, new DeviceId("STRAY-" + id), null, named, Hold.Reason.UNKNOWN_DEVICE, START);
        keep(event(new RoomEvent.ReadingsHeld(START, "server", null, hold)));
        List<Reading> readings = readings(START, SECONDS);
        Filing.Destination to = new Filing.Destination(hold.device(), null, null, id);
        keep(new Decision(List.of(), new Filing(to, readings, START)));
        keep("two", LATER.plusSeconds(1), 1);
        keep("two", LATER.plusSeconds(2), 1);
        keep("two", LATER.plusSeconds(3), 1);
    }

    // ---- keeping, sweeping, asking ----

    private void keep(String session, Instant from, int seconds) {
        keep(filing(session, readings(from, seconds)));
        keep(Decision.NOTHING);
        keep(Decision.NOTHING);
        keep(Decision.NOTHING);
    }

    private static List<Reading> readings(Instant from, int seconds) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            readings.add(Reading.of(Metric.SPO2, 90 + i % 10, from.plusSeconds(i)));
        }
        return readings;
    }

    private static Decision filing(String session, List<Reading> readings) {
        Filing.Destination to = new Filing.Destination(MONITOR, RoomStory.SAM, session, null);
        return new Decision(List.of(), new Filing(to, readings, START));
    }

    private static Decision event(RoomEvent event) {
        return new Decision(List.of(event), null);
    }

    private void keep(Decision decision) {
        CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
        keeper.keep(decision, done::complete);
        assertThat(done.join()).isNull();
    }

    private void sweep(Instant now) {
        retention.sweep();
        while (retention.sweeping()) {
            slice(now);
        }
    }

    private void slice(Instant now) {
        retention.slice(now);
        keep(Decision.NOTHING);
    }

    private long series(String session) {
        return history.seriesOfSession(session).get(0).key();
    }

    private int count(String session) {
        return history.points(
                series(session), 0, Long.MAX_VALUE, false, Integer.MAX_VALUE, (at, value, standing, received) -> {});
    }

    private List<Minute> minutes(String session) {
        List<Minute> minutes = new ArrayList<>();
        history.minutes(List.of(series(session)), 0, Long.MAX_VALUE, minutes::add);
        return minutes;
    }

    private long rows(String table) throws SQLException {
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return row.getLong(1);
        }
    }
}
