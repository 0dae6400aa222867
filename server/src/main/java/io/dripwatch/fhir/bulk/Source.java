package io.dripwatch.fhir.bulk;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** Where an export reads from. Blocks on the store. */
public interface Source {

    /** Takes resources as JSON, each in one piece without a line break. */
    interface Lines {
        /** One or more whole resources, a line break after each. */
        void write(Buffer lines, int count) throws IOException;
    }

    /** Hands over all resources of a type that belong to an order, a bounded number of them in memory. */
    void all(String type, Order order, Lines lines) throws IOException;
}
