package io.dripwatch.sim.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dripwatch.sim.patient.Vital;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Finds and reads stories: those that ship with the simulator by name, others by path. */
public final class Stories {
    private static final List<String> SHIPPED = list();
    private static final ObjectReader READER = YAMLMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .addModule(new SimpleModule().addKeyDeserializer(Vital.class, new VitalWord()))
            .build()
            .readerFor(StoryFile.class);

    private Stories() {}

    /** The names of the stories that ship with the simulator. */
    public static List<String> shipped() {
        return SHIPPED;
    }

    /** One example of each sentence that a story may use. */
    public static List<String> sentences() {
        return Sentences.examples();
    }

    /**
     * Reads a story.
     *
     * @param nameOrPath a shipped name, or the path of a YAML file
     * @throws IllegalArgumentException where there is no such story, or the file tells none; says why
     */
    public static Story find(String nameOrPath) {
        try {
            Story story = read(nameOrPath);
            if (new Course(story).end().isNegative()) {
                throw new IllegalArgumentException("expected a story that ends after it begins");
            }
            return story;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("story " + nameOrPath + ": " + why(e), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("story " + nameOrPath + " cannot be read: " + e.getMessage(), e);
        } catch (NotTold e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("story " + nameOrPath + ": " + e.getMessage(), e);
        }
    }

    /** There is no such story at all. */
    private static final class NotTold extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        NotTold(String message) {
            super(message);
        }
    }

    private static Story read(String nameOrPath) throws IOException {
        if (SHIPPED.contains(nameOrPath)) {
            try (InputStream shipped = resource(nameOrPath + ".yaml")) {
                return story(shipped);
            }
        }
        Path path = Path.of(nameOrPath);
        if (!Files.isRegularFile(path)) {
            throw new NotTold("expected a YAML file or one of " + String.join(", ", SHIPPED) + ", got " + nameOrPath);
        }
        try (InputStream file = Files.newInputStream(path)) {
            return story(file);
        }
    }

    private static Story story(InputStream in) throws IOException {
        StoryFile file = READER.readValue(in);
        for (String missing : new String[] {"title", "see"}) {
            String text = missing.equals("title") ? file.title() : file.see();
            if (text == null || text.isBlank()) {
                throw new IllegalArgumentException("expected " + missing + ", got nothing");
            }
        }
        return file.read();
    }

    private static List<String> list() {
        try (InputStream names = resource("list.txt")) {
            return new String(names.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(name -> !name.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the list of shipped stories cannot be read", e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Stories.class.getResourceAsStream("/stories/" + name), name);
    }

    private static String why(JsonProcessingException e) {
        Throwable cause = e.getCause();
        String what = cause instanceof IllegalArgumentException ? cause.getMessage() : e.getOriginalMessage();
        if (e instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known = Objects.requireNonNullElse(unknown.getKnownPropertyIds(), List.of());
            String nearest = Nearest.to(
                    unknown.getPropertyName(),
                    known.stream().map(String::valueOf).toList());
            what = "unknown key " + path(unknown) + "; did you mean " + nearest + "?";
        }
        return what
                + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")");
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    /** Stories name a vital by its word, as in "spo2: 84". */
    private static final class VitalWord extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            for (Vital vital : Vital.values()) {
                if (vital.word().equals(key)) {
                    return vital;
                }
            }
            String words = Arrays.stream(Vital.values()).map(Vital::word).collect(Collectors.joining(", "));
            return context.handleWeirdKey(Vital.class, key, "expected one of " + words);
        }
    }
}
