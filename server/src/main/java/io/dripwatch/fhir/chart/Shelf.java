package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.chart.Folder.Content;
import io.dripwatch.fhir.rest.AlarmSteps;
import io.dripwatch.fhir.rest.Encounters;
import io.dripwatch.fhir.rest.Spans;
import io.dripwatch.record.Entries;
import io.dripwatch.record.Entry;
import io.dripwatch.trend.History;
import io.dripwatch.trend.Instrument;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Rooms;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Where resources are taken from: the folders of the record, opened one by one, and the equipment. As of a place in the
 * journal the same folder always holds the same resources, so that searches can go on after any write.
 */
final class Shelf implements Encounters, AlarmSteps {
    private final History history;
    private final Entries entries;
    private final Rooms rooms;
    private final Folders folders;
    private final MedicationResource medication;
    private final AlarmResource alarms;

    Shelf(History history, Entries entries, Rooms rooms, Function<EvidenceAt, @Nullable String> observations) {
        this.history = history;
        this.entries = entries;
        this.rooms = rooms;
        this.folders = new Folders(entries);
        this.medication = new MedicationResource(history);
        this.alarms = new AlarmResource(observations);
    }

    /** The place up to which the journal has been written. */
    long end() {
        return entries.lastSeq();
    }

    @Override
    public @Nullable Long of(String session) {
        Folder folder = folders.of(session);
        return folder == null ? null : (Long) folder.seq();
    }

    @Override
    public Map<String, Long> sessions(long after) {
        Map<String, Long> sessions = new HashMap<>();
        for (Entry entry : entries.alarmsBehind(after)) {
            String session = entry.event().session();
            if (session != null) {
                sessions.put(session, entry.seq());
            }
        }
        return sessions;
    }

    @Override
    public List<Step> steps(String session, long after) {
        return entries.alarms(session, after).stream()
                .flatMap(entry -> AlarmResource.step(entry).stream())
                .toList();
    }

    /** Where a session sits for its whole life; null where there is no such Encounter. */
    @Nullable
    ChairId chair(long encounter) {
        String session = session(encounter);
        List<Entry> opening = session == null ? List.of() : entries.of(session, encounter);
        return opening.isEmpty() ? null : opening.get(0).event().chair();
    }

    @Override
    public @Nullable String session(long encounter) {
        Folder folder = folderAt(encounter);
        boolean its = folder != null && folder.seq() == encounter && folder.content() == Content.SESSION;
        return folder == null || !its ? null : folder.subject();
    }

    /**
     * The folders that may hold a type, in the order in which they were begun.
     *
     * @param patients the keys of the patients whose folders are wanted; null for all
     */
    private List<Folder> folders(ChartType.From from, @Nullable Set<Long> patients, long upTo) {
        Content content = from == ChartType.From.COURSE ? Content.COURSE : Content.SESSION;
        Set<PatientId> whose = patients == null
                ? null
                : patients.stream()
                        .map(history::patient)
                        .flatMap(Stream::ofNullable)
                        .map(stored -> stored.patient().id())
                        .collect(java.util.stream.Collectors.toSet());
        return folders.upTo(upTo).stream()
                .filter(folder -> folder.content() == content)
                .filter(folder -> whose == null || (folder.patient() != null && whose.contains(folder.patient())))
                .toList();
    }

    /** The resources of a type, opened one after the other as they are asked for. */
    <R extends Resource> Iterator<Opened<R>> open(ChartType<R> type, Wanted wanted) {
        return switch (type.from()) {
            case EQUIPMENT -> List.of(new Opened<>(0, 0, equipment(type))).iterator();
            case COHORTS ->
                List.of(new Opened<>(0, 0, cast(type, groups(wanted.upTo())))).iterator();
            case ACCESS -> new AccessSlices<>(type, entries, wanted);
            case SESSION, COURSE ->
                folders(type.from(), wanted.patients(), wanted.upTo()).stream()
                        .filter(folder -> folder.seq() >= wanted.from())
                        .map(folder -> new Opened<>(folder.seq(), folder.seq(), in(folder, type, wanted.upTo())))
                        .iterator();
        };
    }

    /** Those who were treated by each protocol. */
    List<Group> groups(long upTo) {
        return GroupResource.all(folders.upTo(upTo), history);
    }

    /** An access; null where none stands at a place. */
    @Nullable
    Resource access(long seq) {
        return entries.accesses(seq - 1, seq, Spans.WRITABLE.fromMs(), Spans.WRITABLE.toMs(), 1).stream()
                .map(AccessResource::of)
                .findFirst()
                .orElse(null);
    }

    private static <R extends Resource> List<R> cast(ChartType<R> type, List<? extends Resource> resources) {
        return resources.stream().map(type.type()::cast).toList();
    }

    /** The folder in which an event stands; null where there is none. */
    @Nullable
    Folder folderAt(long seq) {
        String subject = entries.subjectAt(seq);
        return subject == null ? null : folders.of(subject);
    }

    /** The resources of a type in a folder, as it was at a place in the journal. */
    <R extends Resource> List<R> in(Folder folder, ChartType<R> type, long upTo) {
        List<Entry> its = entries.of(folder.subject(), upTo);
        if (its.isEmpty()) {
            return List.of();
        }
        List<? extends Resource> resources = type.from() == ChartType.From.COURSE
                ? List.of(CarePlanResource.of(its, subject(folder), this))
                : of(Visit.of(its, subject(folder)), type.name());
        return cast(type, resources);
    }

    /** The resources of a type of equipment. */
    <R extends Resource> List<R> equipment(ChartType<R> type) {
        List<Instrument> instruments = history.instruments();
        List<? extends Resource> all =
                switch (type.name()) {
                    case "Location" -> LocationResource.all(rooms);
                    case "Device" -> DeviceResource.devices(instruments);
                    default -> DeviceResource.metrics(instruments);
                };
        return cast(type, all);
    }

    private List<? extends Resource> of(Visit visit, String type) {
        return switch (type) {
            case "Encounter" -> EncounterResource.of(visit);
            case "MedicationRequest" -> MedicationResource.ordered(visit);
            case "MedicationAdministration" -> medication.given(visit);
            case "DetectedIssue" -> alarms.issues(visit);
            case "Flag" -> AlarmResource.flags(visit);
            case "Communication" -> CommunicationResource.of(visit);
            case "QuestionnaireResponse" -> QuestionnaireResource.of(visit);
            case "DocumentReference" -> DocumentResource.of(visit);
            case "Provenance" -> ProvenanceResource.of(visit);
            default -> throw new IllegalArgumentException("expected a type of a session, got " + type);
        };
    }

    /** The key of a session's patient; 0 where nobody has said whose it is, or no reading is kept under it. */
    long patient(String session) {
        Folder folder = folders.of(session);
        return folder == null || folder.patient() == null ? 0 : key(folder.patient());
    }

    private long key(PatientId id) {
        return history.patientsBy(id).stream()
                .filter(stored -> stored.patient().id().equals(id))
                .mapToLong(StoredPatient::key)
                .findFirst()
                .orElse(0);
    }

    /** By the key of the patient where readings are kept under it, else by the identifier alone. */
    private Reference subject(Folder folder) {
        PatientId id = folder.patient();
        if (id == null) {
            return new Reference().setType("Patient").setDisplay("Not identified yet");
        }
        long key = key(id);
        if (key != 0) {
            return new Reference("Patient/" + key);
        }
        Identifier identifier = new Identifier().setValue(id.value());
        identifier.setSystem(io.dripwatch.fhir.rest.PatientIds.system(id.authority()));
        return new Reference().setType("Patient").setIdentifier(identifier);
    }
}
