package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.rest.AlarmSteps;
import io.dripwatch.fhir.rest.Encounters;
import io.dripwatch.fhir.rest.PatientIds;
import io.dripwatch.fhir.rest.Rights;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.fhir.rest.Spans;
import io.dripwatch.record.Entries;
import io.dripwatch.trend.History;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Rooms;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Everything in the chart but Observations: read, read as it once was, searched. All of it blocks on the store. */
public final class Chart {
    private final History history;
    private final Shelf shelf;
    private final Happenings happenings;

    /**
     * A chart.
     *
     * @param observations the id of the Observation that shows the value behind an alarm; null where none does
     */
    public Chart(History history, Entries entries, Rooms rooms, Function<EvidenceAt, @Nullable String> observations) {
        this.history = history;
        this.shelf = new Shelf(history, entries, rooms, observations);
        this.happenings = new Happenings(shelf, entries);
    }

    /** Knows what entries of the record are in the chart. */
    public Happenings happenings() {
        return happenings;
    }

    /** Knows the Encounter of every session. */
    public Encounters encounters() {
        return shelf;
    }

    /** Knows what changed the alarms of every session. */
    public AlarmSteps alarmSteps() {
        return shelf;
    }

    /** The chair of a session; null where there is no such Encounter. */
    public @Nullable ChairId chair(long encounter) {
        return shelf.chair(encounter);
    }

    /** A resource; null where there is none of this type and id. */
    public @Nullable Resource read(String type, String id) {
        if (type.equals("Patient")) {
            Long key = PatientIds.key(id);
            StoredPatient patient = key == null ? null : history.patient(key);
            return patient == null ? null : PatientResource.of(patient);
        }
        return read(ChartType.ofName(type), id, Long.MAX_VALUE);
    }

    /** A resource as it was when it was of this version; null where it never was. */
    public @Nullable Resource read(String type, String id, String version) {
        Long at = PatientIds.key(version);
        Resource then = at == null ? null : read(ChartType.ofName(type), id, at);
        return then == null || !version.equals(then.getMeta().getVersionId()) ? null : then;
    }

    private @Nullable Resource read(@Nullable ChartType<?> type, String id, long upTo) {
        if (type == null) {
            return null;
        }
        if (type.from() == ChartType.From.EQUIPMENT) {
            return ofId(shelf.equipment(type), id);
        }
        if (type.from() == ChartType.From.COHORTS) {
            return ofId(shelf.groups(upTo), id);
        }
        Long seq = PatientIds.key(id);
        if (type.from() == ChartType.From.ACCESS) {
            return seq == null || seq > upTo ? null : shelf.access(seq);
        }
        Folder folder = seq == null ? null : shelf.folderAt(seq);
        boolean held =
                folder != null && (type.from() == ChartType.From.COURSE) == (folder.content() == Folder.Content.COURSE);
        return folder == null || !held ? null : ofId(shelf.in(folder, type, upTo), id);
    }

    private static @Nullable Resource ofId(List<? extends Resource> resources, String id) {
        for (Resource resource : resources) {
            if (resource.getIdElement().getIdPart().equals(id)) {
                return resource;
            }
        }
        return null;
    }

    /** What a reference within this chart leads to; null where it leads elsewhere. */
    @Nullable
    Resource follow(Reference reference) {
        String target = reference.getReference();
        int slash = target == null ? -1 : target.indexOf('/');
        return target == null || slash < 0 ? null : read(target.substring(0, slash), target.substring(slash + 1));
    }

    /** The keys of the patients in a Group; null where there is none of this id. */
    public @Nullable Set<Long> members(String group) {
        Resource found = ofId(shelf.groups(shelf.end()), group);
        return found instanceof Group named
                ? named.getMember().stream()
                        .map(member -> PatientIds.key(
                                member.getEntity().getReferenceElement().getIdPart()))
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet())
                : null;
    }

    /**
     * Hands over all resources of a type, a part of the record after the other.
     *
     * @param patients the keys of those whose they must be; null for all
     * @param upTo the place in the journal as of which they are told
     */
    public <R extends Resource> void each(
            ChartType<R> type, @Nullable Set<Long> patients, long upTo, Consumer<R> taker) {
        shelf.open(type, new Wanted(patients, Spans.WRITABLE, 0, upTo))
                .forEachRemaining(opened -> opened.resources().forEach(taker));
    }

    /**
     * Whether a resource is one that a search would find.
     *
     * @throws io.dripwatch.fhir.rest.Problem where it cannot be followed
     */
    public <R extends Resource> Predicate<R> found(ChartType<R> type, Search search, Instant now) {
        return new ChartQuery<>(type, history, search, now)::matches;
    }

    /** All resources of a type that belong to a patient, one after the other as they are asked for. */
    public <R extends Resource> Stream<Resource> of(long patient, ChartType<R> type) {
        Wanted its = new Wanted(Set.of(patient), Spans.WRITABLE, 0, shelf.end());
        Iterable<Opened<R>> opened = () -> shelf.open(type, its);
        return StreamSupport.stream(opened.spliterator(), false).flatMap(part -> part.resources().stream());
    }

    /** The place up to which the journal has been written. */
    public long end() {
        return shelf.end();
    }

    /**
     * A page of a search.
     *
     * @param rights what whoever asks may see beside what is searched
     * @throws io.dripwatch.fhir.rest.Problem where it cannot be followed
     */
    public <R extends Resource> Bundle search(ChartType<R> type, Search search, Rights rights, Instant now) {
        ChartQuery<R> query = new ChartQuery<>(type, history, search, now);
        return new ChartPage<>(type, new ChartPage.Sight(this, shelf, rights), query, search, now).bundle();
    }
}
