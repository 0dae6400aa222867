package io.dripwatch.backup;

import io.dripwatch.store.Database;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The backups of a plan: one folder each, named by its moment. The oldest goes only after a newer one is proven, and
 * nothing that has another name is touched. Blocks; one thread at a time.
 */
public final class Rotation {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'dripwatch-'uuuu-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern OURS = Pattern.compile("dripwatch-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ");

    private final BackupPlan plan;
    private final Database database;
    private final String version;

    public Rotation(BackupPlan plan, Database database, String version) {
        this.plan = plan;
        this.database = database;
        this.version = version;
    }

    /**
     * When the newest backup was taken; null where there is none.
     *
     * @throws BackupFailed where the folder or a manifest in it cannot be read
     */
    public @Nullable Instant newest() {
        List<Path> finished = finished();
        return finished.isEmpty()
                ? null
                : Manifest.in(finished.get(finished.size() - 1)).takenAt();
    }

    /**
     * Takes a backup, and lets go of those that are too many or were never finished.
     *
     * @throws BackupFailed where it could not be taken; the older ones are all there then
     */
    public Manifest take(Instant now) {
        Manifest taken = Backup.take(database, plan.to().resolve(NAME.format(now)), now, version, Progress.UNSEEN);
        List<Path> finished = finished();
        List<Path> leaving = new ArrayList<>(all());
        leaving.removeAll(finished.subList(Math.max(0, finished.size() - plan.keep()), finished.size()));
        try {
            for (Path old : leaving) {
                delete(old);
            }
        } catch (IOException e) {
            throw new BackupFailed("A backup was taken, but an old one cannot be deleted: " + e.getMessage(), e);
        }
        return taken;
    }

    private List<Path> finished() {
        return all().stream()
                .filter(folder -> Files.isRegularFile(folder.resolve(Manifest.FILE)))
                .toList();
    }

    private List<Path> all() {
        if (!Files.isDirectory(plan.to())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(plan.to())) {
            return folders.filter(folder ->
                            OURS.matcher(folder.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(folder -> folder.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new BackupFailed("The folder of backups " + plan.to() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The manifest first: what is left after a power cut must not look like a backup. */
    static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(Manifest.FILE));
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
