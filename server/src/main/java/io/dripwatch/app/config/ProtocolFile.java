package io.dripwatch.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.session.Protocol;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A protocol as a clinic writes it: YAML, held to {@code protocols/protocol.schema.json}. */
public final class ProtocolFile {
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolFile.class);

    /** The protocols that come with the server; the first is used where nobody names one. */
    static final List<String> SHIPPED =
            List.of("ketamine-mood", "ketamine-pain", "esketamine-spray", "iron-infusion", "monoclonal-antibody");

    private static final SchemaCheck SCHEMA =
            new SchemaCheck(Yaml.tree(resource("/protocols/protocol.schema.json"), "protocol.schema.json"));

    private ProtocolFile() {}

    /**
     * The protocols of a server by id: those that are named, in their order, then the rest of those that ship.
     *
     * @param named files relative to {@code beside}, or ids of protocols that ship; null for none
     * @throws ConfigError where one cannot be used, two have one id, or one does not replace what it should
     */
    public static Map<String, Protocol> all(@Nullable List<String> named, Path beside) {
        Map<String, Protocol> byId = new LinkedHashMap<>();
        for (String name : named == null ? List.<String>of() : named) {
            Protocol protocol = SHIPPED.contains(name) ? shipped(name) : replacing(read(beside.resolve(name)), name);
            if (byId.put(protocol.id(), protocol) != null) {
                throw new ConfigError("protocols: two protocols have the id " + protocol.id());
            }
        }
        SHIPPED.forEach(id -> byId.computeIfAbsent(id, ProtocolFile::shipped));
        return byId;
    }

    private static Protocol replacing(Protocol own, String name) {
        if (SHIPPED.contains(own.id()) && own.version() <= shipped(own.id()).version()) {
            throw new ConfigError("protocols: expected " + name + " to have a version above "
                    + shipped(own.id()).version() + ", so that it replaces the " + own.id()
                    + " that ships, got " + own.version());
        }
        return own;
    }

    /** The protocol of this id that comes with the server. */
    public static Protocol shipped(String id) {
        return parse(resource("/protocols/" + id + ".yaml"), "protocol " + id);
    }

    /**
     * Reads a file.
     *
     * @throws ConfigError naming the file, the place and what was expected
     */
    public static Protocol read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new ConfigError("The protocol " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static Protocol parse(String yaml, String what) {
        return of(Yaml.tree(yaml, what), what);
    }

    /**
     * The protocol of a document.
     *
     * @param what it is called in sentences
     * @throws ConfigError naming the place and what was expected
     */
    static Protocol of(JsonNode tree, String what) {
        String problem = SCHEMA.problem(tree);
        if (problem != null) {
            throw new ConfigError(what + ": " + problem);
        }
        try {
            return Yaml.read(tree, ProtocolText.class, what).protocol();
        } catch (IllegalArgumentException e) {
            throw new ConfigError(what + ": " + e.getMessage(), e);
        }
    }

    /** Tells the log of a protocol that a server uses. */
    public static void inUse(Protocol protocol) {
        LOG.info("A protocol is in use; id={} version={}, {}", protocol.id(), protocol.version(), signature(protocol));
    }

    /** "not signed off", or by whom and when. */
    public static String signature(Protocol protocol) {
        return protocol.signedOff() == null
                ? "not signed off"
                : "signed off by " + protocol.signedOff().by() + " on "
                        + protocol.signedOff().on();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ProtocolFile.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigError("The resource " + name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
