package io.dripwatch.fhir.bulk;

import io.dripwatch.fhir.rest.Chunks;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of an export for those who cannot read it compressed, unpacked piece by piece. */
public final class Unpacked implements Chunks {
    private static final int CHUNK = 64 * 1024;

    private final InputStream file;
    private boolean done;

    /**
     * A file that is being read.
     *
     * @throws UncheckedIOException where it cannot be read
     */
    public Unpacked(Path file) {
        try {
            this.file = new GZIPInputStream(Files.newInputStream(file), CHUNK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Buffer next() {
        try {
            byte[] chunk = file.readNBytes(CHUNK);
            done = chunk.length < CHUNK;
            if (done) {
                file.close();
            }
            return Buffer.buffer(chunk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean done() {
        return done;
    }
}
