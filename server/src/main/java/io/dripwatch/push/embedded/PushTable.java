package io.dripwatch.push.embedded;

import io.dripwatch.flow.Decision;
import io.dripwatch.push.Marks;
import io.dripwatch.store.Database;
import io.dripwatch.store.Section;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Marks in two tables, written by the thread of the store with whatever is committed next: a mark is never durable
 * before that which it stands behind.
 */
public final class PushTable implements Section, Marks {
    /** Of what was set aside for one destination, the last so many are remembered. */
    private static final int MOST_ASIDE = 1_000;

    private static final int MOST_CHARACTERS = 500;

    private final Object lock = new Object();
    private final Map<String, String> marks = new HashMap<>();
    private final Map<String, String> unwritten = new HashMap<>();
    private final List<Aside> unwrittenAside = new ArrayList<>();
    private Map<String, String> writing = Map.of();
    private List<Aside> writingAside = List.of();
    private @Nullable Opened opened;

    /** What one destination did not want. */
    public record Aside(String destination, SetAside item) {}

    /** What belongs to one connection. */
    private record Opened(PreparedStatement mark, PreparedStatement aside, PreparedStatement forget) {}

    @Override
    public void open(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS push_mark (destination TEXT PRIMARY KEY, mark TEXT NOT NULL)"
                    + " STRICT");
            statement.execute("CREATE TABLE IF NOT EXISTS push_aside (id INTEGER PRIMARY KEY,"
                    + " destination TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL, why TEXT NOT NULL) STRICT");
            synchronized (lock) {
                putBack();
                try (ResultSet row = statement.executeQuery("SELECT destination, mark FROM push_mark")) {
                    while (row.next()) {
                        marks.putIfAbsent(row.getString(1), row.getString(2));
                    }
                }
            }
        }
        opened = new Opened(
                connection.prepareStatement("INSERT OR REPLACE INTO push_mark VALUES (?, ?)"),
                connection.prepareStatement("INSERT INTO push_aside (destination, name, at, why) VALUES (?, ?, ?, ?)"),
                connection.prepareStatement("DELETE FROM push_aside WHERE destination = ? AND id NOT IN (SELECT id FROM"
                        + " push_aside WHERE destination = ? ORDER BY id DESC LIMIT " + MOST_ASIDE + ")"));
    }

    /** What was set aside and is remembered, the oldest first. Blocks. */
    public static List<Aside> setAside(Database database) throws SQLException {
        List<Aside> all = new ArrayList<>();
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement()) {
            if (!Database.hasTable(connection, "push_aside")) {
                return all;
            }
            try (ResultSet row =
                    statement.executeQuery("SELECT destination, name, at, why FROM push_aside ORDER BY id")) {
                while (row.next()) {
                    Instant at = Instant.ofEpochMilli(row.getLong(3));
                    all.add(new Aside(row.getString(1), new SetAside(row.getString(2), at, row.getString(4))));
                }
            }
        }
        return all;
    }

    /** The transaction that was to write them has failed. */
    private void putBack() {
        writing.forEach(unwritten::putIfAbsent);
        unwrittenAside.addAll(0, writingAside);
        writing = Map.of();
        writingAside = List.of();
    }

    @Override
    public void write(Decision decision) {}

    @Override
    public void finish() throws SQLException {
        Map<String, String> newMarks;
        List<Aside> newAside;
        synchronized (lock) {
            newMarks = Map.copyOf(unwritten);
            newAside = List.copyOf(unwrittenAside);
            unwritten.clear();
            unwrittenAside.clear();
            writing = newMarks;
            writingAside = newAside;
        }
        if (opened == null) {
            throw new IllegalStateException("the table of marks is not open");
        }
        for (Map.Entry<String, String> mark : newMarks.entrySet()) {
            update(opened.mark, mark.getKey(), mark.getValue());
        }
        for (Aside aside : newAside) {
            SetAside item = aside.item;
            update(opened.aside, aside.destination, item.name(), item.at().toEpochMilli(), clipped(item.why()));
            update(opened.forget, aside.destination, aside.destination);
        }
    }

    private static void update(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }

    private static String clipped(String why) {
        return why.length() <= MOST_CHARACTERS ? why : why.substring(0, MOST_CHARACTERS);
    }

    @Override
    public void kept() {
        synchronized (lock) {
            writing = Map.of();
            writingAside = List.of();
        }
    }

    @Override
    public @Nullable String of(String destination) {
        synchronized (lock) {
            return marks.get(destination);
        }
    }

    @Override
    public void advance(String destination, String mark) {
        synchronized (lock) {
            if (!mark.equals(marks.put(destination, mark))) {
                unwritten.put(destination, mark);
            }
        }
    }

    @Override
    public void setAside(String destination, SetAside item) {
        synchronized (lock) {
            unwrittenAside.add(new Aside(destination, item));
        }
    }
}
