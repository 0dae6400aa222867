package io.dripwatch.flow;

import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceId;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which device stands at which chair, and whether a person or the bed's label said so. A person's word is stronger. */
final class Bindings {
    /** Who binds when nobody does: the label of the bed that the device sends. */
    static final String BED = "bed";

    private final Map<DeviceId, ChairId> chairs = new HashMap<>();
    private final Set<DeviceId> byHand = new HashSet<>();

    @Nullable
    ChairId chairOf(DeviceId device) {
        return chairs.get(device);
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
        remember(event.device(), event.by());
    }

    void released(RoomEvent.DeviceReleased event) {
        chairs.remove(event.device());
        remember(event.device(), event.by());
    }

    private void remember(DeviceId device, String by) {
        if (!by.equals(BED)) {
            byHand.add(device);
        }
    }
}
