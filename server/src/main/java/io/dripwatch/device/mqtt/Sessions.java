package io.dripwatch.device.mqtt;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected by which client id, and whose session outlives its connection. A publisher's session holds nothing
 * here: what was not acknowledged waits at the device. Used from the listener's event loop only.
 */
final class Sessions {
    private static final int MOST_KEPT = 20_000;

    private final Map<String, MqttConnection> connected = new HashMap<>();
    private final Map<String, Boolean> kept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** The connection that held this id until now; null where none did. */
    @Nullable
    MqttConnection connect(String id, MqttConnection connection) {
        return connected.put(id, connection);
    }

    void disconnect(String id, MqttConnection connection) {
        connected.remove(id, connection);
    }

    /**
     * Begins or resumes a session.
     *
     * @param clean whether an older one is to be forgotten
     * @param keep whether this one outlives its connection
     * @return whether there was one
     */
    boolean resume(String id, boolean clean, boolean keep) {
        boolean present = kept.remove(id) != null && !clean;
        if (keep) {
            kept.put(id, true);
        }
        return present;
    }
}
