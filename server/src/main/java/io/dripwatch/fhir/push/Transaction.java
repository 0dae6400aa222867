package io.dripwatch.fhir.push;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One transaction Bundle in the making. What never changes is created where it is not yet; what goes on changing
 * (sessions, alarms, pressures whose parts come one by one, whatever was corrected) is created or replaced; what
 * belongs to the hospital, above all its patients, is created where it is missing and never replaced.
 */
public final class Transaction {
    /** What comes along where something refers to it. */
    private static final Set<String> COMPANIONS = Set.of("Patient", "Encounter", "Device", "Location");

    private final Chart chart;
    private final Names names;
    private final Map<String, BundleEntryComponent> entries = new LinkedHashMap<>();

    /** What is read of the chart. */
    public interface Chart {
        /** A resource as it is now; null where there is none. Blocks. */
        @Nullable
        Resource read(String type, String id);
    }

    Transaction(Chart chart, Names names) {
        this.chart = chart;
        this.names = names;
    }

    /** Adds news of a resource; what is not there any more is no news. */
    void add(String type, String id) {
        Resource resource = chart.read(type, id);
        if (resource instanceof DomainResource known) {
            entry(type, id, known, isSettled(known));
        }
    }

    /** Whether it will be the same for ever, as far as anybody can know. */
    private static boolean isSettled(DomainResource resource) {
        return resource instanceof Observation observation
                && observation.getStatus() == ObservationStatus.FINAL
                && observation.getComponent().isEmpty();
    }

    /** Adds what something refers to, unless it is there already. */
    private void companion(String type, String id) {
        if (!entries.containsKey(type + "/" + id) && chart.read(type, id) instanceof DomainResource known) {
            entry(type, id, known, true);
        }
    }

    private void entry(String type, String id, DomainResource resource, boolean settled) {
        BundleEntryComponent entry = new BundleEntryComponent();
        entries.put(type + "/" + id, entry);
        String query = names.known(resource, type, id);
        resource.setId((String) null);
        resource.getMeta().setVersionId(null).setLastUpdated(null).setSource(names.source());
        entry.setFullUrl(names.place(type, id)).setResource(resource);
        if (settled) {
            entry.getRequest().setMethod(HTTPVerb.POST).setUrl(type).setIfNoneExist(query);
        } else {
            entry.getRequest().setMethod(HTTPVerb.PUT).setUrl(type + "?" + query);
        }
        References.of(resource).forEach(this::redirect);
    }

    private void redirect(Reference reference) {
        String[] target = String.valueOf(reference.getReference()).split("/", -1);
        if (target.length != 2) {
            return;
        }
        if (COMPANIONS.contains(target[0])) {
            companion(target[0], target[1]);
        }
        if (entries.containsKey(reference.getReference())) {
            reference.setReference(names.place(target[0], target[1]));
        } else {
            reference
                    .setType(target[0])
                    .setIdentifier(names.identifier(target[0], target[1]))
                    .setReference(null);
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    Bundle bundle() {
        return new Bundle().setType(Bundle.BundleType.TRANSACTION).setEntry(List.copyOf(entries.values()));
    }
}
