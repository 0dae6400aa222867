package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.AlarmSteps;
import io.dripwatch.fhir.rest.Encounters;
import io.dripwatch.fhir.rest.JsonBytes;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.fhir.rest.Spans;
import io.dripwatch.fhir.rest.Spans.Span;
import io.dripwatch.trend.History;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Reading;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, as Observations. Blocks on the store.
 */
public final class Observations {
    private final History history;
    private final Encounters encounters;
    private final Turns turns;

    /**
     * What was measured.
     *
     * @param history where it is kept
     * @param encounters during which it was measured
     * @param alarms what changed them
     */
    public Observations(History history, Encounters encounters, AlarmSteps alarms) {
        this.history = history;
        this.encounters = encounters;
        this.turns = new Turns(history, alarms);
    }

    History history() {
        return history;
    }

    Encounters encounters() {
        return encounters;
    }

    /** What of it changed an alarm. */
    Turns turns() {
        return turns;
    }

    /** Those in the chart of one a minute, one after the other. */
    public ChartedObservations charted() {
        return new ChartedObservations(this);
    }

    /** One as JSON; null where there is none of this id, or where nobody knows yet whose it is. */
    public @Nullable Buffer read(String id) {
        return read(id, (found, out) -> new ObservationWriter(out).write(found.text(), found.observed()));
    }

    /**
     * An Observation as it was measured.
     *
     * @param device that measured
     * @param readings its parts
     * @param arrivedAt when the latest of them reached this server
     */
    public record Measured(DeviceId device, List<Reading> readings, Instant arrivedAt) {}

    /** One as readings; null where there is none of this id, or where nobody knows yet whose it is. */
    public @Nullable Measured measured(String id) {
        LaneReader found = find(id);
        return found == null
                ? null
                : new Measured(
                        found.lane().device(),
                        found.lane().readings(found.observed()),
                        Instant.ofEpochMilli(found.observed().receivedMs()));
    }

    /**
     * What was measured again and again in one session, to be sent piece by piece.
     *
     * @param encounter the id of its Encounter
     * @param search {@code start}, {@code end}, {@code period}, {@code code}
     * @return null where there is no such Encounter
     * @throws io.dripwatch.fhir.rest.Problem where a parameter cannot be followed
     */
    public @Nullable SampledSession samples(long encounter, Search search) {
        String session = encounters.session(encounter);
        return session == null ? null : new SampledSession(this, encounter, session, search);
    }

    /** Where one comes from, as a Provenance of this id; null where there is none. */
    public @Nullable Buffer provenance(String id) {
        String target = ProvenanceWriter.target(id);
        return target == null
                ? null
                : read(target, (found, out) -> new ProvenanceWriter(out).write(found.text(), found.observed()));
    }

    private @Nullable LaneReader find(String id) {
        ObservationId named = ObservationId.parse(id);
        if (named == null) {
            return null;
        }
        ObservationQuery query = ObservationQuery.one(named);
        return new Course(this, query, query.lanes(this), 1).head();
    }

    private @Nullable Buffer read(String id, BiConsumer<LaneReader, JsonBytes> writer) {
        LaneReader found = find(id);
        if (found == null) {
            return null;
        }
        JsonBytes out = new JsonBytes();
        writer.accept(found, out);
        return out.take();
    }

    /**
     * All of one patient that arrived within some time, the earliest first, one in a line.
     *
     * @param patient its key
     * @param sinceMs only those of which a part arrived at this moment or later, epoch milliseconds
     * @param untilMs and none of which all arrived later
     * @param full whether all of them, or only those of the chart of one a minute
     * @param searches of which one must find it; empty for all
     * @throws io.dripwatch.fhir.rest.Problem where a search cannot be followed
     */
    public ObservationLines lines(long patient, long sinceMs, long untilMs, boolean full, List<Search> searches) {
        Spans updated = Spans.of(List.of(new Span(Math.min(sinceMs, untilMs), untilMs + 1)));
        List<ObservationQuery> any = filters(searches, Instant.ofEpochMilli(untilMs));
        boolean more = full || any.stream().anyMatch(ObservationQuery::full);
        return new ObservationLines(
                this,
                of(patient, Spans.ALL, updated, more, untilMs),
                reader -> any.isEmpty() || any.stream().anyMatch(query -> query.finds(reader)),
                null);
    }

    /**
     * Checks searches that will be put to what was measured.
     *
     * @throws io.dripwatch.fhir.rest.Problem where one cannot be followed
     */
    public void check(List<Search> searches, Instant now) {
        filters(searches, now);
    }

    private List<ObservationQuery> filters(List<Search> searches, Instant now) {
        PageToken start = new PageToken(now.toEpochMilli(), PageToken.NOT_COUNTED, null);
        return searches.stream()
                .map(search -> new ObservationParameters(this, now).filter(search, start))
                .toList();
    }

    /**
     * The chart of one a minute of a patient, the earliest first, as entries that follow others.
     *
     * @param patient its key
     * @param measured when
     * @param updated when they arrived
     * @param url of the resource type
     * @param now as of when
     */
    public ObservationLines entries(long patient, Spans measured, Spans updated, String url, Instant now) {
        return new ObservationLines(
                this, of(patient, measured, updated, false, now.toEpochMilli()), reader -> true, url);
    }

    private static ObservationQuery of(long patient, Spans measured, Spans updated, boolean full, long asOfMs) {
        return new ObservationQuery(
                Set.of(patient),
                null,
                null,
                null,
                Set.copyOf(Kind.all()),
                EnumSet.allOf(Status.class),
                measured,
                updated,
                full,
                false,
                new PageToken(asOfMs, PageToken.NOT_COUNTED, null));
    }

    /**
     * The latest of each code.
     *
     * @throws io.dripwatch.fhir.rest.Problem where the search cannot be followed
     */
    public Buffer latest(Search search, Instant now) {
        return new Latest(this, search, now).bundle();
    }

    /**
     * A page, to be made piece by piece.
     *
     * @throws io.dripwatch.fhir.rest.Problem where the search cannot be followed
     */
    public ObservationPage page(Search search, Instant now) {
        return new ObservationPage(this, search, now);
    }
}
