package io.dripwatch.sim.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.sim.wire.Acceptor;
import io.dripwatch.sim.wire.Acceptor.Reaction;
import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.Segments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LoadIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Path folder;

    LoadIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aSteadyLoadIsSentWholeAndEveryReadingIsDistinct() throws IOException {
        try (Acceptor acceptor = Acceptor.keeping()) {
            LoadResult result = Load.run(
                    LoadPlan.of(acceptor.address(), 10, 500, 16, SECOND).over(4));
            assertThat(result.sent()).isEqualTo(500);
            assertThat(result.acknowledged()).isEqualTo(500);
            assertThat(result.readingsAcknowledged()).isEqualTo(4000);
            assertThat(result.refused() + result.unanswered() + result.unsent() + result.resent())
                    .isZero();
            assertThat(result.latency().getTotalCount()).isEqualTo(500);
            assertThat(result.messagesPerSecond()).isBetween(300.0, 501.0);
            assertThat(moments(acceptor)).hasSize(500).doesNotHaveDuplicates();
            assertThat(acceptor.connections()).isEqualTo(4);
        }
    }

    @Test
    void asFastAsAcknowledgedKeepsTheWindow() throws IOException {
        try (Acceptor acceptor = Acceptor.keeping()) {
            LoadResult result = Load.run(LoadPlan.of(acceptor.address(), 5, 0, 8, Duration.ofMillis(300))
                    .over(2));
            assertThat(result.acknowledged()).isGreaterThan(500).isEqualTo(result.sent());
            assertThat(moments(acceptor)).hasSize((int) result.sent()).doesNotHaveDuplicates();
        }
    }

    @Test
    void droppedConnectionsLoseNothingAndCountNothingTwice() throws IOException {
        Path file = folder.resolve("ledger");
        try (Acceptor acceptor = new Acceptor((before, connection) -> before % 97 == 50
                ? Reaction.KEEP_BUT_DROP_BEFORE_THE_ACK
                : before % 89 == 40 ? Reaction.DROP : Reaction.KEEP)) {
            LoadResult result = Load.run(
                    LoadPlan.of(acceptor.address(), 6, 600, 32, SECOND).over(3).into(file));
            assertThat(result.reconnects()).isGreaterThan(3);
            assertThat(result.resent()).isPositive();
            assertThat(result.sent()).isEqualTo(600);
            assertThat(result.acknowledged()).isEqualTo(600);
            List<String> ledger = Files.readAllLines(file);
            assertThat(ledger).hasSize(600).doesNotHaveDuplicates();
            assertThat(ledger).hasSameElementsAs(ledgerOf(acceptor, ledger));
        }
    }

    @Test
    void refusedMessagesAreCountedAndNotInTheLedger() throws IOException {
        Path file = folder.resolve("ledger");
        try (Acceptor acceptor =
                new Acceptor((before, connection) -> before % 4 == 0 ? Reaction.ERROR : Reaction.KEEP)) {
            LoadPlan plan = new LoadPlan(
                    List.of(new Destination(acceptor.address(), Transport.MLLP)),
                    2,
                    2,
                    200,
                    16,
                    SECOND,
                    Duration.ofSeconds(5),
                    AckMode.ORIGINAL,
                    file,
                    false);
            LoadResult result = Load.run(plan);
            assertThat(result.refused()).isEqualTo(50);
            assertThat(result.acknowledged()).isEqualTo(150);
            assertThat(Files.readAllLines(file)).hasSize(150);
        }
    }

    @Test
    void whoInsistsSendsWhatIsRefusedUntilItIsKept() throws IOException {
        Path file = folder.resolve("ledger");
        try (Acceptor acceptor =
                new Acceptor((before, connection) -> before % 4 == 0 ? Reaction.ERROR : Reaction.KEEP)) {
            LoadResult result = Load.run(LoadPlan.of(acceptor.address(), 2, 200, 200, SECOND)
                    .insisting(Duration.ofSeconds(10))
                    .into(file));
            assertThat(result.sent()).isEqualTo(200).isEqualTo(result.acknowledged());
            assertThat(result.refused()).isGreaterThanOrEqualTo(50).isEqualTo(result.resent());
            assertThat(result.reconnects()).isZero();
            assertThat(Files.readAllLines(file)).hasSize(200).doesNotHaveDuplicates();
        }
    }

    @Test
    void aMixIsToldApartByWhereItWent() throws IOException {
        try (Acceptor keeping = Acceptor.keeping();
                Acceptor refusing = new Acceptor((before, connection) -> Reaction.ERROR)) {
            Destination first = new Destination(keeping.address(), Transport.MLLP);
            Destination second = new Destination(refusing.address(), Transport.MLLP);
            LoadResult result = Load.run(LoadPlan.of(keeping.address(), 6, 300, 16, SECOND)
                    .to(first, first, second)
                    .over(3));
            assertThat(result.sent()).isEqualTo(300);
            assertThat(result.acknowledged()).isEqualTo(200);
            assertThat(result.refused()).isEqualTo(100);
            assertThat(result.parts()).extracting(LoadResult.Part::destination).containsExactly(first, second);
            LoadResult kept = result.parts().get(0).result();
            LoadResult refused = result.parts().get(1).result();
            assertThat(kept.acknowledged()).isEqualTo(200);
            assertThat(kept.refused()).isZero();
            assertThat(refused.sent()).isEqualTo(100).isEqualTo(refused.refused());
            assertThat(refused.acknowledged()).isZero();
            assertThat(moments(keeping)).hasSize(200).doesNotHaveDuplicates();
            assertThat(refusing.received()).isEqualTo(100);
        }
    }

    @Test
    void aHalfOpenConnectionIsGivenUpAndItsMessagesSentAgain() throws IOException {
        try (Acceptor acceptor =
                new Acceptor((before, connection) -> connection == 1 ? Reaction.IGNORE : Reaction.KEEP)) {
            LoadPlan plan = new LoadPlan(
                    List.of(new Destination(acceptor.address(), Transport.MLLP)),
                    3,
                    1,
                    100,
                    8,
                    SECOND,
                    Duration.ofMillis(400),
                    AckMode.ENHANCED,
                    null,
                    false);
            LoadResult result = Load.run(plan);
            assertThat(result.acknowledged()).isEqualTo(100);
            assertThat(result.resent()).isEqualTo(8);
            assertThat(result.longestLatency()).isGreaterThan(Duration.ofMillis(350));
        }
    }

    @Test
    void aServerThatNeverAnswersIsNotCountedAsIfItHad() throws IOException {
        try (Acceptor acceptor = new Acceptor((before, connection) -> Reaction.IGNORE)) {
            LoadPlan plan = new LoadPlan(
                    List.of(new Destination(acceptor.address(), Transport.MLLP)),
                    1,
                    1,
                    100,
                    8,
                    Duration.ofMillis(300),
                    Duration.ofMillis(500),
                    AckMode.ENHANCED,
                    null,
                    false);
            LoadResult result = Load.run(plan);
            assertThat(result.acknowledged()).isZero();
            assertThat(result.unanswered()).isEqualTo(8);
            assertThat(result.unsent()).isEqualTo(22);
        }
    }

    @Test
    void anInterruptEndsALoadWithWhatItHas() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<LoadResult> result = new CompletableFuture<>();
        try (Acceptor acceptor = new Acceptor((before, connection) -> {
            begun.countDown();
            return Reaction.KEEP;
        })) {
            LoadPlan plan = LoadPlan.of(acceptor.address(), 1, 100, 8, Duration.ofMinutes(10));
            Thread load = new Thread(() -> {
                try {
                    result.complete(Load.run(plan));
                } catch (IOException e) {
                    result.completeExceptionally(e);
                }
            });
            load.start();
            begun.await();
            load.interrupt();
            assertThat(result.get().sent()).isPositive();
        }
    }

    /** Each message's device and measuring time. */
    private static List<String> moments(Acceptor acceptor) {
        return acceptor.kept().stream()
                .map(text -> Segments.field(text, "MSH", 3) + Segments.field(text, "OBR", 7))
                .toList();
    }

    /** The lines that the kept messages deserve; the sequence is taken from the ledger, by monitor and moment. */
    private static List<String> ledgerOf(Acceptor acceptor, List<String> ledger) {
        return acceptor.kept().stream()
                .map(text -> Segments.field(text, "PV1", 3).replace("LOAD^^", "") + " " + millis(text))
                .distinct()
                .map(key -> ledger.stream()
                        .filter(line -> key(line).equals(key))
                        .findFirst()
                        .orElse("nothing for " + key))
                .toList();
    }

    private static String key(String line) {
        String[] words = line.split(" ", -1);
        assertThat(words).hasSize(4).endsWith("8");
        return words[0] + " " + words[2];
    }

    private static long millis(String text) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSxx");
        return Instant.from(format.parse(Segments.field(text, "OBR", 7))).toEpochMilli();
    }
}
