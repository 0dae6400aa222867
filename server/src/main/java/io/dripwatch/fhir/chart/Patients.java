package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.rest.Paging;
import io.dripwatch.fhir.rest.PatientIds;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.trend.History;
import io.dripwatch.trend.StoredPatient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.InstantType;

/** Searches patients. Blocks on the store. */
public final class Patients {
    private final History history;

    public Patients(History history) {
        this.history = history;
    }

    /** A page: patients in the order in which they were first seen, which new ones do not disturb. */
    public Bundle search(Search search, Instant now) {
        Paging paging = Paging.of(search);
        PatientQuery query = new PatientQuery(history, search, now);
        Bundle bundle = new Bundle().setType(Bundle.BundleType.SEARCHSET);
        bundle.getMeta()
                .setLastUpdatedElement(
                        new InstantType(now.truncatedTo(ChronoUnit.MILLIS).toString()));
        bundle.addLink().setRelation("self").setUrl(Search.link(search.url(), query.used(), null));
        if (paging.total() || paging.countOnly()) {
            bundle.setTotal(query.after(0, Integer.MAX_VALUE).size());
        }
        if (!paging.countOnly()) {
            List<StoredPatient> found = query.after(position(paging), paging.count() + 1);
            boolean more = found.size() > paging.count();
            List<StoredPatient> page = more ? found.subList(0, paging.count()) : found;
            page.forEach(patient -> entry(bundle, search, patient));
            if (more) {
                String next =
                        Paging.encode(Long.toString(page.get(page.size() - 1).key()));
                bundle.addLink().setRelation("next").setUrl(Search.link(search.url(), query.used(), next));
            }
        }
        return bundle;
    }

    /**
     * Whether a patient is one whom a search would find.
     *
     * @throws io.dripwatch.fhir.rest.Problem where it cannot be followed
     */
    public Predicate<StoredPatient> found(Search search, Instant now) {
        return new PatientQuery(history, search, now)::matches;
    }

    private static void entry(Bundle bundle, Search search, StoredPatient patient) {
        bundle.addEntry()
                .setFullUrl(search.url() + "/" + patient.key())
                .setResource(PatientResource.of(patient))
                .getSearch()
                .setMode(Bundle.SearchEntryMode.MATCH);
    }

    private static long position(Paging paging) {
        if (paging.page() == null) {
            return 0;
        }
        Long key = PatientIds.key(paging.page());
        if (key == null) {
            throw Paging.badPage();
        }
        return key;
    }
}
