package io.dripwatch.sim.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dripwatch.sim.patient.Vital;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Finds and reads stories: those that ship with the simulator by name, others by path. */
public final class Stories {
    private static final List<String> SHIPPED =
            List.of("quiet-session", "hypertensive-response", "desaturation-probe-off");
    private static final ObjectReader READER = YAMLMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .addModule(new SimpleModule().addKeyDeserializer(Vital.class, new VitalWord()))
            .build()
            .readerFor(Story.class);

    private Stories() {}

    /** The names of the stories that ship with the simulator. */
    public static List<String> shipped() {
        return SHIPPED;
    }

    /**
     * Reads a story.
     *
     * @param nameOrPath a shipped name, or the path of a YAML file
     * @throws IllegalArgumentException where there is no such story, or the file tells none; says why
     */
    public static Story find(String nameOrPath) {
        try {
            return read(nameOrPath);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("story " + nameOrPath + ": " + why(e), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("story " + nameOrPath + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Story read(String nameOrPath) throws IOException {
        if (SHIPPED.contains(nameOrPath)) {
            try (InputStream shipped = Stories.class.getResourceAsStream("/stories/" + nameOrPath + ".yaml")) {
                return READER.readValue(shipped);
            }
        }
        Path path = Path.of(nameOrPath);
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException(
                    "expected a YAML file or one of " + String.join(", ", SHIPPED) + ", got " + nameOrPath);
        }
        try (InputStream file = Files.newInputStream(path)) {
            return READER.readValue(file);
        }
    }

    private static String why(JsonProcessingException e) {
        Throwable cause = e.getCause();
        String what = cause instanceof IllegalArgumentException ? cause.getMessage() : e.getOriginalMessage();
        return what
                + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")");
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
