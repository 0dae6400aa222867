package io.dripwatch.fhir;

import io.dripwatch.fhir.chart.Chart;
import io.dripwatch.fhir.chart.ChartType;
import io.dripwatch.fhir.observation.Observations;
import io.dripwatch.fhir.rest.Chunks;
import io.dripwatch.fhir.rest.DateValue;
import io.dripwatch.fhir.rest.Escapes;
import io.dripwatch.fhir.rest.Hapi;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Rendering;
import io.dripwatch.fhir.rest.Rights;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.fhir.rest.Spans;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * All that there is of one patient, as one searchset ({@code Patient/[id]/$everything}): the patient, the sessions and
 * what stands in them, and the chart of one Observation a minute.
 */
final class Everything implements Chunks {
    private static final String START = "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[";

    private final Hapi hapi;
    private final String base;
    private final Iterator<Resource> resources;
    private final @Nullable Chunks observations;
    private boolean begun;
    private boolean done;

    /**
     * What somebody has asked for.
     *
     * @param search under the address of the base
     * @param rights what they may see
     * @param now when
     */
    record Asked(Search search, Rights rights, Instant now) {}

    /** Which part of it is wanted. */
    private static final class Part {
        private final Rights rights;
        private Spans measured = Spans.ALL;
        private Spans updated = Spans.ALL;
        private @Nullable Set<String> types;

        Part(Rights rights) {
            this.rights = rights;
        }

        /** {@code start} and {@code end} bound what was measured, {@code _since} and {@code _type} everything. */
        static Part of(Asked asked) {
            Part part = new Part(asked.rights);
            for (Search.Parameter parameter : asked.search.parameters()) {
                switch (parameter.name()) {
                    case "start" -> part.measured = part.measured.and(DateValue.from(parameter));
                    case "end" -> part.measured = part.measured.and(DateValue.until(parameter));
                    case "_since" -> part.updated = DateValue.from(parameter);
                    case "_type" ->
                        part.types = new HashSet<>(
                                parameter.values().stream().map(Escapes::undo).toList());
                    default -> asked.search.unknown(parameter, List.of());
                }
            }
            return part;
        }

        boolean wants(String type) {
            return rights.searches(type) && (types == null || types.contains(type));
        }

        boolean wants(Resource resource) {
            return !resource.getMeta().hasLastUpdated()
                    || updated.contains(
                            resource.getMeta().getLastUpdated().toInstant().toEpochMilli());
        }
    }

    /**
     * Everything of a patient.
     *
     * @param patient its resource
     * @throws Problem where a parameter cannot be followed
     */
    Everything(Chart chart, Observations observations, Hapi hapi, Resource patient, Asked asked) {
        Part part = Part.of(asked);
        long key = Long.parseLong(patient.getIdElement().getIdPart());
        this.hapi = hapi;
        this.base = asked.search.url();
        this.resources = Stream.concat(
                        Stream.of(patient),
                        ChartType.all().stream()
                                .filter(type -> type.from().ofPatients() && part.wants(type.name()))
                                .flatMap(type -> chart.of(key, type))
                                .filter(part::wants))
                .iterator();
        this.observations = part.wants("Observation")
                ? observations.entries(key, part.measured, part.updated, base + "Observation", asked.now)
                : null;
    }

    @Override
    public Buffer next() {
        if (resources.hasNext()) {
            return entry(resources.next());
        }
        if (observations != null && !observations.done()) {
            return observations.next();
        }
        done = true;
        return Buffer.buffer("]}");
    }

    private Buffer entry(Resource resource) {
        String address =
                base + resource.fhirType() + "/" + resource.getIdElement().getIdPart();
        Buffer entry = Buffer.buffer(begun ? "," : START)
                .appendString("{\"fullUrl\":\"" + address + "\",\"resource\":")
                .appendBuffer(hapi.text(resource, Rendering.JSON))
                .appendString(",\"search\":{\"mode\":\"match\"}}");
        begun = true;
        return entry;
    }

    @Override
    public boolean done() {
        return done;
    }
}
