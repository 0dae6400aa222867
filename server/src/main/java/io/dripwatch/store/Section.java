package io.dripwatch.store;

import io.dripwatch.flow.Decision;
import java.sql.Connection;
import java.sql.SQLException;

/** One subject of the file: its tables, and how a decision is written to them. Called by the writing thread alone. */
public interface Section {

    /** Makes the tables, if they are not there, and whatever is needed for writing. */
    void open(Connection connection) throws SQLException;

    /** Writes what a decision has for this section, within the transaction that is open. */
    void write(Decision decision) throws SQLException;

    /** The transaction was rolled back: whatever was remembered of it must be forgotten. */
    void rolledBack() throws SQLException;
}
