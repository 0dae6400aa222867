package io.dripwatch.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections that read beside the writer. To open one costs more than most questions: those that answered are kept for
 * the next, up to a number. Any thread that may block.
 */
public final class Readers implements AutoCloseable {
    private final Database database;
    private final int mostIdle;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idling = new AtomicInteger();

    /** What is asked of a connection. */
    public interface Question<T> {
        T of(Connection connection) throws SQLException;
    }

    /**
     * Readers of a file.
     *
     * @param mostIdle how many are kept open while nobody asks, 0 or more; further ones are opened for one question
     */
    public Readers(Database database, int mostIdle) {
        this.database = database;
        this.mostIdle = mostIdle;
    }

    /**
     * Asks one of them.
     *
     * @throws SQLException where the file cannot be read; the connection is not used again
     */
    public <T> T ask(Question<T> question) throws SQLException {
        Connection connection = taken();
        try {
            T answer = question.of(connection);
            giveBack(connection);
            return answer;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void giveBack(Connection connection) throws SQLException {
        if (idling.incrementAndGet() <= mostIdle) {
            idle.push(connection);
        } else {
            idling.decrementAndGet();
            connection.close();
        }
    }

    private Connection taken() throws SQLException {
        Connection kept = idle.poll();
        if (kept == null) {
            return database.reader();
        }
        idling.decrementAndGet();
        return kept;
    }

    /** Closes those that nobody uses now. */
    @Override
    public void close() throws SQLException {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            idling.decrementAndGet();
            connection.close();
        }
    }
}
