package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Encounters;
import io.dripwatch.fhir.rest.Ids;
import io.dripwatch.fhir.rest.Spans;
import io.dripwatch.fhir.rest.Spans.Span;
import io.dripwatch.trend.History;
import io.dripwatch.vitals.Metric;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which Observations are wanted.
 *
 * @param patients whose; null where {@code ids} says it all
 * @param ids which in particular; null for any
 * @param visits during which Encounters; null for any
 * @param devices the ids of the Devices that measured; null for any
 * @param kinds of which sort
 * @param statuses with which status
 * @param spans measured when
 * @param updated when the last part of it arrived, or it came into the chart
 * @param full whether all of them, or only those of the chart of one a minute
 * @param newestFirst in which order
 * @param start from where on, and as of when
 */
record ObservationQuery(
        @Nullable Set<Long> patients,
        @Nullable Set<ObservationId> ids,
        @Nullable Set<Long> visits,
        @Nullable Set<String> devices,
        Set<Kind> kinds,
        Set<Status> statuses,
        Spans spans,
        Spans updated,
        boolean full,
        boolean newestFirst,
        PageToken start) {

    /** One Observation, whatever it is. */
    static ObservationQuery one(ObservationId id) {
        return new ObservationQuery(
                null,
                Set.of(id),
                null,
                null,
                Set.copyOf(Kind.all()),
                EnumSet.allOf(Status.class),
                Spans.ALL,
                Spans.ALL,
                true,
                true,
                new PageToken(Long.MAX_VALUE, PageToken.NOT_COUNTED, null));
    }

    /** The rows to look through. */
    List<Lane> lanes(Observations source) {
        History history = source.history();
        Encounters encounters = source.encounters();
        Set<Group> groups = kinds.stream().map(Kind::group).collect(Collectors.toSet());
        List<Lane> lanes = new ArrayList<>();
        if (ids != null) {
            for (long stream : ids.stream().map(ObservationId::stream).collect(Collectors.toCollection(TreeSet::new))) {
                lanes.addAll(Lane.of(history.seriesOfStream(stream), encounters));
            }
            lanes.removeIf(lane -> ids.stream().noneMatch(lane::holds));
            lanes.removeIf(lane -> patients != null && !patients.contains(lane.patient()));
        } else if (patients != null && !groups.isEmpty()) {
            Set<Metric> metrics = EnumSet.noneOf(Metric.class);
            groups.forEach(group -> metrics.addAll(group.parts()));
            for (long patient : patients) {
                lanes.addAll(Lane.of(history.seriesOf(patient, metrics), encounters));
            }
        } else if (visits != null) {
            for (long visit : visits) {
                String session = encounters.session(visit);
                lanes.addAll(session == null ? List.of() : Lane.of(history.seriesOfSession(session), encounters));
            }
        }
        lanes.removeIf(lane -> visits != null && !(lane.encounter() != null && visits.contains(lane.encounter())));
        lanes.removeIf(lane ->
                devices != null && !devices.contains(Ids.of(lane.device().value())));
        lanes.removeIf(lane -> !groups.contains(lane.group()));
        return lanes;
    }

    /** The stretches of a lane that are left to walk. */
    Spans spansOf(Lane lane) {
        Spans left = spans;
        ObservationId last = start.last();
        if (last != null) {
            Span rest = newestFirst ? new Span(Long.MIN_VALUE, last.atMs() + 1) : new Span(last.atMs(), Long.MAX_VALUE);
            left = left.and(new Spans(List.of(rest)));
        }
        if (ids != null) {
            left = left.and(Spans.of(ids.stream()
                    .filter(lane::holds)
                    .map(id -> new Span(id.atMs(), id.atMs() + 1))
                    .toList()));
        }
        return left;
    }

    /** Whether the Observation was already looked at on the page before. */
    boolean isBehind(LaneReader reader) {
        ObservationId last = start.last();
        Lane lane = reader.lane();
        return last != null
                && reader.observed().atMs() == last.atMs()
                && ObservationId.compareSources(lane.stream(), lane.group(), lane.site(), last) <= 0;
    }

    /** Whether it asks for an Observation that something else has led to. */
    boolean finds(LaneReader reader) {
        Lane lane = reader.lane();
        long atMs = reader.observed().atMs();
        return (patients == null || patients.contains(lane.patient()))
                && (ids == null || ids.stream().anyMatch(id -> lane.holds(id) && id.atMs() == atMs))
                && (visits == null || (lane.encounter() != null && visits.contains(lane.encounter())))
                && (devices == null || devices.contains(Ids.of(lane.device().value())))
                && spans.contains(atMs)
                && matches(reader);
    }

    boolean matches(LaneReader reader) {
        Observed observed = reader.observed();
        long since = full ? observed.receivedMs() : reader.chartedSince(start.snapshotMs());
        return since != Turns.OfLane.NEVER
                && observed.knownAt(start.snapshotMs())
                && updated.contains(since)
                && statuses.contains(observed.status())
                && kinds.contains(Kind.of(reader.lane().group(), observed.present()));
    }
}
