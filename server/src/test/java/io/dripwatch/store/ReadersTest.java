package io.dripwatch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are used again, and those that are not. */
final class ReadersTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Database database;

    @SuppressWarnings("NullAway.Init")
    ReadersTest() {}

    @BeforeEach
    void open() {
        database = Database.in(folder);
    }

    @Test
    void oneAfterTheOtherIsAskedOfTheSameConnectionWhichSeesWhatCameMeanwhile() throws SQLException {
        try (Readers readers = new Readers(database, 1);
                Connection writer = database.writer();
                Statement statement = writer.createStatement()) {
            Connection first = readers.ask(connection -> connection);
            statement.execute("CREATE TABLE news (id INTEGER)");
            Connection second = readers.ask(connection -> {
                try (Statement asked = connection.createStatement()) {
                    asked.executeQuery("SELECT * FROM news").close();
                }
                return connection;
            });
            assertThat(second).isSameAs(first);
        }
    }

    @Test
    void noMoreAreKeptOpenThanWereAllowed() throws SQLException {
        List<Connection> used = new ArrayList<>();
        try (Readers readers = new Readers(database, 2)) {
            readers.ask(one -> readers.ask(two -> readers.ask(three -> used.addAll(List.of(one, two, three)))));
            assertThat(open(used)).isEqualTo(2);
        }
        assertThat(open(used)).isZero();
        try (Readers readers = new Readers(database, 0)) {
            assertThat(readers.ask(connection -> connection).isClosed()).isTrue();
        }
    }

    @Test
    void oneThatFailedIsClosedWhateverItWas() throws SQLException {
        List<Connection> used = new ArrayList<>();
        try (Readers readers = new Readers(database, 2)) {
            assertThatThrownBy(() -> readers.ask(connection -> {
                        used.add(connection);
                        throw new SQLException("as planned");
                    }))
                    .hasMessage("as planned");
            assertThatThrownBy(() -> readers.ask(connection -> {
                        used.add(connection);
                        throw new IllegalStateException("as planned, too");
                    }))
                    .hasMessage("as planned, too");
            assertThat(used).hasSize(2).doesNotHaveDuplicates();
            assertThat(open(used)).isZero();
        }
    }

    private static long open(List<Connection> connections) throws SQLException {
        long open = 0;
        for (Connection connection : connections) {
            open += connection.isClosed() ? 0 : 1;
        }
        return open;
    }
}
