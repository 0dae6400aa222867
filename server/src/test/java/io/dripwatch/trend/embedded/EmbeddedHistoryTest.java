package io.dripwatch.trend.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.record.Journal;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.History;
import io.dripwatch.trend.HistoryPromises;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store alone keeps what every history promises, asked by whoever writes it and by others. */
final class EmbeddedHistoryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    EmbeddedHistoryTest() {}

    @TestFactory
    Stream<DynamicTest> besideTheWriter() {
        return HistoryPromises.of(folder.resolve("beside"), in -> new Alone(in, true));
    }

    @TestFactory
    Stream<DynamicTest> fromOutside() {
        return HistoryPromises.of(folder.resolve("outside"), in -> new Alone(in, false));
    }

    private static final class Alone implements HistoryPromises.Store {
        private final GroupCommit keeper;
        private final EmbeddedHistory history;

        Alone(Path in, boolean beside) {
            Database database = Database.in(in);
            ReadingTable readings = new ReadingTable(new Packer.Pace(50, Duration.ofMinutes(30), 500), null);
            keeper = new GroupCommit(database, List.of(new Journal(), readings));
            history = beside ? new EmbeddedHistory(database, readings) : new EmbeddedHistory(database);
        }

        @Override
        public void keep(Filing filing) {
            CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
            keeper.keep(new Decision(List.of(), filing), done::complete);
            assertThat(done.join()).isNull();
        }

        /** What is old stays where it is. */
        @Override
        public void age(Instant now) {}

        @Override
        public History history() {
            return history;
        }

        @Override
        public void close() {
            history.close();
            keeper.close();
        }
    }
}
