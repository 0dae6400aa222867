package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.chart.Folder.Content;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entries;
import io.dripwatch.record.Entry;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All folders of the record, in the order in which they were begun. A few words of each are remembered; what has been
 * begun since is read when somebody asks.
 */
final class Folders {
    private final Entries entries;
    private final Map<String, Folder> bySubject = new LinkedHashMap<>();
    private long read;

    Folders(Entries entries) {
        this.entries = entries;
    }

    /** Those that had been begun up to a place in the journal. */
    List<Folder> upTo(long seq) {
        return all().stream().filter(folder -> folder.seq() <= seq).toList();
    }

    /** The folder of a session or course; null where there is none. */
    synchronized @Nullable Folder of(String subject) {
        Folder known = bySubject.get(subject);
        if (known == null) {
            all();
        }
        return bySubject.get(subject);
    }

    private synchronized List<Folder> all() {
        for (Entry entry : entries.beginnings(read)) {
            take(entry);
            read = entry.seq();
        }
        return List.copyOf(bySubject.values());
    }

    private void take(Entry entry) {
        RoomEvent event = entry.event();
        if (event instanceof RoomEvent.SessionOpened opened) {
            PatientId patient = id(opened.patient());
            Folder.Cohort cohort =
                    new Folder.Cohort(opened.protocol().id(), opened.protocol().title());
            bySubject.put(
                    opened.session(), new Folder(entry.seq(), opened.session(), Content.SESSION, patient, cohort));
        } else if (event instanceof RoomEvent.PatientIdentified identified) {
            PatientId patient = identified.patient().id();
            bySubject.computeIfPresent(identified.session(), (subject, folder) -> folder.of(patient));
        } else if (event instanceof RoomEvent.CourseChanged changed) {
            String course = changed.course().id();
            PatientId patient = changed.course().patient();
            bySubject.putIfAbsent(course, new Folder(entry.seq(), course, Content.COURSE, patient, Folder.Cohort.NONE));
        }
    }

    private static @Nullable PatientId id(@Nullable Patient patient) {
        return patient == null ? null : patient.id();
    }
}
