package io.dripwatch.backup;

import io.dripwatch.access.keys.ClientFile;
import io.dripwatch.access.keys.TokenFile;
import io.dripwatch.access.keys.WallScreenFile;
import io.dripwatch.access.people.AccountFile;
import io.dripwatch.fhir.subscription.Subscriptions;
import io.dripwatch.pager.Pager;
import io.dripwatch.store.Database;
import io.dripwatch.store.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What stands beside the database and goes where it goes: small files, each of which is only replaced as a whole. */
final class Beside {
    private static final List<String> FILES = Stream.concat(
                    Stream.of(TokenFile.NAME, AccountFile.NAME, ClientFile.NAME, WallScreenFile.NAME),
                    Pager.FILES.stream())
            .toList();
    private static final String UNFINISHED = ".next";

    private Beside() {}

    /** Copies what there is, durably; what goes away meanwhile is left out. */
    static void copy(Database from, Path to) throws IOException {
        for (String name : FILES) {
            one(from.file().resolveSibling(name), to.resolve(name));
        }
        Path subscriptions = from.file().resolveSibling(Subscriptions.FOLDER);
        if (Files.isDirectory(subscriptions)) {
            Path folder = to.resolve(Subscriptions.FOLDER);
            OwnerOnly.folder(folder);
            for (Path file : files(subscriptions)) {
                one(file, folder.resolve(file.getFileName()));
            }
            Copying.sync(folder);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(UNFINISHED)).toList();
        }
    }

    private static void one(Path file, Path copy) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException gone) {
            return;
        }
        try (OutputStream out = OwnerOnly.output(copy)) {
            out.write(content);
        }
        Copying.sync(copy);
    }
}
