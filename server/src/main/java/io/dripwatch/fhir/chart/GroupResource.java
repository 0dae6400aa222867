package io.dripwatch.fhir.chart;

import io.dripwatch.fhir.rest.Ids;
import io.dripwatch.trend.History;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.vitals.PatientId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Reference;

/** Those who were treated by one protocol: the cohorts that registries and research ask for. */
final class GroupResource {
    private static final String SYSTEM = "urn:dripwatch:protocol";

    private GroupResource() {}

    /** One for each protocol that was ever used, in the order of their ids. */
    static List<Group> all(List<Folder> folders, History history) {
        Map<String, String> titles = new LinkedHashMap<>();
        Map<String, Set<PatientId>> members = new LinkedHashMap<>();
        for (Folder folder : folders) {
            String protocol = folder.cohort().protocol();
            if (!protocol.isEmpty()) {
                titles.put(protocol, folder.cohort().title());
                Set<PatientId> its = members.computeIfAbsent(protocol, unused -> new LinkedHashSet<>());
                if (folder.patient() != null) {
                    its.add(folder.patient());
                }
            }
        }
        List<Group> groups = new ArrayList<>();
        members.forEach((protocol, its) ->
                groups.add(group(protocol, String.valueOf(titles.get(protocol)), keys(its, history))));
        return groups;
    }

    private static Set<Long> keys(Set<PatientId> patients, History history) {
        Set<Long> keys = new LinkedHashSet<>();
        for (PatientId patient : patients) {
            history.patientsBy(patient).stream()
                    .filter(stored -> stored.patient().id().equals(patient))
                    .map(StoredPatient::key)
                    .forEach(keys::add);
        }
        return keys;
    }

    private static Group group(String protocol, String title, Set<Long> members) {
        Group group = new Group()
                .setActive(true)
                .setType(Group.GroupType.PERSON)
                .setActual(true)
                .setName(title)
                .setQuantity(members.size());
        group.addIdentifier().setSystem(SYSTEM).setValue(protocol);
        members.forEach(key -> group.addMember().setEntity(new Reference("Patient/" + key)));
        group.setId(Ids.of(protocol));
        return group;
    }
}
