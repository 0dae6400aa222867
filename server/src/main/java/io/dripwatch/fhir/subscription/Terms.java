package io.dripwatch.fhir.subscription;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody subscribed to, and how they are told.
 *
 * @param topic of what
 * @param filters which of it, as they were written; all of them must match
 * @param channel by which way
 * @param endpoint where notifications are posted; "" for a WebSocket
 * @param headers sent with them, such as {@code Authorization: Bearer ...}; secret
 * @param content how much stands in a notification
 * @param heartbeatSeconds after how long without one a sign of life is sent; 0 for never
 * @param timeoutSeconds how long an answer may take, 1 to 60
 * @param maxCount how many events a notification holds at most, 1 to 200
 * @param end when it is over, ISO 8601; "" for never
 * @param reason why, in the subscriber's words
 */
record Terms(
        Topic topic,
        List<String> filters,
        Channel channel,
        String endpoint,
        List<String> headers,
        Content content,
        int heartbeatSeconds,
        int timeoutSeconds,
        int maxCount,
        String end,
        String reason) {

    /** A way to be told. */
    enum Channel {
        REST_HOOK,
        WEBSOCKET
    }

    /** How much stands in a notification. */
    enum Content {
        EMPTY("empty"),
        ID_ONLY("id-only"),
        FULL_RESOURCE("full-resource");

        private final String code;

        Content(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }

        /** The one of this code; null where there is none. */
        static @Nullable Content of(@Nullable String code) {
            for (Content content : values()) {
                if (content.code.equals(code)) {
                    return content;
                }
            }
            return null;
        }
    }

    Terms {
        filters = List.copyOf(filters);
        headers = List.copyOf(headers);
    }

    List<Filter> read() {
        return filters.stream().map(text -> Filter.parse(topic, text)).toList();
    }

    boolean over(Instant now) {
        return !end.isEmpty() && !Instant.parse(end).isAfter(now);
    }
}
