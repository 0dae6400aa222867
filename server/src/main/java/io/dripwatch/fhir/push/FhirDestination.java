package io.dripwatch.fhir.push;

import io.dripwatch.fhir.news.Item;
import io.dripwatch.fhir.rest.Hapi;
import io.dripwatch.push.Destination;
import java.util.List;

/** A FHIR server that is sent what is new as transactions: all of one, or nothing. */
final class FhirDestination implements Destination<Item> {
    private final String place;
    private final Transaction.Chart chart;
    private final Names names;
    private final FhirLink link;

    /**
     * A destination.
     *
     * @param server the name under which this server is known there
     */
    FhirDestination(String server, FhirTarget target, Transaction.Chart chart, Hapi hapi) {
        this.place = target.endpoint().host() + ":" + target.endpoint().port();
        this.chart = chart;
        this.names = new Names(server);
        this.link = new FhirLink(target, hapi);
    }

    @Override
    public List<List<Item>> parcels(List<Item> items) {
        return items.isEmpty() ? List.of() : List.of(items);
    }

    @Override
    public void deliver(List<Item> parcel) throws Away, Refused {
        Transaction transaction = new Transaction(chart, names);
        parcel.forEach(item -> transaction.add(item.topic().type(), item.id()));
        if (!transaction.isEmpty()) {
            link.post(transaction.bundle());
        }
    }

    @Override
    public String name(Item item) {
        return item.topic().type() + "/" + item.id();
    }

    @Override
    public String whose(Item item) {
        return item.patient() == 0 ? "" : "Patient/" + item.patient();
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public void close() {
        // Nothing is open between two transactions; one under way ends with its thread.
    }
}
