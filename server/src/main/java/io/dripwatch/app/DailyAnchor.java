package io.dripwatch.app;

import io.dripwatch.health.Health;
import io.dripwatch.record.Anchor;
import io.dripwatch.record.JournalReader;
import io.dripwatch.vitals.Priority;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the end of the record into a file of its own every day, to be kept where nobody who can write the data can
 * write. A day that has its anchor keeps it.
 */
final class DailyAnchor {
    private static final Logger LOG = LoggerFactory.getLogger(DailyAnchor.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Path folder;
    private final JournalReader journal;
    private final InstantSource clock;
    private volatile @Nullable String trouble;

    DailyAnchor(Path folder, JournalReader journal, InstantSource clock) {
        this.folder = folder;
        this.journal = journal;
        this.clock = clock;
    }

    /** Looks now and again and again whether today has its anchor. */
    void start(Vertx vertx, Health health) {
        health.watch("anchor", Priority.LOW, this::trouble);
        look();
        vertx.setPeriodic(BETWEEN_LOOKS.toMillis(), due -> vertx.executeBlocking(() -> {
                    look();
                    return true;
                })
                .onFailure(failure -> LOG.error("The anchor of the record could not be looked after", failure)));
    }

    /** Writes today's anchor where there is none. Blocks. */
    void look() {
        String name = "anchor-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + ".txt";
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                Anchor end = journal.end();
                Files.createDirectories(folder);
                Path next = folder.resolve(name + ".next");
                Files.writeString(next, end.text() + "\n");
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            }
            trouble = null;
        } catch (IOException | SQLException e) {
            if (trouble == null) {
                LOG.warn("The anchor of the record could not be written", e);
            }
            trouble = "Today's anchor of the record could not be written to " + folder + ".";
        }
    }

    /** One sentence on what is wrong; null where nothing is. */
    @Nullable
    String trouble() {
        return trouble;
    }
}
