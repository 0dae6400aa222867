package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.record.Anchor;
import io.dripwatch.record.Journal;
import io.dripwatch.record.JournalReader;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The anchor of each day. */
final class DailyAnchorTest {
    private Instant now = Instant.parse("2026-01-01T08:00:00Z");

    @Test
    void everyDayGetsItsAnchorAndKeepsIt(@TempDir Path data) throws Exception {
        Database database = Database.in(data);
        new GroupCommit(database, List.of(new Journal())).close();
        Path folder = data.resolve("elsewhere");
        DailyAnchor anchors = new DailyAnchor(folder, new JournalReader(database), () -> now);
        anchors.look();
        Path first = folder.resolve("anchor-2026-01-01.txt");
        assertThat(Anchor.parse(Files.readString(first)).event()).isZero();
        Files.writeString(first, "kept as it was");
        anchors.look();
        assertThat(Files.readString(first)).isEqualTo("kept as it was");
        now = now.plus(Duration.ofDays(1));
        anchors.look();
        assertThat(folder.resolve("anchor-2026-01-02.txt")).exists();
        assertThat(anchors.trouble()).isNull();
    }

    @Test
    void anAnchorThatCannotBeWrittenIsTold(@TempDir Path data) throws Exception {
        Database database = Database.in(data);
        new GroupCommit(database, List.of(new Journal())).close();
        Path file = Files.writeString(data.resolve("a-file"), "no folder");
        DailyAnchor anchors = new DailyAnchor(file, new JournalReader(database), () -> now);
        anchors.look();
        assertThat(anchors.trouble()).contains("could not be written");
    }
}
