package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.JsonBytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes where an Observation comes from, derived from it: which device measured it, and when it reached this server.
 * Its id is that of the Observation behind {@code o.}.
 */
final class ProvenanceWriter {
    private static final String MARK = "o.";
    private static final byte[] START = ascii("{\"resourceType\":\"Provenance\",\"id\":\"" + MARK);
    private static final byte[] UPDATED = ascii("\",\"meta\":{\"lastUpdated\":\"");
    private static final byte[] TARGET = ascii("\"},\"target\":[{\"reference\":\"Observation/");
    private static final byte[] RECORDED = ascii("\"}],\"recorded\":\"");
    private static final byte[] AGENT = ascii("\",\"agent\":[{\"type\":{\"coding\":[{\"system\":"
            + "\"http://terminology.hl7.org/CodeSystem/provenance-participant-type\",\"code\":\"author\","
            + "\"display\":\"Author\"}]},\"who\":");
    private static final byte[] END = ascii("}]}");

    private final JsonBytes out;

    ProvenanceWriter(JsonBytes out) {
        this.out = out;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The id of the Observation of which a Provenance of this id tells; null where it tells of none. */
    static @Nullable String target(String id) {
        return id.startsWith(MARK) ? id.substring(MARK.length()) : null;
    }

    /** The id but for the time. */
    void id(LaneText lane) {
        out.ascii(MARK).raw(lane.idPrefix());
    }

    /** Writes one resource. */
    void write(LaneText lane, Observed observed) {
        out.raw(START).raw(lane.idPrefix()).number(observed.atMs());
        out.raw(UPDATED).instant(observed.receivedMs());
        out.raw(TARGET).raw(lane.idPrefix()).number(observed.atMs());
        out.raw(RECORDED).instant(observed.receivedMs());
        out.raw(AGENT).raw(lane.deviceReference()).raw(END);
    }
}
