package io.dripwatch.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.vitals.Measure;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Scale;
import java.io.IOException;

/** Room events as JSON: what stands in the journal for as long as records must be kept. */
final class EventJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule().addDeserializer(Measure.class, new MeasureReader()))
            .addModule(new SentenceJson())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private EventJson() {}

    /** A metric or a scale, by the name of its constant. */
    private static final class MeasureReader extends StdDeserializer<Measure> {
        private static final long serialVersionUID = 1L;

        MeasureReader() {
            super(Measure.class);
        }

        @Override
        public Measure deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String name = json.getValueAsString("");
            for (Scale scale : Scale.values()) {
                if (scale.name().equals(name)) {
                    return scale;
                }
            }
            return Metric.valueOf(name);
        }
    }

    static String write(RoomEvent event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of kind " + event.kind() + " cannot be written as JSON", e);
        }
    }

    /**
     * The event that {@link #write} wrote.
     *
     * @throws IllegalStateException where the text is not such an event: the file was changed from outside
     */
    static RoomEvent read(RoomEvent.Kind kind, String json) {
        try {
            return JSON.readValue(json, kind.type());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of kind " + kind + " in the journal cannot be read", e);
        }
    }
}
