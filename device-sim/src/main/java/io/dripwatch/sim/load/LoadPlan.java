package io.dripwatch.sim.load;

import io.dripwatch.sim.wire.AckMode;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How much load, and for how long.
 *
 * @param destinations 1 to 6; connections take turns among them, so that one that is named twice has twice the monitors
 * @param monitors 1 to 100000, each with its own EUI-64, patient SYN-n and bed LOAD^^n, n from 0
 * @param connections 1 to 999, at most one a monitor; monitors share them evenly
 * @param messagesPerSecond over all monitors; 0 sends as fast as the windows allow
 * @param window messages a connection may leave unacknowledged, 1 to 65535
 * @param duration for how long messages are due
 * @param patience without any acknowledgement on a connection that waits for some, before it reconnects; after the
 *     duration also how long to wait for the last ones
 * @param acks which acknowledgement monitors that speak HL7 ask for
 * @param ledger where to append a line for each positively acknowledged message; null for none
 * @param insists whether a message that is refused goes out again a second later, as that of a monitor would
 */
public record LoadPlan(
        List<Destination> destinations,
        int monitors,
        int connections,
        int messagesPerSecond,
        int window,
        Duration duration,
        Duration patience,
        AckMode acks,
        @Nullable Path ledger,
        boolean insists) {
    private static final int MOST_DESTINATIONS = 6;

    public LoadPlan {
        destinations = List.copyOf(destinations);
        within("destinations", destinations.size(), 1, MOST_DESTINATIONS);
        within("monitors", monitors, destinations.size(), 100_000);
        within("connections", connections, destinations.size(), Math.min(monitors, 999));
        within("messages a second", messagesPerSecond, 0, 10_000_000);
        within("window", window, 1, 65_535);
        within("milliseconds", duration.toMillis(), 1, 1_000_000_000);
        within("milliseconds of patience", patience.toMillis(), 1, 1_000_000_000);
    }

    /** HL7 over MLLP with as many connections as monitors (at most 64), ten seconds of patience and no ledger. */
    public static LoadPlan of(
            InetSocketAddress server, int monitors, int messagesPerSecond, int window, Duration duration) {
        return new LoadPlan(
                List.of(new Destination(server, Transport.MLLP)),
                monitors,
                Math.min(monitors, 64),
                messagesPerSecond,
                window,
                duration,
                Duration.ofSeconds(10),
                AckMode.ENHANCED,
                null,
                false);
    }

    /** The same to other destinations. */
    public LoadPlan to(Destination... others) {
        return with(List.of(others), connections, patience, ledger, insists);
    }

    /** The same with a number of connections. */
    public LoadPlan over(int howManyConnections) {
        return with(destinations, howManyConnections, patience, ledger, insists);
    }

    /** The same with a ledger. */
    public LoadPlan into(Path file) {
        return with(destinations, connections, patience, file, insists);
    }

    /** The same by monitors that send again what is refused, and reconnect only after so long without any answer. */
    public LoadPlan insisting(Duration longestSilence) {
        return with(destinations, connections, longestSilence, ledger, true);
    }

    private LoadPlan with(List<Destination> to, int over, Duration silence, @Nullable Path kept, boolean again) {
        return new LoadPlan(to, monitors, over, messagesPerSecond, window, duration, silence, acks, kept, again);
    }

    /** Where the connection of this number goes. */
    Destination destination(int connection) {
        return destinations.get(connection % destinations.size());
    }

    /** How many monitors the connection of this number carries. */
    int share(int connection) {
        return (monitors - connection + connections - 1) / connections;
    }

    /** How many monitors send to it. */
    int monitorsTo(Destination one) {
        return IntStream.range(0, connections)
                .filter(i -> destination(i).equals(one))
                .map(this::share)
                .sum();
    }

    /** How many connections go to it. */
    int connectionsTo(Destination one) {
        return (int) IntStream.range(0, connections)
                .filter(i -> destination(i).equals(one))
                .count();
    }

    private static void within(String what, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException("expected " + low + " to " + high + " " + what + ", got " + value);
        }
    }
}
