package io.dripwatch.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.device.hl7.SourceProfile;
import io.dripwatch.flow.RoomPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known of a family of devices, in an engineer's YAML, held to {@code profiles/profile.schema.json}. */
public final class ProfileFile {
    /** The profiles that come with the server; of two that fit a message the first counts. */
    static final List<String> SHIPPED = List.of(
            "mindray-pds",
            "philips-mdil",
            "philips-efficia",
            "philips-piic",
            "mindray-egateway",
            "nihon-kohden",
            "edan",
            "comen",
            "ge-carescape",
            "icu-medical",
            "bbraun-space",
            "welch-allyn",
            "vital-recorder",
            "ihe-pcd");

    private static final SchemaCheck SCHEMA =
            new SchemaCheck(Yaml.tree(resource("/profiles/profile.schema.json"), "profile.schema.json"));

    private ProfileFile() {}

    /**
     * The profiles of a server: a site's own in their order, then those that ship and are not replaced.
     *
     * @param named files relative to {@code beside}; null for none
     * @param room whose chairs they may name
     * @throws ConfigError where one cannot be used, or two have one id
     */
    static List<SourceProfile> all(@Nullable List<String> named, Path beside, RoomPlan room) {
        Map<String, SourceProfile> byId = new LinkedHashMap<>();
        for (String name : named == null ? List.<String>of() : named) {
            SourceProfile own = read(beside.resolve(name), room);
            if (byId.put(own.id(), own) != null) {
                throw new ConfigError("mllp.profiles: two profiles have the id " + own.id());
            }
        }
        SHIPPED.forEach(id -> byId.computeIfAbsent(id, shipped -> shipped(shipped, room)));
        return List.copyOf(byId.values());
    }

    /** The profile of this id that comes with the server. */
    static SourceProfile shipped(String id, RoomPlan room) {
        return parse(resource("/profiles/" + id + ".yaml"), "profile " + id, room);
    }

    /**
     * Reads a file.
     *
     * @throws ConfigError naming the file, the place and what was expected
     */
    public static SourceProfile read(Path file, RoomPlan room) {
        try {
            return parse(Files.readString(file), file.toString(), room);
        } catch (IOException e) {
            throw new ConfigError("The profile " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static SourceProfile parse(String yaml, String what, RoomPlan room) {
        JsonNode tree = Yaml.tree(yaml, what);
        String problem = SCHEMA.problem(tree);
        if (problem != null) {
            throw new ConfigError(what + ": " + problem);
        }
        try {
            return Yaml.read(tree, ProfileText.class, what).profile(room);
        } catch (IllegalArgumentException e) {
            throw new ConfigError(what + ": " + e.getMessage(), e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ProfileFile.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigError("The resource " + name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
