package io.dripwatch.app;

import io.dripwatch.access.Witness;
import io.dripwatch.app.config.PushPlan;
import io.dripwatch.fhir.news.Item;
import io.dripwatch.fhir.push.ChartPush;
import io.dripwatch.health.Health;
import io.dripwatch.push.Books;
import io.dripwatch.push.Delivery;
import io.dripwatch.push.Destination;
import io.dripwatch.push.embedded.PushTable;
import io.dripwatch.push.hl7.Hl7Destination;
import io.dripwatch.vitals.Priority;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells other systems what is new in the chart. Idle where there are none. */
final class Pushing implements AutoCloseable {
    private final PushPlan plan;
    private final InstantSource clock;
    private final PushTable marks = new PushTable();
    private final List<Delivery<?>> deliveries = new ArrayList<>();

    /** For a server that has not opened its store yet. */
    Pushing(PushPlan plan, InstantSource clock) {
        this.plan = plan;
        this.clock = clock;
    }

    /** The table that says how far each of them is. */
    PushTable marks() {
        return marks;
    }

    /** The store is open now. */
    void prepare(ChartPush chart, Health health, Witness witness) {
        Books books = new Books(marks, witness, clock);
        for (PushPlan.Hl7 to : plan.hl7()) {
            Hl7Destination there = new Hl7Destination(to.sender(), to.endpoint(), to.patience(), clock);
            deliveries.add(new Delivery<>(to.plan(), chart.told(to.whole()), there, books));
        }
        for (PushPlan.Fhir to : plan.fhir()) {
            Destination<Item> there = chart.destination(plan.name(), to.target());
            deliveries.add(new Delivery<>(to.plan(), chart.items(to.whole()), there, books));
        }
        deliveries.forEach(delivery -> health.watch("push-" + delivery.name(), Priority.LOW, delivery::trouble));
    }

    void start() {
        deliveries.forEach(Delivery::start);
    }

    /** For those who run the server; does not block. */
    Map<String, Number> numbers() {
        Map<String, Number> numbers = new LinkedHashMap<>();
        List<Map<String, Number>> each =
                deliveries.stream().map(Delivery::numbers).toList();
        each.stream()
                .flatMap(one -> one.entrySet().stream())
                .sorted(Map.Entry.comparingByKey())
                .forEach(number -> numbers.put(number.getKey(), number.getValue()));
        return numbers;
    }

    /** Stops telling. To be called before the store is closed, so that its last commit says how far each came. */
    @Override
    public void close() {
        deliveries.forEach(Delivery::close);
    }
}
