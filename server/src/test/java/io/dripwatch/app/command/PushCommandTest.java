package io.dripwatch.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.Decision;
import io.dripwatch.push.Marks;
import io.dripwatch.push.embedded.PushTable;
import io.dripwatch.record.Journal;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PushCommandTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Console console = new Console();

    @Test
    void whatADestinationDidNotWantIsListedOneInALine(@TempDir Path data) {
        PushTable table = new PushTable();
        Database database = Database.in(data);
        try (GroupCommit keeper = new GroupCommit(database, List.of(new Journal(), table))) {
            table.setAside("ehr", new Marks.SetAside("Observation/7.spo2.0.5", NOW, "422 (invalid), no\nsuch\tcode"));
            table.setAside("registry", new Marks.SetAside("DetectedIssue/9", NOW.plusSeconds(1), "AR, error 207"));
            CompletableFuture<@Nullable Throwable> kept = new CompletableFuture<>();
            keeper.keep(new Decision(List.of(), null), kept::complete);
            assertThat(kept.join()).isNull();
        }

        assertThat(console.run("push", "aside", "--data", data)).isZero();
        assertThat(console.out().lines())
                .containsExactly(
                        "2026-03-01T12:00:00Z  ehr  Observation/7.spo2.0.5  422 (invalid), no such code",
                        "2026-03-01T12:00:01Z  registry  DetectedIssue/9  AR, error 207");
    }

    @Test
    void whereNothingWasEverPushedNothingIsListed(@TempDir Path data) {
        try (GroupCommit keeper = new GroupCommit(Database.in(data), List.of(new Journal()))) {
            assertThat(console.run("push", "aside", "--data", data)).isZero();
        }
        assertThat(console.out()).isEmpty();
        assertThat(console.run("push", "--data", data)).isEqualTo(2);
        assertThat(console.err()).contains("aside");
    }
}
