package io.dripwatch.device.json;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * When numbered messages arrived first. A device that got no answer sends a message again; where its readings name no
 * time, the time of the first arrival makes them the same readings again, and they are not kept twice.
 *
 * <p>Remembers the last 20,000 messages for ten minutes. Safe from every thread.
 */
final class Arrivals {
    private static final int MOST = 20_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** A message by its number and all of its bytes. */
    private record Sent(long seq, int length, long checksum) {}

    private final Map<Sent, Instant> first = new LinkedHashMap<>(64, 0.75f, false) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sent, Instant> eldest) {
            return size() > MOST;
        }
    };

    /** When this very message of a topic arrived first: now, or when it was sent before. */
    synchronized Instant first(long seq, String topic, byte[] message, Instant now) {
        CRC32C checksum = new CRC32C();
        checksum.update(topic.getBytes(StandardCharsets.UTF_8));
        checksum.update(message);
        Sent sent = new Sent(seq, message.length, checksum.getValue());
        Instant before = first.get(sent);
        if (before != null && !now.isAfter(before.plus(LONGEST)) && !before.isAfter(now)) {
            return before;
        }
        first.remove(sent);
        first.put(sent, now);
        return now;
    }
}
