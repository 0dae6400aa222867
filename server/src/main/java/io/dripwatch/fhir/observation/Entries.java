package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.JsonBytes;

/** Writes Observations as entries of a searchset, with a comma between them. */
final class Entries {
    private static final String INCLUDE = ",\"search\":{\"mode\":\"include\"}}";
    private static final String MATCH = ",\"search\":{\"mode\":\"match\"}}";

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

    void write(LaneReader at) {
        out.ascii(any ? "," : "").raw(start);
        out.raw(at.text().idPrefix()).number(at.observed().atMs()).ascii("\",\"resource\":");
        writer.write(at.text(), at.observed());
        out.ascii(MATCH);
        any = true;
    }

    /** Where the one that was written last comes from. */
    void provenance(LaneReader at) {
        out.raw(startOfProvenance);
        provenance.id(at.text());
        out.number(at.observed().atMs()).ascii("\",\"resource\":");
        provenance.write(at.text(), at.observed());
        out.ascii(INCLUDE);
    }
}
