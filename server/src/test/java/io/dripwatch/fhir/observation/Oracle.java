package io.dripwatch.fhir.observation;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dripwatch.fhir.rest.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/** What HAPI FHIR, written by others, makes of our JSON. */
public final class Oracle {
    public static final FhirContext CONTEXT = FhirContext.forR4();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Oracle() {}

    public static String write(Lane lane, Observed observed) {
        JsonBytes out = new JsonBytes();
        new ObservationWriter(out).write(new LaneText(lane), observed);
        return new String(out.copy(), StandardCharsets.UTF_8);
    }

    public static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("expected JSON, got " + json, e);
        }
    }

    /** The same resource as HAPI reads it and writes it again. */
    public static String again(String json) {
        return CONTEXT.newJsonParser()
                .setOverrideResourceIdWithBundleEntryFullUrl(false)
                .encodeResourceToString(CONTEXT.newJsonParser().parseResource(json));
    }

    /** Whether two trees are the same; times by the moment, numbers by the value. */
    public static boolean same(JsonNode a, JsonNode b) {
        Comparator<JsonNode> byMeaning = (left, right) -> {
            if (left.isNumber() && right.isNumber()) {
                return left.decimalValue().compareTo(right.decimalValue());
            }
            return left.equals(right) ? 0 : 1;
        };
        return a.equals(byMeaning, b);
    }
}
