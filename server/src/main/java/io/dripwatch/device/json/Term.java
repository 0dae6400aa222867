package io.dripwatch.device.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a template finds something: a path into the message, or text that may speak of levels of the topic in braces,
 * such as {@code INFUSION^^{bed}}.
 */
public final class Term {
    private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");

    /** What a term is looked up in: the message, the part of it that is being read, the named levels of its topic. */
    record Scope(JsonNode message, JsonNode part, Map<String, String> topic) {
        Scope of(JsonNode smaller) {
            return new Scope(message, smaller, topic);
        }
    }

    private final String written;
    private final @Nullable JsonPlace path;
    private final Set<String> names = new HashSet<>();

    private Term(String written, @Nullable JsonPlace path) {
        this.written = written;
        this.path = path;
    }

    /**
     * Reads a term.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static Term of(String written) {
        if (JsonPlace.looksLikeOne(written)) {
            return new Term(written, JsonPlace.single(written));
        }
        Term text = new Term(written, null);
        Matcher matcher = NAME.matcher(written);
        while (matcher.find()) {
            text.names.add(matcher.group(1));
        }
        return text;
    }

    /** Null for a null. */
    public static @Nullable Term ofNullable(@Nullable String written) {
        return written == null ? null : of(written);
    }

    /** The levels of the topic that it speaks of. */
    Set<String> names() {
        return names;
    }

    /** What stands there: null where there is no such place in the message. */
    @Nullable
    JsonNode find(Scope scope) {
        if (path != null) {
            return path.find(scope.message(), scope.part());
        }
        return TextNode.valueOf(
                names.isEmpty() ? written : NAME.matcher(written).replaceAll(name -> level(scope, name.group(1))));
    }

    private static String level(Scope scope, String name) {
        return Matcher.quoteReplacement(scope.topic().getOrDefault(name, ""));
    }

    /** The same text in every message; null where it depends on the message. */
    public @Nullable String constant() {
        return path == null && names.isEmpty() ? written : null;
    }

    @Override
    public String toString() {
        return written;
    }
}
