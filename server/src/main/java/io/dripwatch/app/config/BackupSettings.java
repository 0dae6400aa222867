package io.dripwatch.app.config;

import io.dripwatch.backup.BackupPlan;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The backups that the server takes by itself, as written under {@code backup}.
 *
 * @param to the folder for them, relative to the configuration
 * @param everyHours from one to the next; 24 where left out
 * @param keep how many are kept; 14 where left out
 */
record BackupSettings(
        @Nullable String to,
        @Nullable Integer everyHours,
        @Nullable Integer keep) {
    private static final int USUAL_HOURS = 24;
    private static final int USUALLY_KEPT = 14;

    /** The plan; refuses what makes none, naming the key. */
    BackupPlan plan(Path beside) {
        if (to == null) {
            throw new ConfigError("backup.to: expected a folder, got nothing");
        }
        try {
            return new BackupPlan(
                    beside.resolve(to),
                    Duration.ofHours(Default.of(everyHours, USUAL_HOURS)),
                    Default.of(keep, USUALLY_KEPT));
        } catch (IllegalArgumentException e) {
            throw new ConfigError("backup." + e.getMessage(), e);
        }
    }
}
