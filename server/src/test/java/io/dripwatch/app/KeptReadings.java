package io.dripwatch.app;

import io.dripwatch.store.Database;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What stands in a store, read beside the server that writes it. */
final class KeptReadings {
    private static final String SERIES =
            "SELECT s.id, t.device, s.metric, s.site FROM series s JOIN stream t ON t.id = s.stream";

    private KeptReadings() {}

    /** Each reading as "device, MDC code, site, value". */
    static List<String> in(Path folder) throws SQLException {
        List<String> texts = new ArrayList<>();
        Database database = Database.existing(folder);
        try (EmbeddedHistory history = new EmbeddedHistory(database);
                Connection connection = database.reader();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SERIES)) {
            while (row.next()) {
                String of = row.getString(2) + " " + row.getInt(3) + " " + row.getInt(4) + " ";
                history.points(
                        row.getLong(1),
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        false,
                        Integer.MAX_VALUE,
                        (atMs, value, standing, receivedMs) -> texts.add(of + value));
            }
        }
        return texts;
    }
}
