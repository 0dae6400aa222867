package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dripwatch.flow.Dose;
import io.dripwatch.session.Baseline;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes a session as the screens read it. */
final class SessionView {
    private SessionView() {}

    static void write(JsonGenerator json, Session session, Dose dose) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", session.id());
        json.writeStringField("protocol", session.protocol().id());
        json.writeStringField("stage", session.stage().word());
        json.writeNumberField("stageSince", session.stageSince().toEpochMilli());
        json.writeNumberField("startedAt", session.startedAt().toEpochMilli());
        Patient patient = session.patient();
        if (patient == null) {
            json.writeNullField("patient");
        } else {
            json.writeObjectFieldStart("patient");
            json.writeStringField("id", patient.id().value());
            json.writeStringField("name", patient.name());
            json.writeEndObject();
        }
        ChairView.number(json, "weightKg", session.weightKg());
        json.writeNumberField(
                "plannedDoseMinutes", session.protocol().order().time().toMinutes());
        json.writeNumberField(
                "observationMinutes", session.protocol().discharge().minimum().toMinutes());
        ChairView.number(json, "doseMg", session.orderedMg());
        ChairView.number(json, "volumeInfusedMl", dose.infusedMl());
        ChairView.number(json, "doseGivenMg", dose.givenMg());
        ChairView.number(json, "doseFraction", dose.fraction());
        baseline(json, session.baseline());
        json.writeEndObject();
    }

    private static void baseline(JsonGenerator json, Baseline baseline) throws IOException {
        json.writeObjectFieldStart("baseline");
        for (Map.Entry<Metric, List<Baseline.Sample>> entry : baseline.samples().entrySet()) {
            List<Baseline.Sample> samples = entry.getValue();
            json.writeObjectFieldStart(entry.getKey().id());
            ChairView.number(json, "value", baseline.of(entry.getKey()));
            json.writeNumberField("samples", samples.size());
            json.writeNumberField("at", samples.get(samples.size() - 1).at().toEpochMilli());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
