package io.dripwatch.fhir.push;

import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;

/** The identifiers of those types that are sent; the model has no word for what they have in common. */
final class Identifiers {
    private Identifiers() {}

    static void add(DomainResource resource, Identifier identifier) {
        switch (resource.getResourceType()) {
            case Patient -> ((Patient) resource).addIdentifier(identifier);
            case Encounter -> ((Encounter) resource).addIdentifier(identifier);
            case Device -> ((Device) resource).addIdentifier(identifier);
            case Location -> ((Location) resource).addIdentifier(identifier);
            case Observation -> ((Observation) resource).addIdentifier(identifier);
            case DetectedIssue -> ((DetectedIssue) resource).addIdentifier(identifier);
            default ->
                throw new IllegalArgumentException("expected a type that is sent, got " + resource.getResourceType());
        }
    }
}
