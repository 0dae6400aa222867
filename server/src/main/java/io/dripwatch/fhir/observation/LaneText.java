package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Ids;
import io.dripwatch.fhir.rest.JsonBytes;
import io.dripwatch.vitals.DeviceId;
import org.jspecify.annotations.Nullable;

/** The pieces of JSON that all Observations of a lane share, written once. */
final class LaneText {
    private final Group group;
    private final byte[] idPrefix;
    private final byte[] subject;
    private final byte[] deviceReference;

    LaneText(Lane lane) {
        this.group = lane.group();
        this.idPrefix = new JsonBytes()
                .ascii(ObservationId.prefix(lane.stream(), lane.group(), lane.site()))
                .copy();
        this.subject = subject(new JsonBytes(), lane.patient(), lane.encounter())
                .ascii(",\"effectiveDateTime\":\"")
                .copy();
        this.deviceReference = device(new JsonBytes(), lane.device()).copy();
    }

    /** From the comma before the subject to the end of the encounter. */
    static JsonBytes subject(JsonBytes out, long patient, @Nullable Long encounter) {
        out.ascii(",\"subject\":{\"reference\":\"Patient/").number(patient);
        return out.ascii(
                encounter == null ? "\"}" : "\"},\"encounter\":{\"reference\":\"Encounter/" + encounter + "\"}");
    }

    /** The reference to a device. */
    static JsonBytes device(JsonBytes out, DeviceId device) {
        out.ascii("{\"reference\":\"Device/" + Ids.of(device.value()));
        return out.ascii("\",\"display\":").string(device.value()).ascii("}");
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
