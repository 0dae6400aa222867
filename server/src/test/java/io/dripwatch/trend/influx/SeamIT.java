package io.dripwatch.trend.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dripwatch.flow.Filing;
import io.dripwatch.trend.History;
import io.dripwatch.trend.HistoryPromises;
import io.dripwatch.trend.HistoryUnavailable;
import io.dripwatch.trend.PlainRules;
import io.dripwatch.trend.Source;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was deleted here and stands in a real InfluxDB, and what is still here, are one answer. */
@ExtendWith(VertxExtension.class)
final class SeamIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private RealInflux influx;

    @SuppressWarnings("NullAway.Init")
    SeamIT() {}

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        influx = RealInflux.start(folder, vertx);
    }

    @AfterEach
    void stop() throws Exception {
        influx.close();
    }

    @TestFactory
    Stream<DynamicTest> withTheSeamInTheMiddleItKeepsWhatEveryHistoryPromises() {
        return HistoryPromises.of(folder, Both::new);
    }

    /** The old day is in InfluxDB alone, the new one here. */
    private final class Both implements HistoryPromises.Store {
        private final FedRoom room;
        private final EmbeddedHistory local;
        private final SeamHistory history;

        Both(Path in) {
            room = new FedRoom(in.resolve("data"), influx.target()).fed();
            local = new EmbeddedHistory(room.database());
            history = new SeamHistory(local, local, room.outbox(), influx.target());
        }

        @Override
        public void keep(Filing filing) {
            room.keep(filing);
        }

        @Override
        public void age(Instant now) {
            room.arrivesIn(influx, "before it is deleted here");
            int before = room.kept().size();
            room.sweep(now);
            assertThat(room.kept()).as("what is left here of " + before).hasSizeLessThan(before / 4);
        }

        @Override
        public History history() {
            return history;
        }

        @Override
        public void close() {
            history.close();
            local.close();
            room.close();
        }
    }

    @Test
    void whatComesLateForWhatWasDeletedIsOneAnswerWithIt() {
        long seed = Long.getLong("dripwatch.seed", 11);
        Random random = new Random(seed);
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target()).fed();
                EmbeddedHistory local = new EmbeddedHistory(room.database());
                SeamHistory both = new SeamHistory(local, local, room.outbox(), influx.target())) {
            room.load(random, 300);
            room.arrivesIn(influx, "before");
            room.sweep(FedRoom.START.plus(Duration.ofDays(40)));
            room.load(random, 200);
            FedRoom.await(() -> room.outbox().backlog().rows() == 0, "late ones, for what was deleted, too");
            Map<Long, List<String>> merged = all(both, room);
            int more = merged.values().stream().mapToInt(List::size).sum();
            assertThat(more).as("seed " + seed).isEqualTo(room.there(influx).size());
            room.sweep(FedRoom.START.plus(Duration.ofDays(40)));
            assertThat(all(both, room)).as("seed " + seed + ", swept again").isEqualTo(merged);
        }
    }

    @Test
    void whereInfluxDbIsAwayWhatIsHereIsStillAnswered() throws Exception {
        assumeTrue(influx.ours(), "another InfluxDB is named, which must not be harmed");
        try (FedRoom room = new FedRoom(folder.resolve("data"), influx.target()).fed();
                EmbeddedHistory local = new EmbeddedHistory(room.database());
                SeamHistory both = new SeamHistory(local, local, room.outbox(), influx.target())) {
            room.load(new Random(12), 300);
            room.arrivesIn(influx, "before");
            room.sweep(FedRoom.START.plus(Duration.ofDays(40)));
            influx.kill();
            Map<Long, List<String>> here = all(local, room);
            here.forEach((series, points) -> {
                long seam = local.deletedUntil(series);
                if (seam > Long.MIN_VALUE) {
                    assertThatThrownBy(() -> read(both, series, seam - 1, seam, false, 9))
                            .isInstanceOf(HistoryUnavailable.class)
                            .hasMessageContaining("in InfluxDB alone, which does not answer");
                    assertThat(read(both, series, seam, Long.MAX_VALUE, false, Integer.MAX_VALUE))
                            .isEqualTo(read(local, series, seam, Long.MAX_VALUE, false, Integer.MAX_VALUE));
                }
            });
        }
    }

    private static Map<Long, List<String>> all(History history, FedRoom room) {
        Map<Long, List<String>> all = new HashMap<>();
        for (Source source = room.outbox().sourceFrom(0); source != null; ) {
            long series = source.series();
            all.put(series, read(history, series, Long.MIN_VALUE, Long.MAX_VALUE, false, Integer.MAX_VALUE));
            source = room.outbox().sourceFrom(series + 1);
        }
        return all;
    }

    private static List<String> read(History history, long series, long from, long to, boolean backwards, int most) {
        List<String> points = new ArrayList<>();
        history.points(
                series,
                from,
                to,
                backwards,
                most,
                (at, value, standing, received) -> points.add(PlainRules.words(at, value, standing, received)));
        return points;
    }
}
