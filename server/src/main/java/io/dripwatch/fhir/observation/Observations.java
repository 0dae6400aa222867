package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Encounters;
import io.dripwatch.fhir.rest.JsonBytes;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.trend.History;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, as Observations. Blocks on the store.
 *
 * @param history where it is kept
 * @param encounters during which it was measured
 */
public record Observations(History history, Encounters encounters) {

    /** One as JSON; null where there is none of this id, or where nobody knows yet whose it is. */
    public @Nullable Buffer read(String id) {
        ObservationId named = ObservationId.parse(id);
        if (named == null) {
            return null;
        }
        ObservationQuery query = ObservationQuery.one(named);
        LaneReader found = new Course(history, query, query.lanes(this), 1).head();
        if (found == null) {
            return null;
        }
        JsonBytes out = new JsonBytes();
        new ObservationWriter(out).write(found.text(), found.observed());
        return out.take();
    }

    /**
     * A page, to be made piece by piece.
     *
     * @throws io.dripwatch.fhir.rest.Problem where the search cannot be followed
     */
    public ObservationPage page(Search search, Instant now) {
        return new ObservationPage(this, search, now);
    }
}
