package io.dripwatch.review;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.record.Journal;
import io.dripwatch.record.JournalReader;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.trend.embedded.ReadingTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A real store in a directory, in which stories are kept as a server would have kept them. */
public final class KeptStory implements AutoCloseable {
    private final GroupCommit keeper;
    private final JournalReader journal;
    private final EmbeddedHistory history;

    public KeptStory(Path directory) {
        Database database = Database.in(directory);
        keeper = new GroupCommit(database, List.of(new Journal(), new ReadingTable()));
        journal = new JournalReader(database);
        history = new EmbeddedHistory(database);
    }

    /** Keeps all that has happened in a story, and waits until it is durable. */
    public void keep(RoomStory story) {
        List<CompletableFuture<@Nullable Throwable>> kept = new ArrayList<>();
        kept.add(keep(new Decision(story.events, null)));
        for (Filing filing : story.filings) {
            kept.add(keep(new Decision(List.of(), filing)));
        }
        for (CompletableFuture<@Nullable Throwable> each : kept) {
            Throwable failure = each.join();
            if (failure != null) {
                throw new AssertionError("the story could not be kept", failure);
            }
        }
    }

    /** The only session that is kept. */
    Course course() throws SQLException {
        List<String> sessions = journal.sessions(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
        if (sessions.size() != 1) {
            throw new AssertionError("expected one session, got " + sessions);
        }
        return Course.of(journal.course(sessions.get(0)), history);
    }

    private CompletableFuture<@Nullable Throwable> keep(Decision decision) {
        CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
        keeper.keep(decision, done::complete);
        return done;
    }

    @Override
    public void close() {
        keeper.close();
        history.close();
    }
}
