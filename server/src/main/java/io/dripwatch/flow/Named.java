package io.dripwatch.flow;

import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Patient;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whom the devices of a chair name as their patient. */
final class Named {
    private final Set<DeviceId> mismatches = new TreeSet<>((a, b) -> a.value().compareTo(b.value()));
    private @Nullable Patient last;

    /** The devices that name another patient than the one in the chair. */
    Set<DeviceId> mismatches() {
        return Collections.unmodifiableSet(mismatches);
    }

    /** Whom a device last named without contradiction; null where none has. */
    @Nullable
    Patient last() {
        return last;
    }

    void named(Patient patient) {
        last = patient;
    }

    void mismatch(DeviceId device) {
        mismatches.add(device);
    }

    void match(DeviceId device) {
        mismatches.remove(device);
    }

    /** Another patient, or none, sits in the chair. */
    void clear() {
        mismatches.clear();
    }
}
