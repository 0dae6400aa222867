package io.dripwatch.sim.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * What the server says in JSON of one message.
 *
 * @param seq the number of the message; empty where the answer has none
 * @param answer what became of the message
 * @param refused how many of its readings were refused
 */
public record JsonAnswer(String seq, Answer answer, int refused) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads an answer; null where this is none. */
    public static @Nullable JsonAnswer read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            Answer answer = json.hasNonNull("error")
                    ? Answer.NOT_KEPT
                    : json.path("kept").asInt() > 0 ? Answer.ACCEPTED : Answer.REJECTED;
            return new JsonAnswer(
                    json.path("seq").asText(), answer, json.path("refused").size());
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
