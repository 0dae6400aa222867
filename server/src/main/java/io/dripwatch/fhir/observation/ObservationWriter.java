package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.JsonBytes;
import io.dripwatch.vitals.Reading.Standing;
import java.nio.charset.StandardCharsets;

/**
 * Writes Observations as FHIR R4 JSON, straight into bytes: what is the same for a kind or a lane was written before,
 * so that only id, times, status and numbers remain. HAPI's encoder is the oracle in the tests.
 */
final class ObservationWriter {
    private static final byte[] ID = ascii("{\"resourceType\":\"Observation\",\"id\":\"");
    private static final byte[] LAST_UPDATED = ascii("\",\"meta\":{\"lastUpdated\":\"");
    /** In the meta of what was measured in training. */
    static final String TEST_DATA = "\"security\":[{\"system\":"
            + "\"http://terminology.hl7.org/CodeSystem/v3-ActReason\",\"code\":\"HTEST\","
            + "\"display\":\"test health data\"}]";

    private static final byte[] ALSO_TEST_DATA = ascii("," + TEST_DATA);
    private static final byte[] STATUS = ascii("},\"status\":\"");
    private static final byte[] FINAL = ascii(Status.FINAL.code());
    private static final byte[] CORRECTED = ascii(Status.CORRECTED.code());
    private static final byte[] ENTERED_IN_ERROR = ascii(Status.ENTERED_IN_ERROR.code());
    private static final byte[] QUOTE = ascii("\"");
    private static final byte[] VALUE = ascii(",\"valueQuantity\":{\"value\":");
    private static final byte[] QUESTIONABLE = ascii(",\"interpretation\":[{\"text\":\"Questionable\"}]");
    private static final byte[] NOTE = ascii(",\"note\":[{\"text\":\"The device marked this as questionable.\"}]");
    private static final byte[] DEVICE = ascii(",\"device\":");
    private static final byte[] COMPONENTS = ascii(",\"component\":[");
    private static final byte[] COMMA = ascii(",");
    private static final byte[] CLOSE = ascii("}");
    private static final byte[] CLOSE_COMPONENTS = ascii("]}");
    private static final byte[] NOT_MEASURED = absent("unknown", "Unknown");
    private static final byte[] WITHDRAWN = absent("error", "Error");

    private final JsonBytes out;

    ObservationWriter(JsonBytes out) {
        this.out = out;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] absent(String code, String display) {
        return ascii(",\"dataAbsentReason\":{\"coding\":[{\"system\":"
                + "\"http://terminology.hl7.org/CodeSystem/data-absent-reason\",\"code\":\"" + code
                + "\",\"display\":\"" + display + "\"}]}");
    }

    /** Writes one resource. */
    void write(LaneText lane, Observed observed) {
        KindText kind = KindText.of(Kind.of(lane.group(), observed.present()));
        out.raw(ID).raw(lane.idPrefix()).number(observed.atMs());
        out.raw(LAST_UPDATED).instant(observed.receivedMs()).raw(kind.profile());
        if (observed.any(Standing.TRAINING)) {
            out.raw(ALSO_TEST_DATA);
        }
        Status status = observed.status();
        out.raw(STATUS).raw(word(status)).raw(kind.codes());
        out.raw(lane.subject()).instant(observed.atMs()).raw(QUOTE);
        boolean panel = kind.components().length > 0;
        if (!panel) {
            int part = Integer.numberOfTrailingZeros(observed.present());
            value(kind, observed, part);
        }
        if (observed.any(Standing.QUESTIONABLE)) {
            out.raw(NOTE);
        }
        out.raw(DEVICE).raw(lane.deviceReference());
        if (panel) {
            components(kind, observed, status);
        } else {
            out.raw(CLOSE);
        }
    }

    private static byte[] word(Status status) {
        return switch (status) {
            case FINAL -> FINAL;
            case CORRECTED -> CORRECTED;
            case ENTERED_IN_ERROR -> ENTERED_IN_ERROR;
        };
    }

    private void components(KindText kind, Observed observed, Status status) {
        out.raw(COMPONENTS);
        byte[][] components = kind.components();
        for (int part = 0; part < components.length; part++) {
            if (part > 0) {
                out.raw(COMMA);
            }
            out.raw(components[part]);
            if (!observed.has(part)) {
                out.raw(NOT_MEASURED);
            } else if (observed.is(part, Standing.ENTERED_IN_ERROR) && status != Status.ENTERED_IN_ERROR) {
                out.raw(WITHDRAWN);
            } else {
                value(kind, observed, part);
            }
            out.raw(CLOSE);
        }
        out.raw(CLOSE_COMPONENTS);
    }

    private void value(KindText kind, Observed observed, int part) {
        out.raw(VALUE).decimal(observed.value(part)).raw(kind.unit());
        if (observed.is(part, Standing.QUESTIONABLE)) {
            out.raw(QUESTIONABLE);
        }
    }
}
