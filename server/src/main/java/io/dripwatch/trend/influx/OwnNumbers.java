package io.dripwatch.trend.influx;

import io.dripwatch.trend.influx.InfluxLink.InfluxAway;
import io.dripwatch.trend.influx.InfluxLink.LinesRefused;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's own numbers as points of the measurement {@code server}, so that one InfluxDB is enough to watch over
 * both. Fields have the names of {@code /metrics} without {@code dripwatch_}, what stands in braces there behind a
 * {@code _}; all are floats. Numbers that InfluxDB does not want hold nothing up.
 */
final class OwnNumbers {
    private static final Logger LOG = LoggerFactory.getLogger(OwnNumbers.class);
    private static final long NANOS_A_MS = 1_000_000;
    private static final String PREFIX = "dripwatch_";

    private final InfluxLink link;
    private final String beginning;
    private final Supplier<Map<String, Number>> numbers;
    private boolean refused;

    OwnNumbers(InfluxLink link, String room, Supplier<Map<String, Number>> numbers) {
        this.link = link;
        this.beginning = "server,room=" + Lines.escaped(room) + " ";
        this.numbers = numbers;
    }

    /** Leaves the numbers as they are now. */
    void leave(Instant now) throws InfluxAway {
        Map<String, Number> current = numbers.get();
        if (current.isEmpty()) {
            return;
        }
        try {
            link.write(List.of(line(current, now)));
            refused = false;
        } catch (LinesRefused e) {
            if (!refused) {
                LOG.warn("InfluxDB does not want the server's own numbers; readings go on", e);
            }
            refused = true;
        }
    }

    private String line(Map<String, Number> current, Instant now) {
        return current.entrySet().stream()
                .map(entry -> field(entry.getKey()) + "=" + entry.getValue().doubleValue())
                .collect(Collectors.joining(",", beginning, " " + now.toEpochMilli() * NANOS_A_MS));
    }

    /** {@code refused_total_unit} of {@code dripwatch_refused_total{reason="unit"}}. */
    private static String field(String name) {
        String own = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        return own.replaceAll("\\{[a-z]+=\"", "_").replaceAll("[^A-Za-z0-9_]", "");
    }
}
