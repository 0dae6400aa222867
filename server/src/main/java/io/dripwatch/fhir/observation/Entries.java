package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.JsonBytes;
import java.nio.charset.StandardCharsets;

/** Writes Observations as entries of a searchset, with a comma between them. */
final class Entries {
    private static final byte[] RESOURCE = ascii("\",\"resource\":");
    private static final byte[] INCLUDE = ascii(",\"search\":{\"mode\":\"include\"}}");
    private static final byte[] MATCH = ascii(",\"search\":{\"mode\":\"match\"}}");
    private static final byte[] COMMA = ascii(",");

    private final JsonBytes out;
    private final ObservationWriter writer;
    private final ProvenanceWriter provenance;
    private final byte[] start;
    private final byte[] startOfProvenance;
    private boolean any;

    /**
     * Entries without one yet.
     *
     * @param url of the resource type
     * @param any whether something stands before them
     */
    Entries(JsonBytes out, String url, boolean any) {
        this.out = out;
        this.writer = new ObservationWriter(out);
        this.provenance = new ProvenanceWriter(out);
        String other = url.substring(0, url.length() - "Observation".length()) + "Provenance";
        this.startOfProvenance =
                new JsonBytes().ascii(",{\"fullUrl\":\"" + other + "/").copy();
        this.start = new JsonBytes().ascii("{\"fullUrl\":\"" + url + "/").copy();
        this.any = any;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void write(LaneReader at) {
        if (any) {
            out.raw(COMMA);
        }
        out.raw(start).raw(at.text().idPrefix()).number(at.observed().atMs()).raw(RESOURCE);
        writer.write(at.text(), at.observed());
        out.raw(MATCH);
        any = true;
    }

    /** Where the one that was written last comes from. */
    void provenance(LaneReader at) {
        out.raw(startOfProvenance);
        provenance.id(at.text());
        out.number(at.observed().atMs()).raw(RESOURCE);
        provenance.write(at.text(), at.observed());
        out.raw(INCLUDE);
    }
}
