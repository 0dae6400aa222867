package io.dripwatch.backup;

import io.dripwatch.trend.embedded.AllMinutes;
import io.dripwatch.trend.embedded.AllPoints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteErrorCode;

/**
 * The rows of one table of a damaged file, read in the order of their keys. Where a page cannot be read, the next key
 * that can be is looked for: further and further away until one is found, then back by halves.
 */
final class SalvagedRows {
    private static final long FURTHEST = 1L << 40;

    private final Connection reader;
    private final Connection writer;
    private final String table;
    private long first = -1;
    private long last = -1;
    private long saved;
    private boolean cut;

    SalvagedRows(Connection reader, Connection writer, String table) {
        this.reader = reader;
        this.writer = writer;
        this.table = table;
    }

    SalvagedTable copy() throws SQLException {
        List<String> columns = columns();
        String names = String.join(", ", columns);
        String insert = "INSERT OR IGNORE INTO " + table + " (" + names + ") VALUES (?"
                + ", ?".repeat(columns.size() - 1) + ")";
        boolean keyed = keyed();
        String select = "SELECT " + names + " FROM " + table
                + (keyed ? " WHERE " + columns.get(0) + " >= ? ORDER BY " + columns.get(0) : "");
        try (PreparedStatement add = writer.prepareStatement(insert)) {
            if (keyed) {
                copyKeyed(select, add, columns.size());
            } else {
                copyWhole(select, add, columns.size());
            }
        }
        long missing = keyed && saved > 0 ? last - first + 1 - saved : 0;
        return new SalvagedTable(table, saved, missing, cut);
    }

    private void copyKeyed(String select, PreparedStatement add, int columns) throws SQLException {
        long next = 0;
        while (next >= 0) {
            try (PreparedStatement query = reader.prepareStatement(select)) {
                query.setLong(1, next);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        next = row.getLong(1) + 1;
                        take(row, add, columns);
                    }
                }
                return;
            } catch (SQLException e) {
                cut = true;
                next = nextReadable(select, next);
            }
        }
    }

    private void copyWhole(String select, PreparedStatement add, int columns) throws SQLException {
        try (PreparedStatement query = reader.prepareStatement(select);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                take(row, add, columns);
            }
        } catch (SQLException e) {
            cut = true;
        }
    }

    /** The smallest key from which rows can be read again; negative where there is none. */
    private long nextReadable(String select, long damaged) {
        long bad = damaged;
        long step = 1;
        while (!readable(select, damaged + step)) {
            bad = damaged + step;
            step *= 2;
            if (step > FURTHEST) {
                return -1;
            }
        }
        long good = damaged + step;
        while (good - bad > 1) {
            long middle = bad + (good - bad) / 2;
            if (readable(select, middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good;
    }

    private boolean readable(String select, long from) {
        try (PreparedStatement query = reader.prepareStatement(select)) {
            query.setLong(1, from);
            try (ResultSet row = query.executeQuery()) {
                return !row.next() || row.getLong(1) >= from;
            }
        } catch (SQLException e) {
            return false;
        }
    }

    /** A row that the new file would not take, or whose readings cannot be unpacked, is lost alone. */
    private void take(ResultSet row, PreparedStatement add, int columns) throws SQLException {
        long key = row.getLong(1);
        for (int column = 1; column <= columns; column++) {
            add.setObject(column, row.getObject(column));
        }
        try {
            if (table.equals("block")) {
                AllPoints.checkBlock(row.getBytes("body"));
            } else if (table.equals("arrival")) {
                AllPoints.checkArrival(row.getBytes("body"));
            } else if (table.equals("minute")) {
                AllMinutes.check(row.getBytes("body"));
            }
            saved += add.executeUpdate();
        } catch (SQLException e) {
            if (!rowIsToBlame(e)) {
                throw new BackupFailed("The new file cannot be written: " + e.getMessage(), e);
            }
            cut = true;
        }
        first = first < 0 ? key : first;
        last = key;
    }

    private static boolean rowIsToBlame(SQLException e) {
        int code = e.getErrorCode() & 0xFF;
        return code == 0
                || code == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                || code == SQLiteErrorCode.SQLITE_MISMATCH.code;
    }

    private List<String> columns() throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = writer.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (row.next()) {
                columns.add(row.getString("name"));
            }
        }
        columns.remove(AllMinutes.MADE_ANEW);
        return columns;
    }

    /** Whether the first column is the one key, a whole number. */
    private boolean keyed() throws SQLException {
        try (Statement statement = writer.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FILTER (WHERE pk > 0) = 1"
                        + " AND max(cid = 0 AND pk = 1 AND type = 'INTEGER') FROM pragma_table_info('" + table
                        + "')")) {
            return row.getBoolean(1);
        }
    }
}
