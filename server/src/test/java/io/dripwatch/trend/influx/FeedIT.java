package io.dripwatch.trend.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.flow.Filing;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is kept reaches a real InfluxDB, whatever happens to either of them. */
@ExtendWith(VertxExtension.class)
@Execution(ExecutionMode.CONCURRENT)
final class FeedIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private RealInflux influx;

    @SuppressWarnings("NullAway.Init")
    FeedIT() {}

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        influx = RealInflux.start(folder, vertx);
    }

    @AfterEach
    void stop() throws Exception {
        influx.close();
    }

    @Test
    void whatIsKeptIsThereWithItsAmendments() {
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target()).fed()) {
            room.load(new Random(1), 300);
            room.arrivesIn(influx, "fed while it came");
            assertThat(room.feed().lagTrouble()).isNull();
            assertThat(room.feed().numbers()).containsEntry("dripwatch_influx_up", 1);
        }
    }

    @Test
    void tagsAndFieldsAreThoseOfTheDocumentAndNoneNamesThePatient() {
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target()).fed()) {
            Patient patient =
                    new Patient(new PatientId("CLINIC", "SYN-0077"), "Synthetic", "Robin", null, Patient.Sex.UNKNOWN);
            Instant at = FedRoom.START;
            List<Reading> readings = List.of(Reading.of(Metric.SPO2, 97, at), Reading.of(Metric.PUMP_RATE, 50, at));
            room.keep(new Filing(
                    new Filing.Destination(new DeviceId("MONITOR 1"), patient, "session-1", null), readings, at));
            room.arrivesIn(influx, "fed");
            assertThat(influx.ask("SHOW TAG KEYS FROM vital, pump"))
                    .extracting(row -> row.getValueByKey("tagKey"))
                    .containsOnly("chair", "device", "room", "sign", "site");
            assertThat(influx.ask("SHOW FIELD KEYS FROM vital, pump"))
                    .extracting(row -> row.getValueByKey("fieldKey"))
                    .containsOnly("received", "standing", "stay", "value");
            assertThat(influx.ask("SELECT * FROM vital, pump"))
                    .hasSizeGreaterThan(1)
                    .noneMatch(row -> Arrays.toString(row.getValues()).matches(".*(SYN-0077|Synthetic|Robin).*"));
        }
    }

    @Test
    void theServersOwnNumbersAreThereAsFields() {
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target()).fed()) {
            room.load(new Random(12), 1);
            room.arrivesIn(influx, "fed");
            String question = "SELECT last(screens) AS s, last(refused_total_unit) AS r, last(backup_age_seconds) AS b"
                    + " FROM server";
            FedRoom.await(() -> !influx.ask(question).isEmpty(), "numbers");
            var row = influx.ask(question).get(0);
            assertThat(List.of("s", "r", "b")).map(row::getValueByKey).containsExactly("3", "2", "0.5");
        }
    }

    @Test
    void numbersThatAreNotWantedHoldNothingUp() throws Exception {
        assumeTrue(influx.ours(), "another InfluxDB is named, which must not be harmed");
        try (InfluxLink link = new InfluxLink(influx.target())) {
            link.write(List.of("server,room=other screens=\"a word\" " + System.currentTimeMillis() * 1_000_000));
        }
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target()).fed()) {
            room.load(new Random(13), 20);
            room.arrivesIn(influx, "numbers of another type");
            assertThat(room.number("up")).isEqualTo(1);
        }
    }

    @Test
    void aRestartGoesOnWhereItWas() {
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target())) {
            room.load(new Random(2), 150);
        }
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target()).fed()) {
            room.load(new Random(3), 50);
            room.arrivesIn(influx, "fed after a restart");
        }
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target()).fed()) {
            room.load(new Random(4), 1);
            room.arrivesIn(influx, "another restart");
            assertThat(room.number("readings_total"))
                    .as("only what is new, and what came since the last commit that knew of it")
                    .isLessThan(room.kept().size() / 2);
        }
    }

    @Test
    void whatWasKeptBeforeAnybodyFedItIsSentToo() {
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target(), 1)) {
            room.load(new Random(5), 200);
            assertThat(room.outbox().progress().owed())
                    .as("there was no room in the outbox")
                    .isNotNull();
        }
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target(), 1).fed()) {
            room.load(new Random(6), 20);
            room.arrivesIn(influx, "owed from an outbox without room");
        }
    }

    @Test
    void anInfluxDbThatLostEverythingGetsItAgain() throws Exception {
        assumeTrue(influx.ours(), "another InfluxDB is named, which must not be harmed");
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target()).fed()) {
            room.load(new Random(7), 200);
            room.arrivesIn(influx, "before");
            influx.wipe();
            room.load(new Random(8), 20);
            FedRoom.await(() -> room.there(influx).equals(room.kept()), "sent again");
        }
    }

    @Test
    void whatIsAskedForIsSentAgain() {
        assumeTrue(influx.ours(), "another InfluxDB is named, which must not be harmed");
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target()).fed()) {
            room.load(new Random(9), 200);
            room.arrivesIn(influx, "before");
            influx.ask("DELETE FROM vital WHERE time >= '2026-03-01T09:04:00Z'");
            assertThat(room.there(influx)).isNotEqualTo(room.kept());
            room.ask(Instant.parse("2026-03-01T09:03:00Z").toEpochMilli());
            FedRoom.await(() -> room.there(influx).equals(room.kept()), "sent again");
        }
    }

    @Test
    void oneThatIsNotWantedDoesNotHoldUpTheOthers() throws Exception {
        assumeTrue(influx.ours(), "another InfluxDB is named, which must not be harmed");
        try (InfluxLink link = new InfluxLink(influx.target())) {
            link.write(List.of("pump,room=other value=\"a word\" " + FedRoom.START.toEpochMilli() * 1_000_000));
        }
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target()).fed()) {
            Instant at = FedRoom.START;
            Instant far = Instant.parse("9999-01-01T00:00:00Z");
            room.keep(filing(List.of(
                    Reading.of(Metric.SPO2, 97, at),
                    Reading.of(Metric.PUMP_RATE, 50, at),
                    Reading.of(Metric.HEART_RATE, 70, far),
                    Reading.of(Metric.HEART_RATE, 71, at))));
            FedRoom.await(() -> room.outbox().backlog().rows() == 0, "past what is not wanted");
            assertThat(room.there(influx)).hasSize(2).allMatch(line -> line.contains("97.0") || line.contains("71.0"));
            assertThat(room.feed().numbers())
                    .containsEntry("dripwatch_influx_refused_total", 2L)
                    .containsEntry("dripwatch_influx_readings_total", 2L);
            assertThat(Objects.requireNonNull(room.feed().lagTrouble()))
                    .contains("did not want 2 readings")
                    .contains("MONITOR 1");
        }
    }

    @Test
    void oneThatRefusesEverythingIsTakenForAway() {
        assumeTrue(influx.ours(), "another InfluxDB is named, which must not be harmed");
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target()).fed()) {
            influx.front().refuse(400);
            room.load(new Random(10), 20);
            FedRoom.await(() -> room.number("up") == 0, "refused");
            long tried = influx.front().writes();
            FedRoom.await(() -> influx.front().writes() > tried + 20, "tried again and again");
            assertThat(room.feed().numbers()).containsEntry("dripwatch_influx_refused_total", 0L);
            influx.front().refuse(0);
            room.arrivesIn(influx, "no longer refused");
        }
    }

    @Test
    void oneThatRefusesForAMomentGetsEverythingWhenItIsWellAgain() {
        assumeTrue(influx.ours(), "another InfluxDB is named, which must not be harmed");
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target())) {
            room.load(new Random(15), 60);
            influx.front().refuseFromTheNextReadings(14);
            room.fed();
            room.arrivesIn(influx, "well again while it was looked for what it does not want");
            assertThat(room.feed().numbers()).containsEntry("dripwatch_influx_refused_total", 0L);
        }
    }

    @Test
    void theScreensSayThatItIsBehindAndThatTheOutboxFillsBeforeAnythingGoes() {
        assumeTrue(influx.ours(), "another InfluxDB is named, which must not be harmed");
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target(), 20_000).fed()) {
            influx.front().refuse(503);
            Random random = new Random(14);
            while (room.outbox().backlog().bytes() < 16_000) {
                assertThat(room.feed().outboxTrouble()).isNull();
                room.load(random, 1);
            }
            assertThat(room.feed().outboxTrouble()).matches("The outbox for InfluxDB is (8|9)\\d % full.*");
            assertThat(room.outbox().progress().owed()).as("nothing has gone").isNull();
            FedRoom.await(() -> room.feed().lagTrouble() != null, "behind");
            assertThat(room.feed().lagTrouble())
                    .matches("InfluxDB is \\d+ min behind; nothing is lost: .*\\(status 503\\)");
            while (room.outbox().progress().owed() == null) {
                room.load(random, 1);
            }
            assertThat(room.outbox().backlog().bytes()).isLessThanOrEqualTo(20_000);
            influx.front().refuse(0);
            room.arrivesIn(influx, "what waited, and what went");
            assertThat(room.feed().outboxTrouble()).isNull();
            assertThat(room.feed().lagTrouble()).isNull();
        }
    }

    private static Filing filing(List<Reading> readings) {
        return new Filing(
                new Filing.Destination(new DeviceId("MONITOR 1"), null, "session-1", null), readings, FedRoom.START);
    }
}
