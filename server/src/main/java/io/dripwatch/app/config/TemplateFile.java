package io.dripwatch.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.device.json.Template;
import io.dripwatch.device.json.Templates;
import io.dripwatch.flow.RoomPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How JSON of others becomes reports, in an engineer's YAML, held to {@code templates/template.schema.json}. */
public final class TemplateFile {
    /** The templates that come with the server; none is in use unless it is named. */
    public static final List<String> SHIPPED = List.of("sparkplug-json", "iot-central", "iot-hub");

    private static final SchemaCheck SCHEMA =
            new SchemaCheck(Yaml.tree(resource("template.schema.json"), "template.schema.json"));

    private TemplateFile() {}

    /**
     * The templates of a server, in their order.
     *
     * @param named files relative to {@code beside}, or ids of templates that ship; null for none
     * @param room whose chairs they may name
     * @throws ConfigError where one cannot be used, or two have one id
     */
    static Templates all(@Nullable List<String> named, Path beside, RoomPlan room) {
        List<Template> all = new ArrayList<>();
        for (String name : named == null ? List.<String>of() : named) {
            Template template = SHIPPED.contains(name) ? shipped(name, room) : read(beside.resolve(name), room);
            if (all.stream().anyMatch(other -> other.id().equals(template.id()))) {
                throw new ConfigError("devices.templates: two templates have the id " + template.id());
            }
            all.add(template);
        }
        return new Templates(all);
    }

    /** The template of this id that comes with the server. */
    public static Template shipped(String id, RoomPlan room) {
        return parse(resource(id + ".yaml"), "template " + id, room);
    }

    /**
     * Reads a file.
     *
     * @throws ConfigError naming the file, the place and what was expected
     */
    public static Template read(Path file, RoomPlan room) {
        try {
            return parse(Files.readString(file), file.toString(), room);
        } catch (IOException e) {
            throw new ConfigError("The template " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether a document means to be a template, and no profile of an HL7 family. */
    public static boolean isOne(Path file) {
        try {
            JsonNode tree = Yaml.tree(Files.readString(file), file.toString());
            return tree.has("readings") || tree.has("topics");
        } catch (IOException e) {
            throw new ConfigError("The file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads one.
     *
     * @param what names it in errors
     * @throws ConfigError naming the place and what was expected
     */
    public static Template parse(String yaml, String what, RoomPlan room) {
        JsonNode tree = Yaml.tree(yaml, what);
        String problem = SCHEMA.problem(tree);
        if (problem != null) {
            throw new ConfigError(what + ": " + problem);
        }
        try {
            return Yaml.read(tree, TemplateText.class, what).template(room);
        } catch (IllegalArgumentException e) {
            throw new ConfigError(what + ": " + e.getMessage(), e);
        }
    }

    private static String resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(TemplateFile.class.getResourceAsStream("/templates/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigError("The resource " + name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
