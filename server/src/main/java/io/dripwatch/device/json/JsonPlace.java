package io.dripwatch.device.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSONPath, compiled once. One that begins with {@code $} starts at the whole message, one with {@code @} at the part
 * of it that is being read.
 */
public final class JsonPlace {
    private static final Configuration TREES = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    private final String written;
    private final JsonPath path;

    private JsonPlace(String written, JsonPath path) {
        this.written = written;
        this.path = path;
    }

    static boolean looksLikeOne(String text) {
        return text.startsWith("$") || text.startsWith("@");
    }

    /**
     * A path that may lead to several places.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static JsonPlace of(String written) {
        if (!looksLikeOne(written)) {
            throw new IllegalArgumentException("expected a path that begins with $ or @, got " + written);
        }
        try {
            return new JsonPlace(written, JsonPath.compile("$" + written.substring(1)));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("expected a JSONPath, got " + written + ": " + e.getMessage(), e);
        }
    }

    /**
     * A path that leads to one place.
     *
     * @throws IllegalArgumentException where it is none, or leads to several
     */
    static JsonPlace single(String written) {
        JsonPlace place = of(written);
        if (!place.path.isDefinite()) {
            throw new IllegalArgumentException("expected a path to one value, got one to several: " + written);
        }
        return place;
    }

    /** What stands there; null where there is no such place. */
    @Nullable
    JsonNode find(JsonNode message, JsonNode part) {
        return path.read(written.startsWith("@") ? part : message, TREES);
    }

    /** All that stands there: the entries of a list, or the one thing that is none. */
    List<JsonNode> all(JsonNode message, JsonNode part) {
        JsonNode found = find(message, part);
        if (found == null || found.isNull()) {
            return List.of();
        }
        List<JsonNode> all = new ArrayList<>();
        if (found.isArray()) {
            found.forEach(all::add);
        } else {
            all.add(found);
        }
        return all;
    }

    @Override
    public String toString() {
        return written;
    }
}
