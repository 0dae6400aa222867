package io.dripwatch.device;

import io.dripwatch.vitals.DeviceId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Which connection each device speaks through, so that a connection that breaks off makes the links of its devices lost
 * at once, except of those that speak through another by now. Safe from every thread.
 */
public final class Presence {
    private static final int MOST_DEVICES = 20_000;

    private final Map<DeviceId, Object> carriers = new ConcurrentHashMap<>();
    private final Consumer<DeviceId> lost;

    /** @param lost is told of every device whose connection broke off */
    public Presence(Consumer<DeviceId> lost) {
        this.lost = lost;
    }

    /** A device spoke through a connection. Beyond 20,000 devices only their silence tells of a lost link. */
    public void heard(DeviceId device, Object connection) {
        if (carriers.size() < MOST_DEVICES || carriers.containsKey(device)) {
            carriers.put(device, connection);
        }
    }

    /** A connection ended as agreed: its devices may speak again when they like. */
    public void ended(Object connection) {
        carriers.values().removeIf(connection::equals);
    }

    /** A connection broke off. */
    public void brokeOff(Object connection) {
        carriers.forEach((device, carrier) -> {
            if (carrier.equals(connection) && carriers.remove(device, connection)) {
                lost.accept(device);
            }
        });
    }
}
