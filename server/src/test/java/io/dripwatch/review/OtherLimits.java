package io.dripwatch.review;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dripwatch.session.Limit.Side;
import io.dripwatch.session.Protocol;
import io.dripwatch.vitals.Measure;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Scale;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Consumer;

/** A protocol as it was, with some of its limits changed. */
public final class OtherLimits {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule().addDeserializer(Measure.class, new MeasureReader()))
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private static final class MeasureReader extends StdDeserializer<Measure> {
        private static final long serialVersionUID = 1L;

        MeasureReader() {
            super(Measure.class);
        }

        @Override
        public Measure deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String name = json.getValueAsString("");
            return Arrays.stream(Scale.values()).anyMatch(scale -> scale.name().equals(name))
                    ? Scale.valueOf(name)
                    : Metric.valueOf(name);
        }
    }

    private final ObjectNode protocol;

    private OtherLimits(ObjectNode protocol) {
        this.protocol = protocol;
    }

    public static OtherLimits of(Protocol protocol) {
        return new OtherLimits(JSON.valueToTree(protocol));
    }

    /** Moves a limit, in the metric's unit or from the baseline, and its clear limit by as much. */
    public OtherLimits move(Metric metric, Side side, Priority priority, double sound) {
        return change(metric, side, priority, limit -> {
            double by = sound - limit.path("sound").path("amount").asDouble();
            ((ObjectNode) limit.path("sound")).put("amount", sound);
            ((ObjectNode) limit.path("clear"))
                    .put("amount", limit.path("clear").path("amount").asDouble() + by);
        });
    }

    /** Waits longer with a limit. */
    public OtherLimits wait(Metric metric, Side side, Priority priority, Duration more) {
        return change(metric, side, priority, limit -> {
            ObjectNode delay = (ObjectNode) limit.path("delay");
            Duration before = Duration.parse(delay.path("condition").asText());
            delay.put("condition", before.plus(more).toString());
        });
    }

    /** Gives a limit another priority. */
    public OtherLimits rank(Metric metric, Side side, Priority priority, Priority other) {
        return change(metric, side, priority, limit -> limit.put("priority", other.name()));
    }

    /** Drops a limit. */
    public OtherLimits drop(Metric metric, Side side, Priority priority) {
        int before = limits().size();
        for (Iterator<JsonNode> all = limits().elements(); all.hasNext(); ) {
            if (is(all.next(), metric, side, priority)) {
                all.remove();
            }
        }
        return checked(limits().size() < before, metric);
    }

    /** Adds a limit like another one, on a side and at a number of its own. */
    public OtherLimits copy(Metric metric, Side side, Priority priority, Side other, double sound) {
        for (JsonNode limit : limits().deepCopy()) {
            if (is(limit, metric, side, priority)) {
                ObjectNode copy = (ObjectNode) limit;
                copy.put("side", other.name());
                ((ObjectNode) copy.path("sound")).put("amount", sound);
                ((ObjectNode) copy.path("clear")).put("amount", sound);
                limits().add(copy);
                return this;
            }
        }
        return checked(false, metric);
    }

    public Protocol protocol() {
        return JSON.convertValue(protocol, Protocol.class);
    }

    private OtherLimits change(Metric metric, Side side, Priority priority, Consumer<ObjectNode> change) {
        boolean found = false;
        for (JsonNode limit : limits()) {
            if (is(limit, metric, side, priority)) {
                change.accept((ObjectNode) limit);
                found = true;
            }
        }
        return checked(found, metric);
    }

    private OtherLimits checked(boolean found, Metric metric) {
        if (!found) {
            throw new IllegalArgumentException("expected such a limit of " + metric.id() + ", found none");
        }
        return this;
    }

    private ArrayNode limits() {
        return (ArrayNode) protocol.path("limits");
    }

    private static boolean is(JsonNode limit, Metric metric, Side side, Priority priority) {
        return limit.path("metric").asText().equals(metric.name())
                && limit.path("side").asText().equals(side.name())
                && limit.path("priority").asText().equals(priority.name());
    }
}
