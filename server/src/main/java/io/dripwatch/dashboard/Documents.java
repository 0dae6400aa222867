package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;

/** Writes whole documents that are shown as they are; moments are epoch milliseconds. */
final class Documents {
    static final ObjectMapper JSON = new ObjectMapper().registerModule(new SimpleModule().addSerializer(new Moment()));

    private Documents() {}

    private static final class Moment extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        Moment() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant at, JsonGenerator json, SerializerProvider unused) throws IOException {
            json.writeNumber(at.toEpochMilli());
        }
    }
}
