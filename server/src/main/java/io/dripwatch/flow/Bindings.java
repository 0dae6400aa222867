package io.dripwatch.flow;

import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.PatientId;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which device stands at which chair, and whether a person or the bed's label said so. A person's word is stronger. One
 * that a person has bound to a patient goes along with them: it stands where their youngest session is, and is released
 * when that one ends.
 */
final class Bindings {
    /** Who binds when nobody does: the label of the bed that the device sends. */
    static final String BED = "bed";

    /** Who releases what has gone along with a patient, once the session is over. */
    private static final String SERVER = "server";

    private final Map<DeviceId, ChairId> chairs = new HashMap<>();
    private final Map<DeviceId, PatientId> patients = new TreeMap<>(Comparator.comparing(DeviceId::value));
    private final Set<DeviceId> byHand = new HashSet<>();

    @Nullable
    ChairId chairOf(DeviceId device) {
        return chairs.get(device);
    }

    /** The patient with whom a device goes along; null where it stands at its chair. */
    @Nullable
    PatientId patientOf(DeviceId device) {
        return patients.get(device);
    }

    Set<DeviceId> devices() {
        return Collections.unmodifiableSet(chairs.keySet());
    }

    /** Whether the bed's label may bind, move or keep this device: not after a person bound or released it. */
    boolean followsBed(DeviceId device) {
        return !byHand.contains(device);
    }

    void assigned(RoomEvent.DeviceAssigned event) {
        chairs.put(event.device(), event.chair());
        if (event.patient() != null) {
            patients.put(event.device(), event.patient());
        }
        remember(event.device(), event.by());
    }

    void released(RoomEvent.DeviceReleased event) {
        chairs.remove(event.device());
        patients.remove(event.device());
        remember(event.device(), event.by());
    }

    /** What a person said ends with the session of the patient; from then on the bed's label counts again. */
    private void remember(DeviceId device, String by) {
        if (by.equals(SERVER)) {
            byHand.remove(device);
        } else if (!by.equals(BED)) {
            byHand.add(device);
        }
    }

    /** Lets devices go along with their patients after something happened. */
    void follow(Room room, RoomEvent event) {
        if (event instanceof RoomEvent.SessionOpened opened && opened.patient() != null) {
            bring(room, event, opened.patient().id());
        } else if (event instanceof RoomEvent.PatientIdentified identified) {
            bring(room, event, identified.patient().id());
        } else if (event instanceof RoomEvent.StageMoved moved && moved.to().over()) {
            for (DeviceId device : List.copyOf(patients.keySet())) {
                if (moved.chair().equals(chairs.get(device))) {
                    room.happen(new RoomEvent.DeviceReleased(event.at(), SERVER, moved.chair(), device));
                }
            }
        }
    }

    private void bring(Room room, RoomEvent event, PatientId patient) {
        ChairId to = Objects.requireNonNull(event.chair());
        for (DeviceId device : List.copyOf(patients.keySet())) {
            ChairId from = Objects.requireNonNull(chairs.get(device));
            if (patient.equals(patients.get(device)) && !to.equals(from)) {
                room.happen(new RoomEvent.DeviceReleased(event.at(), event.by(), from, device));
                room.happen(new RoomEvent.DeviceAssigned(event.at(), event.by(), to, device, patient));
            }
        }
    }
}
