package io.dripwatch.fhir.push;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;

/** Finds the references in a resource, wherever they stand. */
final class References {
    private References() {}

    static List<Reference> of(Base resource) {
        List<Reference> found = new ArrayList<>();
        collect(resource, found);
        return found;
    }

    private static void collect(Base part, List<Reference> found) {
        if (part instanceof Reference reference) {
            found.add(reference);
            return;
        }
        for (Property property : part.children()) {
            property.getValues().forEach(value -> collect(value, found));
        }
    }
}
