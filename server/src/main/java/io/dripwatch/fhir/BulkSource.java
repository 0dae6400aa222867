package io.dripwatch.fhir;

import io.dripwatch.fhir.bulk.Order;
import io.dripwatch.fhir.bulk.Source;
import io.dripwatch.fhir.chart.Chart;
import io.dripwatch.fhir.chart.ChartType;
import io.dripwatch.fhir.chart.PatientResource;
import io.dripwatch.fhir.chart.Patients;
import io.dripwatch.fhir.observation.ObservationLines;
import io.dripwatch.fhir.observation.Observations;
import io.dripwatch.fhir.rest.Hapi;
import io.dripwatch.fhir.rest.PatientIds;
import io.dripwatch.fhir.rest.Rendering;
import io.dripwatch.trend.History;
import io.dripwatch.trend.StoredPatient;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** The chart, type by type, for exports. */
final class BulkSource implements Source {
    private static final int SLICE = 500;

    private final History history;
    private final Chart chart;
    private final Patients patients;
    private final Observations observations;
    private final Hapi hapi;

    BulkSource(History history, Chart chart, Observations observations, Hapi hapi) {
        this.history = history;
        this.chart = chart;
        this.patients = new Patients(history);
        this.observations = observations;
        this.hapi = hapi;
    }

    /**
     * Checks what an order asks for before it is begun.
     *
     * @throws io.dripwatch.fhir.rest.Problem where a search within it cannot be followed
     */
    void check(Order order) {
        patientFilter(order);
        observations.check(order.searches("Observation"), order.at());
        ChartType.all().forEach(type -> filter(type, order));
    }

    @Override
    public void all(String type, Order order, Lines lines) throws IOException {
        Set<Long> whose = whose(order.part());
        switch (type) {
            case "Patient" -> {
                Predicate<StoredPatient> wanted = patientFilter(order);
                patients(whose, patient -> {
                    boolean changed = patient.updatedMs() >= order.sinceMs() && patient.updatedMs() <= order.atMs();
                    if (changed && wanted.test(patient)) {
                        line(PatientResource.of(patient), order, lines);
                    }
                });
            }
            case "Observation" -> patients(whose, patient -> observations(patient, order, lines));
            default -> charted(Reads.chartType(type), order, whose, lines);
        }
    }

    /** The keys of the patients who are wanted; null for all. */
    private @Nullable Set<Long> whose(Order.Part part) {
        Set<Long> members = part.group().isEmpty() ? null : chart.members(part.group());
        if (part.patients().isEmpty()) {
            return members;
        }
        return part.patients().stream()
                .map(PatientIds::key)
                .filter(key -> key != null && (members == null || members.contains(key)))
                .collect(Collectors.toSet());
    }

    private Predicate<StoredPatient> patientFilter(Order order) {
        return any(order.searches("Patient").stream()
                .map(search -> patients.found(search, order.at()))
                .toList());
    }

    private <R extends Resource> Predicate<R> filter(ChartType<R> type, Order order) {
        return any(order.searches(type.name()).stream()
                .map(search -> chart.found(type, search, order.at()))
                .toList());
    }

    private static <T> Predicate<T> any(List<Predicate<T>> filters) {
        return one -> filters.isEmpty() || filters.stream().anyMatch(filter -> filter.test(one));
    }

    /** What is written of a patient. */
    private interface Writing {
        void of(StoredPatient patient) throws IOException;
    }

    private void patients(@Nullable Set<Long> whose, Writing writing) throws IOException {
        long last = 0;
        for (List<StoredPatient> slice = history.patients("", last, SLICE);
                !slice.isEmpty();
                slice = history.patients("", last, SLICE)) {
            for (StoredPatient patient : slice) {
                if (whose == null || whose.contains(patient.key())) {
                    writing.of(patient);
                }
                last = patient.key();
            }
        }
    }

    private void observations(StoredPatient patient, Order order, Lines lines) throws IOException {
        ObservationLines of = observations.lines(
                patient.key(), order.sinceMs(), order.atMs(), order.part().full(), order.searches("Observation"));
        Rendering rendering = order.rendering("Observation");
        while (!of.done()) {
            Buffer more = of.next();
            lines.write(rendering.plain() ? more : inPart(more, rendering), of.written());
        }
    }

    private Buffer inPart(Buffer lines, Rendering rendering) {
        Buffer parts = Buffer.buffer();
        lines.toString(StandardCharsets.UTF_8).lines().forEach(line -> parts.appendBuffer(
                        hapi.text(Buffer.buffer(line), rendering))
                .appendByte((byte) '\n'));
        return parts;
    }

    private <R extends Resource> void charted(ChartType<R> type, Order order, @Nullable Set<Long> whose, Lines lines)
            throws IOException {
        Predicate<R> wanted = filter(type, order);
        try {
            chart.each(type, whose, order.upTo(), resource -> {
                long changed = resource.getMeta().getLastUpdated() == null
                        ? order.atMs()
                        : resource.getMeta().getLastUpdated().toInstant().toEpochMilli();
                if (changed >= order.sinceMs() && changed <= order.atMs() && wanted.test(resource)) {
                    if (resource instanceof DocumentReference document) {
                        addressed(document, order.base());
                    }
                    try {
                        line(resource, order, lines);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** A file of lines is read far from here, where an address in part leads nowhere. */
    private static void addressed(DocumentReference document, String base) {
        document.getContent().forEach(content -> content.getAttachment()
                .setUrl(base + "/" + content.getAttachment().getUrl()));
    }

    private void line(Resource resource, Order order, Lines lines) throws IOException {
        lines.write(hapi.text(resource, order.rendering(resource.fhirType())).appendByte((byte) '\n'), 1);
    }
}
