package io.dripwatch.app.command;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.vitals.DeviceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far the clock of each device was off when something of it was received, as the record tells. */
final class DeviceClocks {
    private final Map<DeviceId, NavigableMap<Long, Long>> offsets = new HashMap<>();

    DeviceClocks(List<RoomEvent.DeviceClock> inOrder) {
        for (RoomEvent.DeviceClock clock : inOrder) {
            offsets.computeIfAbsent(clock.device(), first -> new TreeMap<>())
                    .put(clock.at().toEpochMilli(), clock.offset().toMillis());
        }
    }

    /** Its time minus ours in milliseconds; null where it told none by then. */
    @Nullable
    Long offset(DeviceId device, long receivedMs) {
        NavigableMap<Long, Long> its = offsets.get(device);
        Map.Entry<Long, Long> last = its == null ? null : its.floorEntry(receivedMs);
        return last == null ? null : last.getValue();
    }
}
