package io.dripwatch.sim.load;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which messages the server said it keeps: one line {@code monitor sequence measuredAtMillis readings} each, appended
 * to a file. Written through at the latest after 100 ms.
 */
final class Ledger implements AutoCloseable {
    private static final long FLUSH_NANOS = 100_000_000;

    private final @Nullable OutputStream out;
    private long lastFlush = System.nanoTime();

    /** Opens the file for appending; with null it keeps nothing. */
    Ledger(@Nullable Path file) throws IOException {
        out = file == null ? null : new BufferedOutputStream(new FileOutputStream(file.toFile(), true), 1 << 16);
    }

    /** Adds a line; a ledger that cannot be written ends the load, since nothing it says later could be trusted. */
    void kept(int monitor, long sequence, long measuredAtMillis) {
        if (out == null) {
            return;
        }
        String line = monitor + " " + sequence + " " + measuredAtMillis + " " + Stencil.READINGS + "\n";
        try {
            out.write(line.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger cannot be written: " + e.getMessage(), e);
        }
    }

    void flushIfDue(long nowNanos) throws IOException {
        if (out != null && nowNanos - lastFlush >= FLUSH_NANOS) {
            out.flush();
            lastFlush = nowNanos;
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
