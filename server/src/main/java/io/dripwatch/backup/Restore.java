package io.dripwatch.backup;

import io.dripwatch.store.Database;
import io.dripwatch.store.OwnerOnly;
import io.dripwatch.store.StoreUnusable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Puts a backup back into a data directory that is new. Blocks; any thread. */
public final class Restore {
    private Restore() {}

    /**
     * Puts a backup back.
     *
     * @param to a data directory that is missing or empty
     * @return what the backup says of itself, and what now stands there
     * @throws BackupFailed where there is no whole backup or the directory is not empty; then nothing is left in it
     */
    public static Manifest put(Path backup, Path to, Progress progress) {
        Manifest manifest = Manifest.in(backup);
        try {
            Database from = Database.existing(backup);
            try (Copying copying = Copying.into(to)) {
                progress.at("copying", 0);
                copying.beside(from);
                try (OutputStream out = OwnerOnly.output(copying.file())) {
                    Files.copy(from.file(), out);
                }
                progress.at("comparing", 0);
                Content here = Backup.content(copying.database(), Pace.flatOut());
                if (!here.equals(new Content(manifest.contentHash(), manifest.events(), manifest.points()))) {
                    throw new BackupFailed(
                            "The backup " + backup + " is damaged: it does not hold what its manifest"
                                    + " says; nothing was restored, take another backup or salvage this one.",
                            null);
                }
                copying.proven();
            }
            return manifest;
        } catch (SQLException | IOException | StoreUnusable e) {
            throw new BackupFailed("The backup " + backup + " could not be restored: " + e.getMessage(), e);
        }
    }
}
