package io.dripwatch.app.config;

import io.dripwatch.device.DoorLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What each listener for devices bears, as written under {@code devices.limits}.
 *
 * @param connections open at the same time
 * @param connectionsPerAddress open at the same time from one address
 * @param connectsAtOnce how many an address may make in one go
 * @param connectsPerSecond how many it may make from then on
 * @param deviceConnectsAtOnce how many a device that says who it is may make in one go
 * @param deviceConnectsPerSecond how many it may make from then on
 * @param messageSeconds how long a message may take from its first byte to its last
 */
public record LimitSettings(
        @Nullable Integer connections,
        @Nullable Integer connectionsPerAddress,
        @Nullable Integer connectsAtOnce,
        @Nullable Double connectsPerSecond,
        @Nullable Integer deviceConnectsAtOnce,
        @Nullable Double deviceConnectsPerSecond,
        @Nullable Double messageSeconds) {

    /** These where they are set, the others elsewhere. */
    DoorLimits over(DoorLimits others) {
        try {
            return new DoorLimits(
                    connections == null ? others.mostOpen() : connections,
                    connectionsPerAddress == null ? others.mostOpenOfOneAddress() : connectionsPerAddress,
                    connectsAtOnce == null ? others.connectsAtOnce() : connectsAtOnce,
                    connectsPerSecond == null ? others.connectsPerSecond() : connectsPerSecond,
                    deviceConnectsAtOnce == null ? others.deviceConnectsAtOnce() : deviceConnectsAtOnce,
                    deviceConnectsPerSecond == null ? others.deviceConnectsPerSecond() : deviceConnectsPerSecond,
                    messageSeconds == null ? others.patience() : Duration.ofMillis(Math.round(messageSeconds * 1000)));
        } catch (IllegalArgumentException e) {
            throw new ConfigError("devices.limits: " + e.getMessage(), e);
        }
    }

    /** One line for whoever checks a configuration. */
    public static String line(DoorLimits limits) {
        return "connections " + limits.mostOpen() + ", connectionsPerAddress " + limits.mostOpenOfOneAddress()
                + ", connectsAtOnce " + limits.connectsAtOnce() + ", connectsPerSecond " + limits.connectsPerSecond()
                + ", deviceConnectsAtOnce " + limits.deviceConnectsAtOnce() + ", deviceConnectsPerSecond "
                + limits.deviceConnectsPerSecond() + ", messageSeconds "
                + limits.patience().toMillis() / 1000.0;
    }
}
