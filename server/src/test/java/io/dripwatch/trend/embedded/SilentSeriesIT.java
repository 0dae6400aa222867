package io.dripwatch.trend.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Filing;
import io.dripwatch.record.Journal;
import io.dripwatch.store.ChildJava;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.MeasuredChair;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that runs for months sees many sessions end: what memory they leave behind must be next to nothing. */
final class SilentSeriesIT {
    private static final int SESSIONS = 1_500;
    private static final int SECONDS = 360;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void thousandsOfSeriesThatFellSilentFitIntoASmallHeap() throws Exception {
        Path said = folder.resolve("said");
        List<String> command = ChildJava.command(List.of("-Xmx64m"), SilentSeriesIT.class.getName());
        command.add(folder.resolve("data").toString());
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(child.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(child.exitValue()).as(Files.readString(said)).isZero();
            assertThat(Files.readString(said))
                    .contains("kept " + SESSIONS * SECONDS * MeasuredChair.SIGNS + " readings");
        } finally {
            child.destroyForcibly();
        }
    }

    /** Keeps the sessions, each of its own patient, in the folder that is named. */
    public static void main(String[] arguments) throws Exception {
        MeasuredChair chair = new MeasuredChair(0, 1);
        Instant begin = Instant.parse("2026-01-01T08:00:00Z");
        long kept = 0;
        try (GroupCommit keeper =
                new GroupCommit(Database.in(Path.of(arguments[0])), List.of(new Journal(), new ReadingTable()))) {
            for (int session = 0; session < SESSIONS; session++) {
                Patient patient = Patient.of(new PatientId("TEST", "SYN-" + session));
                Filing filing = chair.next(begin, SECONDS, patient, "session-" + session);
                CompletableFuture<@Nullable Throwable> done = new CompletableFuture<>();
                keeper.keep(new Decision(List.of(), filing), done::complete);
                if (done.join() != null) {
                    throw new AssertionError("a reading was not kept", done.join());
                }
                kept += filing.readings().size();
                begin = begin.plusSeconds(SECONDS);
            }
        }
        System.out.println("kept " + kept + " readings");
    }
}
