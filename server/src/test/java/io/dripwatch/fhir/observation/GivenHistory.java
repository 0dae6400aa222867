package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.FhirApi;
import io.dripwatch.fhir.rest.AlarmSteps;
import io.dripwatch.fhir.rest.Encounters;
import io.dripwatch.fhir.rest.Rights;
import io.dripwatch.fhir.subscription.Hooks;
import io.dripwatch.fhir.subscription.Patience;
import io.dripwatch.fhir.subscription.Subscriptions;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.Filing.Destination;
import io.dripwatch.record.Entries;
import io.dripwatch.record.Journal;
import io.dripwatch.record.JournalReader;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.trend.embedded.EmbeddedNotables;
import io.dripwatch.trend.embedded.ReadingTable;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.NamedRoom;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Rooms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A real store in a directory, and hands to put readings into it. */
public final class GivenHistory implements AutoCloseable {
    public static final Patient SAM =
            new Patient(new PatientId("MRN", "S-1"), "Synthetic", "Sam", LocalDate.of(1980, 2, 29), Patient.Sex.OTHER);
    public static final Patient ADA =
            new Patient(new PatientId("MRN", "S-2"), "Specimen", "Ada Maria", null, Patient.Sex.FEMALE);
    public static final Patient ZOE = new Patient(
            new PatientId("2.16.840.1.113883.19.5", "S-1"),
            "Özsynthetic",
            "Zoé",
            LocalDate.of(1999, 12, 31),
            Patient.Sex.UNKNOWN);
    public static final Destination MONITOR = new Destination(new DeviceId("MON-1"), SAM, "session-1", null);

    private final Path exports;
    private final Subscriptions.Plan plan;
    private final GroupCommit keeper;
    private final EmbeddedHistory history;
    private final JournalReader reader;

    public GivenHistory(Path directory) {
        this(directory, journal -> new ReadingTable(null, journal::lastSeq));
    }

    /** The same with a table of readings of one's own. */
    public GivenHistory(Path directory, Function<Journal, ReadingTable> table) {
        exports = directory.resolve("exports");
        plan = new Subscriptions.Plan(
                directory.resolve("subscriptions"), Hooks.NONE, Patience.USUAL, account -> Rights.ALL);
        Database database = Database.in(directory);
        Journal journal = new Journal();
        keeper = new GroupCommit(database, List.of(journal, table.apply(journal)));
        history = new EmbeddedHistory(database);
        reader = new JournalReader(database);
    }

    public EmbeddedHistory history() {
        return history;
    }

    public Entries entries() {
        return new Entries(reader);
    }

    /** Everything that there is to be read of the chart, of a room of one chair. */
    public FhirApi.Content content() {
        return content(plan);
    }

    /** The same for subscribers of one's own. */
    public FhirApi.Content content(Subscriptions.Plan plan) {
        return new FhirApi.Content(
                history,
                new EmbeddedNotables(history),
                entries(),
                Rooms.of(new NamedRoom("Infusion room", "INFUSION", List.of(new ChairId("1")))),
                session -> session.getBytes(StandardCharsets.UTF_8),
                exports,
                plan);
    }

    /** What was measured, outside any session. */
    public Observations observations() {
        return observations(new Encounters() {
            @Override
            public @Nullable Long of(String session) {
                return null;
            }

            @Override
            public @Nullable String session(long encounter) {
                return null;
            }
        });
    }

    /** What was measured in these sessions. */
    Observations observations(Encounters encounters) {
        return new Observations(history, encounters, NoAlarms.INSTANCE);
    }

    /** Nothing has alarmed. */
    private enum NoAlarms implements AlarmSteps {
        INSTANCE;

        @Override
        public Map<String, Long> sessions(long after) {
            return Map.of();
        }

        @Override
        public List<Step> steps(String session, long after) {
            return List.of();
        }
    }

    public static Destination destination(String device, Patient patient, @Nullable String session) {
        return new Destination(new DeviceId(device), patient, session, null);
    }

    /** Keeps readings and waits until they are durable. */
    public void keep(Destination to, Instant receivedAt, List<Reading> readings) {
        keep(new Decision(List.of(), new Filing(to, readings, receivedAt)));
    }

    /** Keeps what was decided and waits until it is durable. */
    public void keep(Decision decision) {
        file(decision).join();
    }

    /** Keeps what was decided; done when it is durable. */
    public CompletableFuture<Boolean> file(Decision decision) {
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        keeper.keep(decision, problem -> {
            if (problem == null) {
                kept.complete(true);
            } else {
                kept.completeExceptionally(problem);
            }
        });
        return kept;
    }

    public long key(Patient patient) {
        return history.patientsBy(patient.id()).get(0).key();
    }

    @Override
    public void close() {
        history.close();
        keeper.close();
    }
}
