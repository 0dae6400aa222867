package io.dripwatch.app.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Reads YAML strictly: an unknown key stops the start with a sentence that names it and the nearest valid one. */
final class Yaml {
    private static final JsonMapper YAML = JsonMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private Yaml() {}

    /**
     * The document as a tree.
     *
     * @throws ConfigError naming {@code what} and the line, where it is not YAML
     */
    static JsonNode tree(String text, String what) {
        try {
            return YAML.readTree(text);
        } catch (JacksonException e) {
            throw new ConfigError(what + ": " + sentence(e), e);
        }
    }

    /**
     * The document as a record.
     *
     * @throws ConfigError naming {@code what}, the key and what was expected
     */
    static <T> T read(JsonNode tree, Class<T> type, String what) {
        try {
            return YAML.treeToValue(tree, type);
        } catch (UnrecognizedPropertyException e) {
            throw new ConfigError(what + ": " + unknownKey(e), e);
        } catch (JacksonException e) {
            throw new ConfigError(what + ": " + sentence(e), e);
        }
    }

    private static String unknownKey(UnrecognizedPropertyException e) {
        String path = path(e);
        Collection<Object> known = e.getKnownPropertyIds() == null ? List.of() : e.getKnownPropertyIds();
        String nearest = Words.nearest(
                e.getPropertyName(), known.stream().map(String::valueOf).toList());
        return "unknown key " + path + (nearest.isEmpty() ? "" : "; did you mean " + nearest + "?");
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static String sentence(JacksonException e) {
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException) {
            return String.valueOf(cause.getMessage());
        }
        String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
        String where = path.isEmpty() && e.getLocation() != null
                ? "line " + e.getLocation().getLineNr()
                : path;
        return (where.isEmpty() ? "" : where + ": ")
                + e.getOriginalMessage().lines().findFirst().orElse("unreadable");
    }
}
