package io.dripwatch.backup;

import io.dripwatch.push.embedded.PushTable;
import io.dripwatch.record.Journal;
import io.dripwatch.record.JournalReader;
import io.dripwatch.record.Verdict;
import io.dripwatch.store.Database;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.store.Section;
import io.dripwatch.store.StoreUnusable;
import io.dripwatch.trend.embedded.AllMinutes;
import io.dripwatch.trend.embedded.AllPoints;
import io.dripwatch.trend.embedded.ReadingTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes out of a damaged file every row that can still be read and puts it, as it is, into a new one. Seals are not
 * made anew: the chain of the new record breaks where the old one lost something. Blocks; any thread.
 */
public final class Salvage {
    private Salvage() {}

    /**
     * What was saved and what was not.
     *
     * @param tables of each table how many rows were saved and lost
     * @param points how many readings can be read in the new file
     * @param record whether its record is whole
     */
    public record Salvaged(List<SalvagedTable> tables, long points, Verdict record) {
        public Salvaged {
            tables = List.copyOf(tables);
        }
    }

    /**
     * Saves what can be read.
     *
     * @param to a data directory that is missing or empty
     * @throws BackupFailed where not even the beginning of the file can be read, or nothing can be written
     */
    public static Salvaged run(Path damaged, Path to, Progress progress) {
        try {
            Database from = Database.existing(damaged);
            mustBeEmpty(to);
            Database into = Database.in(to);
            List<SalvagedTable> tables = new ArrayList<>();
            try (Connection reader = from.reader()) {
                new GroupCommit(into, sections(reader)).close();
                copy(reader, into, tables, progress);
            }
            Beside.copy(from, to);
            return judged(into, tables);
        } catch (SQLException | IOException | StoreUnusable e) {
            throw new BackupFailed("Nothing could be saved from " + damaged + ": " + e.getMessage(), e);
        }
    }

    /** Those whose tables the damaged file has. */
    private static List<Section> sections(Connection reader) {
        List<Section> sections = new ArrayList<>(List.of(new Journal(), new ReadingTable()));
        if (!unknown(reader, "push_mark")) {
            sections.add(new PushTable());
        }
        return sections;
    }

    private static void copy(Connection reader, Database into, List<SalvagedTable> tables, Progress progress)
            throws SQLException {
        try (Connection writer = into.writer()) {
            writer.setAutoCommit(false);
            for (String table : tables(writer)) {
                if (!unknown(reader, table)) {
                    progress.at("saving " + table, 0);
                    tables.add(new SalvagedRows(reader, writer, table).copy());
                }
            }
            AllMinutes.complete(writer);
            writer.commit();
        }
    }

    private static Salvaged judged(Database into, List<SalvagedTable> tables) throws SQLException {
        try (Connection connection = into.reader()) {
            long points = AllPoints.visit(connection, (series, atMs, value, standing, receivedMs) -> {});
            return new Salvaged(tables, points, new JournalReader(into).verdict(null));
        }
    }

    private static void mustBeEmpty(Path to) throws IOException {
        if (Files.isDirectory(to)) {
            try (Stream<Path> files = Files.list(to)) {
                if (files.findAny().isPresent()) {
                    throw new BackupFailed(to + " is not empty; nothing was written.", null);
                }
            }
        }
    }

    /** Whether the file is of an older format, without this table. What cannot be known is tried. */
    private static boolean unknown(Connection reader, String table) {
        try {
            return !tables(reader).contains(table);
        } catch (SQLException e) {
            return false;
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'"
                        + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }
}
