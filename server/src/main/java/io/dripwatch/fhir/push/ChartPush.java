package io.dripwatch.fhir.push;

import io.dripwatch.fhir.news.Item;
import io.dripwatch.fhir.news.News;
import io.dripwatch.fhir.rest.Hapi;
import io.dripwatch.push.Destination;
import io.dripwatch.push.Source;
import io.dripwatch.push.Told;

/** The chart's side of telling others what is new in it. */
public final class ChartPush {
    private final News news;
    private final Telling telling;
    private final Transaction.Chart chart;
    private final Hapi hapi;

    /** What is new, and where it is read. */
    public ChartPush(News news, Telling telling, Transaction.Chart chart, Hapi hapi) {
        this.news = news;
        this.telling = telling;
        this.chart = chart;
        this.hapi = hapi;
    }

    /**
     * What is new as readings and alarms.
     *
     * @param whole whether a new destination gets all that is remembered, or what is new from now on
     */
    public Source<Told> told(boolean whole) {
        return new ItemSource<>(news, whole, telling::of);
    }

    /** What is new as resources; {@code whole} as in {@link #told(boolean)}. */
    public Source<Item> items(boolean whole) {
        return new ItemSource<>(news, whole, item -> item);
    }

    /**
     * A FHIR server.
     *
     * @param server the name under which this server is known there
     */
    public Destination<Item> destination(String server, FhirTarget target) {
        return new FhirDestination(server, target, chart, hapi);
    }
}
