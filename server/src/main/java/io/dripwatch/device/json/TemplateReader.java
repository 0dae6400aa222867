package io.dripwatch.device.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.json.ReadingsReader.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads messages of somebody else's making, each as its template says. Safe from every thread. */
public final class TemplateReader {
    private static final int DEEPEST = 40;
    private static final int MOST_VALUES = 20_000;
    private static final JsonMapper TREES = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Arrivals arrivals = new Arrivals();

    /**
     * What a server with this template makes of a file: one message, or one in each line.
     *
     * @param topic of all of them; null for one whose named levels say their names
     * @param now of readings of which nothing tells the time
     */
    public static List<Message> tried(byte[] file, Template template, @Nullable String topic, Instant now) {
        Map<String, String> levels = topic == null ? template.sampleLevels() : template.levels(topic);
        if (levels == null) {
            throw new IllegalArgumentException("expected a topic of the template, got " + topic);
        }
        TemplateReader reader = new TemplateReader();
        Templates.Match match = new Templates.Match(template, levels);
        String about = topic == null ? "" : topic;
        List<byte[]> lines = new String(file, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
        List<byte[]> messages = lines.stream().allMatch(TemplateReader::isJson) ? lines : List.of(file);
        return messages.stream()
                .map(message -> reader.read(message, about, match, now))
                .toList();
    }

    private static boolean isJson(byte[] text) {
        try (JsonParser in = TREES.createParser(text)) {
            return TREES.readTree(in) != null;
        } catch (IOException itIsNot) {
            return false;
        }
    }

    /** Reads a message. Never throws. */
    Message read(byte[] message, String topic, Templates.Match match, Instant receivedAt) {
        JsonNode tree;
        try (JsonParser in = TREES.createParser(message)) {
            tree = TREES.readTree(in);
        } catch (IOException e) {
            return ReadingsReader.notJson(e);
        }
        if (tree == null || tree.isMissingNode()) {
            return ReadingsReader.rejected(RefusalReason.UNREADABLE, "", "expected JSON, got an empty message");
        }
        return read(message, topic, tree, match, receivedAt);
    }

    private Message read(byte[] message, String topic, JsonNode tree, Templates.Match match, Instant receivedAt) {
        Template template = match.template();
        Term.Scope whole = new Term.Scope(tree, tree, match.levels());
        List<MappedReport> reports = new ArrayList<>(1);
        if (template.each() == null) {
            reports.add(new MappedReport(template, whole, "").read());
        } else {
            int i = 0;
            int values = 0;
            for (JsonNode part : template.each().all(tree, tree)) {
                MappedReport report = new MappedReport(template, whole.of(part), "[" + i++ + "] ").read();
                values += report.values() + 1;
                if (values > MOST_VALUES) {
                    return ReadingsReader.rejected(
                            RefusalReason.TOO_LARGE, "", "expected at most " + MOST_VALUES + " values, got more");
                }
                reports.add(report);
            }
        }
        if (reports.isEmpty()) {
            return ReadingsReader.rejected(
                    RefusalReason.NOT_A_READING, String.valueOf(template.each()), "expected reports there, got none");
        }
        Long seq = seq(template.when().seq(), whole);
        boolean untimed = seq != null && reports.stream().anyMatch(MappedReport::untimed);
        Instant untimedAt = untimed && seq != null ? arrivals.first(seq, topic, message, receivedAt) : receivedAt;
        List<Decoded> outcomes = new ArrayList<>(reports.size());
        for (MappedReport report : reports) {
            outcomes.add(report.decoded(untimedAt, receivedAt));
        }
        return new Message(seq, outcomes);
    }

    /** Null where there is none that can be one: it helps to know a resend again, and no reading hangs on it. */
    private static @Nullable Long seq(@Nullable Term term, Term.Scope scope) {
        JsonNode found = term == null ? null : term.find(scope);
        return found != null && found.isIntegralNumber() && found.canConvertToLong() && found.asLong() >= 0
                ? (Long) found.asLong()
                : null;
    }
}
