package io.dripwatch.device.hl7;

import io.dripwatch.device.DoorLimits;
import io.dripwatch.device.DoorRules;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the server listens for HL7 devices.
 *
 * @param host the address to listen on
 * @param port 0 to 65535; 0 takes a free one
 * @param door who may connect, and how
 * @param largestFrameBytes at least 1024
 * @param longestSilence after how long without a byte a connection is closed; at least 2 ms
 * @param mostInFlight messages of one connection that wait for their acknowledgement at the same time; at least 1,
 *     beyond it nothing more is read from the connection
 * @param drain how long {@link MllpServer#close()} waits for acknowledgements; at least a millisecond
 * @param profiles what is known of particular senders
 * @param only the family of whoever connects here; null where each message tells
 */
public record MllpConfig(
        String host,
        int port,
        DoorRules door,
        int largestFrameBytes,
        Duration longestSilence,
        int mostInFlight,
        Duration drain,
        SourceProfiles profiles,
        @Nullable SourceProfile only) {

    public MllpConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("expected a host to listen on, got none");
        }
        within("port", port, 0, 65535);
        within("largestFrameBytes", largestFrameBytes, 1024, 1 << 28);
        within("mostInFlight", mostInFlight, 1, 1_000_000);
        if (longestSilence.toMillis() < 2) {
            throw new IllegalArgumentException("expected longestSilence of at least 2 ms, got " + longestSilence);
        }
        if (drain.toMillis() < 1) {
            throw new IllegalArgumentException("expected drain of at least a millisecond, got " + drain);
        }
    }

    /** Loopback, a free port, and limits that fit one clinic. */
    public static MllpConfig defaults() {
        return new MllpConfig(
                "127.0.0.1",
                0,
                DoorRules.defaults(),
                1024 * 1024,
                Duration.ofMinutes(5),
                256,
                Duration.ofSeconds(5),
                new SourceProfiles(List.of(), ZoneOffset.UTC),
                null);
    }

    private static void within(String key, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException("expected " + key + " from " + low + " to " + high + ", got " + value);
        }
    }

    /** The same at another address, for other devices. */
    public MllpConfig at(String otherHost, int otherPort, SourceProfiles others) {
        return new MllpConfig(
                otherHost, otherPort, door, largestFrameBytes, longestSilence, mostInFlight, drain, others, only);
    }

    /** The same on the port of one family. */
    public MllpConfig onlyFor(SourceProfile family) {
        return new MllpConfig(
                host,
                family.wire().port(),
                door,
                largestFrameBytes,
                longestSilence,
                mostInFlight,
                drain,
                profiles,
                family);
    }

    /** The same on another port; 0 takes a free one. */
    public MllpConfig withPort(int otherPort) {
        return new MllpConfig(
                host, otherPort, door, largestFrameBytes, longestSilence, mostInFlight, drain, profiles, only);
    }

    /** The same with other limits. */
    public MllpConfig withLimits(int connections, int frameBytes, int inFlight) {
        return new MllpConfig(
                host,
                port,
                door.with(door.limits().withOpen(connections, connections)),
                frameBytes,
                longestSilence,
                inFlight,
                drain,
                profiles,
                only);
    }

    /** The same with another longest silence. */
    public MllpConfig withLongestSilence(Duration other) {
        return new MllpConfig(host, port, door, largestFrameBytes, other, mostInFlight, drain, profiles, only);
    }

    /** The same with other limits of the door. */
    public MllpConfig with(DoorLimits limits) {
        return with(door.with(limits));
    }

    /** The same with other rules of the door. */
    public MllpConfig with(DoorRules otherDoor) {
        return new MllpConfig(
                host, port, otherDoor, largestFrameBytes, longestSilence, mostInFlight, drain, profiles, only);
    }
}
