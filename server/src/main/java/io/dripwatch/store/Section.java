package io.dripwatch.store;

import io.dripwatch.flow.Decision;
import java.sql.Connection;
import java.sql.SQLException;

/** One subject of the file: its tables, and how a decision is written to them. Called by the writing thread alone. */
public interface Section {

    /**
     * Makes the tables, if they are not there, and whatever is needed for writing. Called again with a new connection
     * after a commit failed: whatever was remembered of what was written before must be forgotten then.
     */
    void open(Connection connection) throws SQLException;

    /**
     * The file was written by an older version: changes what is different now, within the transaction that is open. The
     * tables are there.
     *
     * @param format of the file until now
     */
    default void carryOver(Connection connection, int format) throws SQLException {}

    /** Writes what a decision has for this section, within the transaction that is open. */
    void write(Decision decision) throws SQLException;

    /** All decisions of the transaction are written; what is better done for all of them at once is done now. */
    default void finish() throws SQLException {}

    /** The transaction is durable. */
    default void kept() {}
}
