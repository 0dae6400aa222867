package io.dripwatch.app;

import io.dripwatch.access.web.Guard;
import io.dripwatch.app.config.Settings;
import io.dripwatch.fhir.FhirApi;
import io.dripwatch.fhir.rest.Outside;
import io.dripwatch.fhir.subscription.Patience;
import io.dripwatch.fhir.subscription.Subscriptions;
import io.dripwatch.record.Entries;
import io.dripwatch.report.KeptReports;
import io.dripwatch.trend.History;
import io.dripwatch.trend.embedded.EmbeddedHistory;
import io.dripwatch.trend.embedded.EmbeddedNotables;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What of a server's store others get as FHIR.
 *
 * @param whole what was measured, wherever it is kept
 * @param here what of it is kept here
 * @param entries what happened
 * @param reports of sessions
 */
record WholeChart(Settings settings, History whole, EmbeddedHistory here, Entries entries, KeptReports reports) {

    /**
     * The chart, not yet reachable.
     *
     * @param guard knows who comes
     * @param people knows what programs may read that are told while they do not come
     * @param accesses is told of what they got
     */
    FhirApi open(Vertx vertx, Guard guard, People people, AccessRecord accesses, InstantSource clock) {
        return new FhirApi(
                vertx,
                new FhirApi.Content(
                        whole,
                        new EmbeddedNotables(here),
                        entries,
                        settings.room().rooms(),
                        new PrintedReports(reports),
                        settings.data().resolve("exports"),
                        new Subscriptions.Plan(
                                settings.data().resolve(Subscriptions.FOLDER),
                                settings.hooks(),
                                Patience.USUAL,
                                account -> SubscriberRights.of(account, people, accesses))),
                clock,
                new Outside(Version.text(), publicBase(), http -> ChartRights.of(guard, http)));
    }

    private @Nullable String publicBase() {
        return settings.listening().publicUrl() == null
                ? null
                : settings.listening().publicUrl() + "/fhir";
    }
}
