package io.dripwatch.app.command;

import io.dripwatch.app.DataDirectory;
import io.dripwatch.app.LegalHoldNotes;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.LegalHold;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Journal;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.store.StoreUnusable;
import io.dripwatch.trend.embedded.LegalHoldTable;
import io.dripwatch.trend.embedded.ReadingTable;
import io.dripwatch.trend.embedded.Retention;
import io.dripwatch.trend.embedded.RetentionPlan;
import io.dripwatch.vitals.PatientId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says of sessions and patients that nothing of them may be deleted. */
@Command(
        name = "hold",
        description =
                "Put sessions and patients under legal hold, so that nothing of them is deleted; a server may run.",
        mixinStandardHelpOptions = true)
final class HoldCommand extends CommandFamily {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_AGAIN_MS = 200;

    private final InstantSource clock = InstantSource.system();

    @Mixin
    private final SharedDirectory data = new SharedDirectory();

    @Command(name = "add", description = "Put one under legal hold.", mixinStandardHelpOptions = true)
    int add(
            @Option(names = "--session", paramLabel = "ID", description = "A session.") @Nullable String session,
            @Option(names = "--patient", paramLabel = "ID", description = "All of a patient; AUTHORITY/ID or ID.")
                    @Nullable
                    String patient,
            @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who says so.") String by,
            @Option(names = "--why", paramLabel = "TEXT", required = true, description = "Why.") String why)
            throws Exception {
        LegalHold what = what(session, patient);
        done(new RoomEvent.LegalHoldSet(clock.instant(), by, what, why), holds -> holds.contains(what));
        print("under legal hold: " + text(what));
        return 0;
    }

    @Command(name = "release", description = "Put an end to a legal hold.", mixinStandardHelpOptions = true)
    int release(
            @Option(names = "--session", paramLabel = "ID", description = "A session.") @Nullable String session,
            @Option(names = "--patient", paramLabel = "ID", description = "A patient; AUTHORITY/ID or ID.") @Nullable
                    String patient,
            @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who says so.") String by,
            @Option(names = "--why", paramLabel = "TEXT", required = true, description = "Why.") String why)
            throws Exception {
        LegalHold what = what(session, patient);
        if (!holds().contains(what)) {
            throw new CommandFailed(text(what) + " is not under legal hold.");
        }
        done(new RoomEvent.LegalHoldReleased(clock.instant(), by, what, why), holds -> !holds.contains(what));
        print("no longer under legal hold: " + text(what));
        return 0;
    }

    @Command(name = "list", description = "Show what is under legal hold.", mixinStandardHelpOptions = true)
    int list() throws SQLException {
        for (RoomEvent.LegalHoldSet hold : LegalHoldTable.inForce(Database.existing(data.folder()))) {
            print(text(hold.what()) + "  since " + hold.at() + "  by " + hold.by() + ": " + hold.reason());
        }
        return 0;
    }

    private LegalHold what(@Nullable String session, @Nullable String patient) {
        if ((session == null) == (patient == null)) {
            throw wrong("expected --session or --patient");
        }
        try (Archive archive = Archive.in(data.folder())) {
            if (session != null) {
                if (archive.course(session).isEmpty()) {
                    throw new CommandFailed("There is no session " + session + ".");
                }
                return new LegalHold(session, null);
            }
            return new LegalHold(
                    null, archive.patient(String.valueOf(patient)).patient().id());
        }
    }

    /** Asks the server that runs, or writes where none does; comes back when it is durable. */
    private void done(RoomEvent event, Predicate<List<LegalHold>> there) throws Exception {
        try (DataDirectory claimed = DataDirectory.claim(data.folder())) {
            write(event);
        } catch (DataDirectory.InUse e) {
            new LegalHoldNotes(data.folder()).leave(event);
            Instant end = clock.instant().plus(PATIENCE);
            CountDownLatch never = new CountDownLatch(1);
            while (!there.test(holds())) {
                if (clock.instant().isAfter(end) || never.await(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS)) {
                    throw new CommandFailed(
                            "The server has not taken it up yet, see whether it can keep readings; the request stays.");
                }
            }
        }
    }

    private void write(RoomEvent event) throws Exception {
        Database database = Database.in(data.folder());
        CompletableFuture<@Nullable Throwable> kept = new CompletableFuture<>();
        try (GroupCommit keeper = new GroupCommit(
                database, List.of(new Journal(), new ReadingTable(), new Retention(RetentionPlan.FOR_EVER, null)))) {
            keeper.keep(new Decision(List.of(event), null), kept::complete);
            Throwable why = kept.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (why != null) {
                throw new StoreUnusable("It could not be written: " + why.getMessage(), why);
            }
        }
    }

    private List<LegalHold> holds() throws SQLException {
        return LegalHoldTable.inForce(Database.existing(data.folder())).stream()
                .map(RoomEvent.LegalHoldSet::what)
                .toList();
    }

    private static String text(LegalHold what) {
        PatientId patient = what.patient();
        return patient == null
                ? "session " + what.session()
                : "patient " + (patient.authority().isEmpty() ? "" : patient.authority() + "/") + patient.value();
    }
}
