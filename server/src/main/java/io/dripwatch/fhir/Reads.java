package io.dripwatch.fhir;

import io.dripwatch.fhir.chart.Chart;
import io.dripwatch.fhir.chart.ChartType;
import io.dripwatch.fhir.chart.Patients;
import io.dripwatch.fhir.news.News;
import io.dripwatch.fhir.observation.Evidence;
import io.dripwatch.fhir.observation.ObservationPage;
import io.dripwatch.fhir.observation.Observations;
import io.dripwatch.fhir.push.ChartPush;
import io.dripwatch.fhir.push.Telling;
import io.dripwatch.fhir.rest.Chunks;
import io.dripwatch.fhir.rest.Hapi;
import io.dripwatch.fhir.rest.PatientIds;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Rendering;
import io.dripwatch.fhir.rest.Rights;
import io.dripwatch.fhir.rest.Search;
import io.dripwatch.record.Entries;
import io.dripwatch.trend.History;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.zip.CRC32;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Answers whatever can be read of the chart. All of it blocks on the store. */
final class Reads {
    private final InstantSource clock;
    private final Hapi hapi;
    private final Chart chart;
    private final Patients patients;
    private final Observations observations;
    private final Documents documents;
    private final BulkSource bulk;
    private final News news;
    private final ChartPush push;

    /**
     * What a client gets.
     *
     * @param body of the answer
     * @param tag changes whenever the body does; null where nobody need ask again
     * @param changed when it last did; null where that is not known
     */
    record Answer(
            Buffer body, @Nullable String tag, @Nullable Instant changed) {}

    Reads(FhirApi.Content content, InstantSource clock, Hapi hapi) {
        History history = content.history();
        Entries entries = content.entries();
        this.clock = clock;
        this.hapi = hapi;
        this.chart = new Chart(
                history,
                entries,
                content.rooms(),
                evidence -> Evidence.observation(
                        history, evidence.session(), evidence.metric(), evidence.at(), evidence.value()));
        this.documents = content.documents();
        this.patients = new Patients(history);
        this.observations = new Observations(history, chart.encounters(), chart.alarmSteps());
        this.bulk = new BulkSource(history, chart, observations, hapi);
        this.news = new News(content.notables(), entries, history, observations, chart.happenings());
        this.push = new ChartPush(news, new Telling(history, chart, observations), this::resource, hapi);
    }

    private @Nullable Resource resource(String type, String id) {
        if (!type.equals("Observation")) {
            return chart.read(type, id);
        }
        Buffer json = observations.read(id);
        return json == null ? null : (Resource) hapi.read(json.toString(StandardCharsets.UTF_8));
    }

    /**
     * One resource.
     *
     * @throws Problem where there is none
     */
    Answer read(String type, String id, Rendering rendering) {
        Buffer json =
                switch (type) {
                    case "Observation" -> found(type, observations.read(id));
                    case "Provenance" -> observations.provenance(id);
                    default -> null;
                };
        if (json != null) {
            return new Answer(hapi.text(json, rendering), tag(json), null);
        }
        return answer(found(type, chart.read(type, id)), rendering);
    }

    /** {@code Type/id} as JSON; null where it is not there. */
    @Nullable
    String json(String what) {
        int slash = what.indexOf('/');
        try {
            return read(what.substring(0, slash), what.substring(slash + 1), Rendering.JSON)
                    .body()
                    .toString(StandardCharsets.UTF_8);
        } catch (Problem gone) {
            if (gone.status() == 404) {
                return null;
            }
            throw gone;
        }
    }

    /**
     * One resource as it once was.
     *
     * @throws Problem where it never was so
     */
    Answer version(String type, String id, String version, Rendering rendering) {
        return answer(found(type, chart.read(type, id, version)), rendering);
    }

    /**
     * A page of resources.
     *
     * @throws Problem where the search cannot be followed
     */
    Answer search(String type, Search search, Rights rights, Rendering rendering) {
        Buffer body =
                switch (type) {
                    case "Observation" -> {
                        ObservationPage page = observations(search);
                        Buffer json = Buffer.buffer();
                        while (!page.done()) {
                            json.appendBuffer(page.next());
                        }
                        yield hapi.text(json, rendering);
                    }
                    case "Patient" -> hapi.text(patients.search(search, clock.instant()), rendering);
                    default -> hapi.text(chart.search(chartType(type), search, rights, clock.instant()), rendering);
                };
        return new Answer(body, null, null);
    }

    /**
     * A page of Observations, to be sent piece by piece.
     *
     * @throws Problem where the search cannot be followed
     */
    ObservationPage observations(Search search) {
        return observations.page(search, clock.instant());
    }

    /**
     * What was measured again and again in a session, to be sent piece by piece.
     *
     * @throws Problem where there is no such session
     */
    Chunks samples(String id, Search search) {
        Long encounter = PatientIds.key(id);
        return found("Encounter", encounter == null ? null : observations.samples(encounter, search));
    }

    /**
     * All that there is of a patient, to be sent piece by piece.
     *
     * @throws Problem where there is no such patient
     */
    Chunks everything(String id, Search search, Rights rights) {
        Resource patient = found("Patient", chart.read("Patient", id));
        return new Everything(
                chart, observations, hapi, patient, new Everything.Asked(search, rights, clock.instant()));
    }

    /**
     * The latest Observations of each code.
     *
     * @throws Problem where the search cannot be followed
     */
    Answer latest(Search search, Rendering rendering) {
        return new Answer(hapi.text(observations.latest(search, clock.instant()), rendering), null, null);
    }

    /**
     * The file behind a document.
     *
     * @throws Problem where there is none
     */
    Binary document(String id) {
        DocumentReference document = (DocumentReference) found("Binary", chart.read("DocumentReference", id));
        String visit = document.getContext()
                .getEncounterFirstRep()
                .getReferenceElement()
                .getIdPart();
        String session = chart.encounters().session(Long.parseLong(visit));
        Binary file = new Binary()
                .setContentType(Documents.TYPE)
                .setSecurityContext(new Reference("DocumentReference/" + id))
                .setData(found("Binary", session == null ? null : documents.pdf(session)));
        file.setId(id);
        return file;
    }

    /** The keys of the patients in a Group; null where there is none of this id. */
    @Nullable
    Set<Long> members(String group) {
        return chart.members(group);
    }

    /** All of it, for exports. */
    BulkSource bulk() {
        return bulk;
    }

    /** What it takes to tell others. */
    ChartPush push() {
        return push;
    }

    /** What is new in it. */
    News news() {
        return news;
    }

    /** The place up to which the journal has been written. */
    long end() {
        return chart.end();
    }

    static ChartType<?> chartType(String type) {
        return ChartType.all().stream()
                .filter(known -> known.name().equals(type))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("There are no resources of type " + type + " here"));
    }

    private Answer answer(Resource resource, Rendering rendering) {
        Buffer body = hapi.text(resource, rendering);
        String version = resource.getMeta().getVersionId();
        Instant changed = resource.getMeta().getLastUpdated() == null
                ? null
                : resource.getMeta().getLastUpdated().toInstant();
        return new Answer(body, version == null ? tag(body) : "W/\"" + version + '"', changed);
    }

    private static String tag(Buffer body) {
        CRC32 sum = new CRC32();
        sum.update(body.getBytes());
        return "W/\"" + Long.toHexString(sum.getValue()) + '"';
    }

    private static <T> T found(String type, @Nullable T resource) {
        if (resource == null) {
            throw Problem.notFound("There is no " + type + " of this id");
        }
        return resource;
    }
}
