package io.dripwatch.backup;

import io.dripwatch.trend.embedded.AllMinutes;
import io.dripwatch.trend.embedded.AllPoints;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a file holds, whatever its layout: the same events, patients and points give the same hash before and after
 * readings are packed, on whichever disk.
 *
 * @param hash SHA-256 of all of it in hexadecimal digits
 * @param events how many events there are
 * @param points how many points there are
 */
record Content(String hash, long events, long points) {
    /** Points and their way elsewhere: their bytes differ by how they are packed, so the points are read instead. */
    private static final List<String> PACKED = List.of("arrival", "block", "minute", "open_minute", "outbox", "feed");

    /** Reads all that a connection sees; it must stand in a transaction while another one writes. */
    static Content of(Connection snapshot, Pace pace) throws SQLException {
        ContentDigest digest = new ContentDigest();
        long events = 0;
        List<String> all = tables(snapshot);
        List<String> plain = new ArrayList<>(all);
        plain.removeAll(PACKED);
        for (String table : plain) {
            long rows = rows(snapshot, table, digest, pace);
            events = table.equals("event") ? rows : events;
        }
        digest.text("points");
        long points = AllPoints.visit(snapshot, (series, atMs, value, standing, receivedMs) -> {
            digest.number(series);
            digest.number(atMs);
            digest.number(Double.doubleToRawLongBits(value));
            digest.number(standing);
            digest.number(receivedMs);
            pace.read();
        });
        if (all.contains("minute")) {
            digest.text("minutes");
            AllMinutes.visit(snapshot, digest::minute);
        }
        return new Content(digest.hexadecimal(), events, points);
    }

    private static List<String> tables(Connection snapshot) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = snapshot.createStatement();
                ResultSet row = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'"
                        + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    private static long rows(Connection snapshot, String table, ContentDigest digest, Pace pace) throws SQLException {
        digest.text(table);
        long rows = 0;
        try (Statement statement = snapshot.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT * FROM " + table + " ORDER BY " + order(snapshot, table))) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                for (int column = 1; column <= columns; column++) {
                    digest.value(row.getObject(column));
                }
                rows++;
                pace.read();
            }
        }
        return rows;
    }

    private static String order(Connection snapshot, String table) throws SQLException {
        try (Statement statement = snapshot.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pragma_table_info('" + table + "')")) {
            return IntStream.rangeClosed(1, row.getInt(1))
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(", "));
        }
    }
}
