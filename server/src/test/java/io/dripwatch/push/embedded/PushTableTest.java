package io.dripwatch.push.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.push.Marks;
import io.dripwatch.store.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PushTableTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    PushTableTest() {}

    @Test
    void aMarkIsThereAgainAfterARestart() throws SQLException {
        PushTable table = new PushTable();
        try (Connection connection = opened(table)) {
            assertThat(table.of("ehr")).isNull();
            table.advance("ehr", "1-1");
            table.advance("ehr", "2-1");
            table.advance("registry", "7-7");
            commit(table, connection);
        }
        PushTable after = new PushTable();
        opened(after).close();

        assertThat(after.of("ehr")).isEqualTo("2-1");
        assertThat(after.of("registry")).isEqualTo("7-7");
    }

    @Test
    void whatAFailedCommitWasToWriteIsWrittenByTheNext() throws SQLException {
        PushTable table = new PushTable();
        try (Connection connection = opened(table)) {
            table.advance("ehr", "1-1");
            table.setAside("ehr", new Marks.SetAside("Observation/1", NOW, "AR"));
            table.finish();
            connection.rollback();
        }
        try (Connection connection = opened(table)) {
            commit(table, connection);
        }
        PushTable after = new PushTable();
        try (Connection connection = opened(after)) {
            assertThat(after.of("ehr")).isEqualTo("1-1");
            assertThat(aside(connection)).isEqualTo(1);
        }
    }

    @Test
    void onlyTheLastThousandOfADestinationAreRememberedAsUnwanted() throws SQLException {
        PushTable table = new PushTable();
        try (Connection connection = opened(table)) {
            for (int i = 0; i < 1_100; i++) {
                table.setAside("ehr", new Marks.SetAside("Observation/" + i, NOW, "x".repeat(2_000)));
            }
            table.setAside("registry", new Marks.SetAside("Observation/1", NOW, "AR"));
            commit(table, connection);

            assertThat(aside(connection)).isEqualTo(1_001);
        }
    }

    private Connection opened(PushTable table) throws SQLException {
        Connection connection = Database.in(directory).writer();
        table.open(connection);
        connection.setAutoCommit(false);
        return connection;
    }

    private static void commit(PushTable table, Connection connection) throws SQLException {
        table.finish();
        connection.commit();
        table.kept();
    }

    private static int aside(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*), max(length(why)) FROM push_aside")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(2)).isLessThanOrEqualTo(500);
            return row.getInt(1);
        }
    }
}
