package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dripwatch.flow.Chair;
import io.dripwatch.flow.Dose;
import io.dripwatch.session.Baseline;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Session;
import io.dripwatch.session.Signature;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Patient;
import io.dripwatch.wording.Wording;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a session as the screens read it. */
final class SessionView {
    private SessionView() {}

    /** The open session of a chair. */
    static void write(JsonGenerator json, Wording words, Session session, Chair chair, Instant now) throws IOException {
        json.writeStartObject();
        known(json, words, session, Dose.of(chair, now));
        WorkflowView.write(json, words, session, chair, now);
        json.writeEndObject();
    }

    /** A session that is looked back at: what hangs on the chair's newest values is not known. */
    static void write(JsonGenerator json, Wording words, Session session, Instant now) throws IOException {
        json.writeStartObject();
        known(json, words, session, Dose.UNKNOWN);
        WorkflowView.write(json, words, session, null, now);
        json.writeEndObject();
    }

    private static void known(JsonGenerator json, Wording words, Session session, Dose dose) throws IOException {
        Protocol protocol = session.protocol();
        json.writeStringField("id", session.id());
        json.writeStringField("protocol", protocol.id());
        json.writeNumberField("protocolVersion", protocol.version());
        json.writeStringField(
                "signedOff",
                protocol.signedOff() == null ? null : protocol.signedOff().by());
        stage(json, words, session);
        json.writeStringField("responsible", session.visit().responsible());
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
        json.writeNumberField("plannedDoseMinutes", protocol.order().time().toMinutes());
        json.writeNumberField(
                "observationMinutes", protocol.discharge().minimum().toMinutes());
        dose(json, session, dose);
        baseline(json, words, session.baseline());
        signature(json, words, session.progress().signature());
        LimitView.own(json, words, session.ownLimits());
    }

    private static void stage(JsonGenerator json, Wording words, Session session) throws IOException {
        json.writeStringField("stage", session.stage().word());
        json.writeNumberField("stageSince", session.stageSince().toEpochMilli());
        json.writeStringField("by", session.progress().by());
        ChairView.signed(json, words, "confirmedBy", session.progress().confirmedBy());
        json.writeArrayFieldStart("moves");
        for (Stage next : Stage.values()) {
            if (session.stage().mayMoveTo(next, Stage.Mover.NURSE)) {
                json.writeString(next.word());
            }
        }
        json.writeEndArray();
    }

    private static void dose(JsonGenerator json, Session session, Dose dose) throws IOException {
        json.writeObjectFieldStart("dose");
        ChairView.number(json, "orderedMg", session.orderedMg());
        ChairView.number(json, "givenMg", dose.givenMg());
        ChairView.number(json, "givenMgPerKg", dose.givenMgPerKg());
        ChairView.number(json, "plannedMl", dose.plannedMl());
        ChairView.number(json, "plannedMlPerHour", dose.plannedMlPerHour());
        ChairView.number(json, "infusedMl", dose.infusedMl());
        ChairView.number(json, "fraction", dose.fraction());
        json.writeEndObject();
    }

    private static void baseline(JsonGenerator json, Wording words, Baseline baseline) throws IOException {
        json.writeObjectFieldStart("baseline");
        for (Map.Entry<Metric, List<Baseline.Sample>> entry : baseline.samples().entrySet()) {
            List<Baseline.Sample> samples = entry.getValue();
            json.writeObjectFieldStart(entry.getKey().id());
            ChairView.shown(json, words, "value", entry.getKey(), baseline.of(entry.getKey()));
            json.writeNumberField("samples", samples.size());
            json.writeNumberField("at", samples.get(samples.size() - 1).at().toEpochMilli());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void signature(JsonGenerator json, Wording words, @Nullable Signature signature) throws IOException {
        if (signature == null) {
            json.writeNullField("signature");
            return;
        }
        json.writeObjectFieldStart("signature");
        json.writeStringField("by", words.signed(signature.by()));
        json.writeNumberField("at", signature.at().toEpochMilli());
        json.writeStringField("overrideReason", signature.overrideReason());
        json.writeEndObject();
    }
}
