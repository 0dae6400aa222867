package io.dripwatch.fhir.chart;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entry;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;

/** The record of a session that is over, as a document that can be fetched. */
final class DocumentResource {
    /** What it claims to be, for the CapabilityStatement as well. */
    static final String PROFILE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-documentreference";

    private static final String CATEGORIES =
            "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category";

    private DocumentResource() {}

    /** Begun by the end of the session; whatever is charted afterwards makes a new version of it. */
    static List<DocumentReference> of(Visit visit) {
        return visit.all(DocumentResource::ends).stream()
                .map(end -> of(visit, end))
                .toList();
    }

    private static boolean ends(RoomEvent event) {
        return event instanceof RoomEvent.StageMoved moved && moved.to().over();
    }

    private static DocumentReference of(Visit visit, Entry end) {
        Entry last = visit.last(event -> true);
        DocumentReference document = Filed.under(new DocumentReference(), end, last);
        document.getMeta().addProfile(PROFILE);
        document.setStatus(DocumentReferenceStatus.CURRENT)
                .setDocStatus(end.equals(last) ? ReferredDocumentStatus.FINAL : ReferredDocumentStatus.AMENDED)
                .setType(new CodeableConcept(new Coding("http://loinc.org", "28570-0", "Procedure note"))
                        .setText("Record of an infusion session"))
                .addCategory(new CodeableConcept(new Coding(CATEGORIES, "clinical-note", "Clinical Note")))
                .setSubject(visit.subject())
                .setDate(Date.from(end.event().at()))
                .addAuthor(Filed.named(end.event().by()))
                .addContent()
                .setAttachment(new Attachment()
                        .setContentType("application/pdf")
                        .setUrl("Binary/" + end.seq())
                        .setTitle("Session " + visit.session().id())
                        .setCreationElement(Filed.moment(last.event().at())));
        document.getContext()
                .addEncounter(visit.encounter())
                .setPeriod(Filed.period(visit.session().startedAt(), end.event().at()));
        return document;
    }
}
