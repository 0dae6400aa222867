package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Encounters;
import io.dripwatch.trend.Series;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of Observations in time: one group of metrics of one sensor in one stream.
 *
 * @param stream positive
 * @param site which sensor
 * @param patient the key of the patient, positive
 * @param encounter the id of the Encounter during which it was measured; null outside any
 * @param session during which it was measured; null outside any
 * @param series the keys of the group's parts, in their order; 0 where a part was never measured
 */
record Lane(
        long stream,
        Group group,
        int site,
        long patient,
        @Nullable Long encounter,
        DeviceId device,
        @Nullable String session,
        List<Long> series) {

    private record Source(long stream, Group group, int site) {}

    /** The lanes that are made up of these series; what belongs to nobody makes none. */
    static List<Lane> of(List<Series> all, Encounters encounters) {
        Map<Source, List<Series>> sources = new LinkedHashMap<>();
        for (Series series : all) {
            if (series.patient() != 0) {
                Source source = new Source(series.stream(), Group.of(series.metric()), series.site());
                sources.computeIfAbsent(source, unused -> new ArrayList<>()).add(series);
            }
        }
        List<Lane> lanes = new ArrayList<>();
        sources.forEach((source, series) -> lanes.add(lane(source, series, encounters)));
        return lanes;
    }

    private static Lane lane(Source source, List<Series> series, Encounters encounters) {
        List<Long> keys = source.group.parts().stream()
                .map(metric -> series.stream()
                        .filter(one -> one.metric() == metric)
                        .map(Series::key)
                        .findFirst()
                        .orElse(0L))
                .toList();
        Series first = series.get(0);
        Long encounter = first.session() == null ? null : encounters.of(first.session());
        return new Lane(
                source.stream,
                source.group,
                source.site,
                first.patient(),
                encounter,
                first.device(),
                first.session(),
                keys);
    }

    ObservationId id(long atMs) {
        return new ObservationId(stream, group, site, atMs);
    }

    /** What was measured at one moment of it, part by part. */
    List<Reading> readings(Observed observed) {
        Instant at = Instant.ofEpochMilli(observed.atMs());
        List<Reading> readings = new ArrayList<>();
        for (int part = 0; part < group.parts().size(); part++) {
            if (observed.has(part)) {
                Metric metric = group.parts().get(part);
                readings.add(new Reading(metric, site, observed.value(part), at, observed.standing(part)));
            }
        }
        return readings;
    }

    boolean holds(ObservationId id) {
        return id.stream() == stream && id.group().equals(group) && id.site() == site;
    }
}
