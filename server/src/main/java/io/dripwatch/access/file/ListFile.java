package io.dripwatch.access.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A list in a {@link SmallFile}, as {@code {"format":1,"KEY":[...]}}, the oldest first. What it does not know is
 * refused.
 *
 * @param <T> what an entry means
 */
public class ListFile<T> {
    private static final int FORMAT = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final SmallFile file;
    private final Shape<?, T> shape;

    /**
     * How the list stands there.
     *
     * @param key under which
     * @param what it holds, in the word of errors
     * @param type an entry as it is written
     * @param read what an entry means
     * @param write an entry that means it
     * @param <E> an entry as it is written
     * @param <T> what it means
     */
    public record Shape<E, T>(String key, String what, Class<E> type, Function<E, T> read, Function<T, E> write) {
        T meaning(JsonNode entry) throws JsonProcessingException {
            return read.apply(JSON.treeToValue(entry, type));
        }
    }

    /**
     * @param data the data directory
     * @param name of the file in it
     */
    public ListFile(Path data, String name, Shape<?, T> shape) {
        this.file = new SmallFile(data, name);
        this.shape = shape;
    }

    /** What stands in it; empty where there is none. */
    public final String text() {
        return file.text();
    }

    /**
     * What stands in it, those that are at an end among them.
     *
     * @throws FileUnusable where it cannot be read
     */
    public final List<T> all() {
        return all(text());
    }

    /**
     * What such a text says; none where it is empty.
     *
     * @throws FileUnusable where it says nothing of that kind
     */
    public final List<T> all(String text) {
        List<T> all = new ArrayList<>();
        if (text.isEmpty()) {
            return all;
        }
        try {
            for (JsonNode entry : entries(JSON.readTree(text))) {
                all.add(shape.meaning(entry));
            }
            return all;
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException | NullPointerException e) {
            throw file.unusable("holds no " + shape.what, e);
        }
    }

    private JsonNode entries(JsonNode content) {
        JsonNode format = content.path("format");
        if (!format.isInt() || format.intValue() != FORMAT) {
            throw new IllegalArgumentException("expected format " + FORMAT + ", got " + format);
        }
        JsonNode entries = content.path(shape.key);
        if (!entries.isArray() || content.size() != 2) {
            throw new IllegalArgumentException("expected format and a list of " + shape.key + ", got something else");
        }
        return entries;
    }

    /**
     * Replaces the list, durably.
     *
     * @throws FileUnusable where the file cannot be read or written; then it is as it was
     */
    public final void change(UnaryOperator<List<T>> change) {
        file.change(text -> {
            List<?> entries = change.apply(all(text)).stream().map(shape.write).toList();
            try {
                return JSON.writeValueAsString(
                        JSON.createObjectNode().put("format", FORMAT).set(shape.key, JSON.valueToTree(entries)));
            } catch (JsonProcessingException e) {
                throw file.unusable("cannot be written", e);
            }
        });
    }
}
