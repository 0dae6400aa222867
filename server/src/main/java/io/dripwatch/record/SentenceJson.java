package io.dripwatch.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Said;
import io.dripwatch.vitals.Sentence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sentences in the journal: {@code {"say":"{} {} < {}","with":[{"say":"SpO2"},{"value":84,"metric":"SPO2"},...]}}. What
 * a person or a device said is a text among the parts; a sentence without parts is a text, as all were in records of
 * before.
 */
final class SentenceJson extends SimpleModule {
    private static final long serialVersionUID = 1L;

    SentenceJson() {
        addSerializer(Sentence.class, new Writer());
        addDeserializer(Sentence.class, new Reader());
    }

    private static final class Writer extends StdSerializer<Sentence> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(Sentence.class);
        }

        @Override
        public void serialize(Sentence sentence, JsonGenerator json, SerializerProvider unused) throws IOException {
            if (sentence.parts().isEmpty()) {
                json.writeString(sentence.pattern());
            } else {
                write(sentence, json);
            }
        }

        private static void write(Sentence sentence, JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("say", sentence.pattern());
            if (!sentence.parts().isEmpty()) {
                json.writeArrayFieldStart("with");
                for (Said part : sentence.parts()) {
                    write(part, json);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }

        private static void write(Said part, JsonGenerator json) throws IOException {
            switch (part.kind()) {
                case SENTENCE -> write((Sentence) part, json);
                case TEXT -> json.writeString(((Said.Text) part).text());
                case AMOUNT -> amount((Said.Amount) part, json);
                case UNIT -> {
                    json.writeStartObject();
                    json.writeStringField("unit", ((Said.UnitOf) part).metric().name());
                    json.writeEndObject();
                }
            }
        }

        private static void amount(Said.Amount amount, JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeNumberField("value", amount.value());
            if (amount.metric() != null) {
                json.writeStringField("metric", amount.metric().name());
            }
            if (amount.change()) {
                json.writeBooleanField("change", true);
            }
            json.writeEndObject();
        }
    }

    private static final class Reader extends StdDeserializer<Sentence> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(Sentence.class);
        }

        @Override
        public Sentence deserialize(JsonParser json, DeserializationContext context) throws IOException {
            JsonNode node = json.readValueAsTree();
            return node.isTextual() ? Sentence.of(node.asText()) : sentence(node);
        }

        private static Sentence sentence(JsonNode node) {
            List<Said> parts = new ArrayList<>();
            node.path("with").forEach(part -> parts.add(part(part)));
            return new Sentence(node.path("say").asText(), parts);
        }

        private static Said part(JsonNode node) {
            if (node.isTextual()) {
                return new Said.Text(node.asText());
            }
            if (node.has("unit")) {
                return new Said.UnitOf(Metric.valueOf(node.path("unit").asText()));
            }
            return node.has("value") ? amount(node) : sentence(node);
        }

        private static Said amount(JsonNode node) {
            return new Said.Amount(
                    node.path("value").asDouble(),
                    node.has("metric") ? Metric.valueOf(node.path("metric").asText()) : null,
                    node.path("change").asBoolean());
        }
    }
}
