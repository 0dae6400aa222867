package io.dripwatch.fhir;

import io.dripwatch.fhir.bulk.Order;
import io.dripwatch.fhir.bulk.Source;
import io.dripwatch.fhir.chart.Chart;
import io.dripwatch.fhir.chart.PatientResource;
import io.dripwatch.fhir.observation.ObservationLines;
import io.dripwatch.fhir.observation.Observations;
import io.dripwatch.fhir.rest.Hapi;
import io.dripwatch.fhir.rest.Rendering;
import io.dripwatch.trend.History;
import io.dripwatch.trend.StoredPatient;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** The chart, type by type, for exports. */
final class BulkSource implements Source {
    private static final int SLICE = 500;

    private final History history;
    private final Chart chart;
    private final Observations observations;
    private final Hapi hapi;

    BulkSource(History history, Chart chart, Observations observations, Hapi hapi) {
        this.history = history;
        this.chart = chart;
        this.observations = observations;
        this.hapi = hapi;
    }

    @Override
    public void all(String type, Order order, Lines lines) throws IOException {
        Set<Long> whose = order.group().isEmpty() ? null : chart.members(order.group());
        switch (type) {
            case "Patient" ->
                patients(whose, patient -> {
                    if (patient.updatedMs() >= order.sinceMs() && patient.updatedMs() <= order.atMs()) {
                        line(PatientResource.of(patient), lines);
                    }
                });
            case "Observation" -> patients(whose, patient -> observations(patient, order, lines));
            default -> charted(type, order, whose, lines);
        }
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
        ObservationLines of = observations.lines(patient.key(), order.sinceMs(), order.atMs(), order.full());
        while (!of.done()) {
            Buffer more = of.next();
            lines.write(more, of.written());
        }
    }

    private void charted(String type, Order order, @Nullable Set<Long> whose, Lines lines) throws IOException {
        try {
            chart.each(Reads.chartType(type), whose, order.upTo(), resource -> {
                long changed = resource.getMeta().getLastUpdated() == null
                        ? order.atMs()
                        : resource.getMeta().getLastUpdated().toInstant().toEpochMilli();
                if (changed >= order.sinceMs() && changed <= order.atMs()) {
                    try {
                        line(resource, lines);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void line(Resource resource, Lines lines) throws IOException {
        lines.write(hapi.text(resource, Rendering.JSON).appendByte((byte) '\n'), 1);
    }
}
