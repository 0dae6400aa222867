package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.junit.jupiter.api.Test;

/**
 * Compares the bill of materials of the jar with the advisories of the GitHub Advisory Database that a package of the
 * registry brings along, or with a newer file of the same form ({@code -Ddripwatch.advisories=FILE}, security.md).
 */
class KnownVulnerabilitiesIT {
    private static final Path BILL = Path.of("target", "dripwatch-sbom.json");

    /**
     * A range of versions that an advisory speaks of.
     *
     * @param fixed the first version that is free of it; empty where there is none
     * @param last the last that has it; empty where a fixed one is named or nothing is known
     */
    private record Advisory(String id, String of, String summary, String from, String fixed, String last) {
        /** From: identifier, date, summary, package, introduced, fixed, last affected (left out by older files), severity. */
        static Advisory of(CSVRecord row) {
            boolean older = row.get(6).matches("[A-Z]+");
            return new Advisory(row.get(0), row.get(3), row.get(2), row.get(4), row.get(5), older ? "" : row.get(6));
        }

        boolean concerns(String version) {
            ComparableVersion asked = new ComparableVersion(version);
            return !summary.startsWith("Withdrawn Advisory")
                    && asked.compareTo(new ComparableVersion(from)) >= 0
                    && (fixed.isEmpty() || asked.compareTo(new ComparableVersion(fixed)) < 0)
                    && (last.isEmpty() || asked.compareTo(new ComparableVersion(last)) <= 0);
        }
    }

    @Test
    void nothingInTheJarHasAnAdvisory() throws IOException {
        Map<String, String> components = components();
        assertThat(components).containsKeys("io.netty:netty-codec-http", "io.vertx:vertx-core");
        assertThat(against(components)).isEmpty();
    }

    @Test
    void aVersionThatHasOneIsFoundAndItsRepairIsNot() throws IOException {
        String log4j = "org.apache.logging.log4j:log4j-core";
        assertThat(against(Map.of(log4j, "2.14.1"))).anyMatch(found -> found.contains("CVE-2021-44228"));
        assertThat(against(Map.of(log4j, "2.25.3"))).isEmpty();
    }

    private static Map<String, String> components() throws IOException {
        Map<String, String> components = new TreeMap<>();
        JsonObject bill = new JsonObject(Files.readString(BILL));
        for (Object each : bill.getJsonArray("components")) {
            JsonObject component = (JsonObject) each;
            components.put(
                    component.getString("group") + ":" + component.getString("name"), component.getString("version"));
        }
        return components;
    }

    private static List<String> against(Map<String, String> components) throws IOException {
        List<String> found = new ArrayList<>();
        try (InputStream file = advisories();
                CSVParser rows = CSVFormat.DEFAULT.parse(
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)))) {
            for (CSVRecord row : rows) {
                Advisory advisory = Advisory.of(row);
                String version = components.get(advisory.of());
                if (version != null && advisory.concerns(version)) {
                    found.add(advisory.of() + " " + version + ": " + advisory.id() + " " + advisory.summary());
                }
            }
        }
        return found;
    }

    private static InputStream advisories() throws IOException {
        String newer = System.getProperty("dripwatch.advisories", "");
        return newer.isEmpty()
                ? Objects.requireNonNull(
                        KnownVulnerabilitiesIT.class.getResourceAsStream("/advisories-maven.csv"),
                        "the advisories of rewrite-java-dependencies")
                : Files.newInputStream(Path.of(newer));
    }
}
