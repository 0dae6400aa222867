package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Ids;
import io.dripwatch.fhir.rest.JsonBytes;

/** The pieces of JSON that all Observations of a lane share, written once. */
final class LaneText {
    private final Group group;
    private final byte[] idPrefix;
    private final byte[] subject;
    private final byte[] deviceReference;

    LaneText(Lane lane) {
        this.group = lane.group();
        Long encounter = lane.encounter();
        this.idPrefix = new JsonBytes()
                .ascii(ObservationId.prefix(lane.stream(), lane.group(), lane.site()))
                .copy();
        this.subject = new JsonBytes()
                .ascii(",\"subject\":{\"reference\":\"Patient/")
                .number(lane.patient())
                .ascii(encounter == null ? "\"}" : "\"},\"encounter\":{\"reference\":\"Encounter/" + encounter + "\"}")
                .ascii(",\"effectiveDateTime\":\"")
                .copy();
        String name = lane.device().value();
        this.deviceReference = new JsonBytes()
                .ascii("{\"reference\":\"Device/" + Ids.of(name))
                .ascii("\",\"display\":")
                .string(name)
                .ascii("}")
                .copy();
    }

    Group group() {
        return group;
    }

    /** The id but for the time. */
    byte[] idPrefix() {
        return idPrefix;
    }

    /** From the comma before the subject to the time's opening quote. */
    byte[] subject() {
        return subject;
    }

    byte[] deviceReference() {
        return deviceReference;
    }
}
