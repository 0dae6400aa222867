package io.dripwatch.record;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.store.Readers;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the journal, and makes something of each row. Blocks; any thread. */
final class JournalRows {
    private final Readers readers;

    JournalRows(Readers readers) {
        this.readers = readers;
    }

    /** What becomes of a row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Of rows with the place, kind and body of an event. */
    List<RoomEvent> events(String sql, Object... parameters) throws SQLException {
        return entries(sql, parameters).stream().map(Entry::event).toList();
    }

    /** The same with their places. */
    List<Entry> entries(String sql, Object... parameters) throws SQLException {
        return each(JournalRows::entry, sql, parameters);
    }

    static Entry entry(ResultSet row) throws SQLException {
        RoomEvent.Kind kind = RoomEvent.Kind.valueOf(row.getString(2));
        return new Entry(row.getLong(1), EventJson.read(kind, row.getString(3)));
    }

    <T> @Nullable T first(Row<T> shape, String sql, Object... parameters) throws SQLException {
        List<T> rows = each(shape, sql, parameters);
        return rows.isEmpty() ? null : rows.get(0);
    }

    <T> List<T> each(Row<T> shape, String sql, Object... parameters) throws SQLException {
        return readers.ask(connection -> {
            List<T> rows = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    query.setObject(i + 1, parameters[i]);
                }
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        rows.add(shape.of(row));
                    }
                }
            }
            return rows;
        });
    }
}
