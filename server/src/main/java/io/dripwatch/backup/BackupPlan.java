package io.dripwatch.backup;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Which backups a server takes by itself.
 *
 * @param to the folder in which each gets a folder of its own
 * @param every from one to the next, positive
 * @param keep how many are kept, at least one; the oldest goes when a newer one is proven
 */
public record BackupPlan(Path to, Duration every, int keep) {
    public BackupPlan {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("everyHours: expected more than 0, got " + every);
        }
        if (keep < 1) {
            throw new IllegalArgumentException("keep: expected 1 or more, got " + keep);
        }
    }
}
