package io.dripwatch.sim.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Reads the server's JSON answers. */
final class JsonAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonAnswers() {}

    /** What became of the message with this number; null where the answer is to another one. */
    static @Nullable Answer to(String controlId, String text) {
        try {
            JsonNode answer = JSON.readTree(text);
            if (!answer.path("seq").asText().equals(controlId)) {
                return null;
            }
            if (answer.hasNonNull("error")) {
                return Answer.NOT_KEPT;
            }
            return answer.path("kept").asInt() > 0 ? Answer.ACCEPTED : Answer.REJECTED;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
