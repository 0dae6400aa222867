package io.dripwatch.wording;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the server says, in one other language: each English text of the program with the same in that language, where
 * {} stands for whatever is there.
 */
final class Catalogue {
    private static final JsonMapper YAML = new JsonMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
    private static final Pattern HOLE = Pattern.compile("\\{}");
    /** What was looked up before; begun anew where it holds so many. */
    private static final int MOST_REMEMBERED = 4_000;

    private static final int FEWEST_LETTERS = 8;

    private final Map<String, String> messages;
    private final List<Template> templates;
    private final Map<String, String> remembered = new ConcurrentHashMap<>();

    /** A message with holes, as it finds itself in a whole sentence. */
    private record Template(Pattern english, String said) {}

    private Catalogue(Map<String, String> messages) {
        this.messages = messages;
        this.templates = messages.entrySet().stream()
                .filter(entry -> HOLE.matcher(entry.getKey()).find() && telling(entry.getKey()))
                .sorted(Comparator.comparing(entry -> -entry.getKey().length()))
                .map(entry -> new Template(pattern(entry.getKey()), entry.getValue()))
                .toList();
    }

    /** The catalogue of a language other than English. */
    static Catalogue of(Language language) {
        String name = "/messages/" + language.code() + ".yaml";
        try (InputStream file = Catalogue.class.getResourceAsStream(name)) {
            return new Catalogue(YAML.readValue(file, new TypeReference<LinkedHashMap<String, String>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("the messages of " + name + " are part of the program", e);
        }
    }

    Map<String, String> messages() {
        return messages;
    }

    /** The message for a text of the program; null where there is none. */
    @Nullable
    String of(String english) {
        return messages.get(english);
    }

    /** A sentence that was put together in English before it came here; what no message knows stays as it is. */
    String told(String english) {
        String known = remembered.get(english);
        if (known != null) {
            return known;
        }
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        String told = messages.containsKey(english) ? messages.get(english) : found(english);
        remembered.put(english, told);
        return told;
    }

    private String found(String english) {
        for (Template template : templates) {
            Matcher found = template.english.matcher(english);
            if (found.matches()) {
                return filled(template.said, found);
            }
        }
        return english;
    }

    private String filled(String pattern, Matcher found) {
        StringBuilder whole = new StringBuilder();
        Matcher holes = HOLE.matcher(pattern);
        for (int part = 1; holes.find(); part++) {
            String inner = found.group(part);
            holes.appendReplacement(whole, Matcher.quoteReplacement(messages.getOrDefault(inner, inner)));
        }
        return holes.appendTail(whole).toString();
    }

    /** A message of a few letters would be found in sentences that it has nothing to do with. */
    private static boolean telling(String message) {
        return message.chars().filter(Character::isLetter).count() >= FEWEST_LETTERS;
    }

    private static Pattern pattern(String key) {
        StringBuilder pattern = new StringBuilder();
        int from = 0;
        Matcher holes = HOLE.matcher(key);
        while (holes.find()) {
            pattern.append(Pattern.quote(key.substring(from, holes.start()))).append("(.+?)");
            from = holes.end();
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(key.substring(from))).toString(), Pattern.DOTALL);
    }
}
