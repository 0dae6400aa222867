package io.dripwatch.device;

import java.time.Duration;

/**
 * What a listener bears. The defaults let a whole clinic in through one address.
 *
 * @param mostOpen connections at the same time
 * @param mostOpenOfOneAddress of one address, or of one IPv6 network of 64 bits
 * @param connectsAtOnce how many an address may make in one go, for instance when the network has come back
 * @param connectsPerSecond how many an address may make from then on
 * @param deviceConnectsAtOnce the same of one device, where it says who it is
 * @param deviceConnectsPerSecond how many a device may make from then on
 * @param patience how long a message, a request or a greeting may take from its first byte to its last
 */
public record DoorLimits(
        int mostOpen,
        int mostOpenOfOneAddress,
        int connectsAtOnce,
        double connectsPerSecond,
        int deviceConnectsAtOnce,
        double deviceConnectsPerSecond,
        Duration patience) {

    public DoorLimits {
        within("connections", mostOpen, 1, 1_000_000);
        within("connectionsPerAddress", mostOpenOfOneAddress, 1, 1_000_000);
        within("connectsAtOnce", connectsAtOnce, 1, 1_000_000);
        within("connectsPerSecond", connectsPerSecond, 0.001, 1_000_000);
        within("deviceConnectsAtOnce", deviceConnectsAtOnce, 1, 1_000_000);
        within("deviceConnectsPerSecond", deviceConnectsPerSecond, 0.001, 1_000_000);
        within("messageSeconds", patience.toMillis() / 1000.0, 0.01, 3600);
    }

    private static void within(String key, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    String.format("expected %s from %s to %s, got %s", key, low, high, value));
        }
    }

    /** Limits that fit one clinic. */
    public static DoorLimits defaults() {
        return new DoorLimits(4096, 3072, 3072, 50, 60, 5, Duration.ofSeconds(30));
    }

    /** The same with other numbers of connections. */
    public DoorLimits withOpen(int all, int ofOneAddress) {
        return new DoorLimits(
                all,
                ofOneAddress,
                connectsAtOnce,
                connectsPerSecond,
                deviceConnectsAtOnce,
                deviceConnectsPerSecond,
                patience);
    }

    /** The same with another pace of an address. */
    public DoorLimits withConnects(int atOnce, double perSecond) {
        return new DoorLimits(
                mostOpen,
                mostOpenOfOneAddress,
                atOnce,
                perSecond,
                deviceConnectsAtOnce,
                deviceConnectsPerSecond,
                patience);
    }

    /** The same with another pace of a device. */
    public DoorLimits withDeviceConnects(int atOnce, double perSecond) {
        return new DoorLimits(
                mostOpen, mostOpenOfOneAddress, connectsAtOnce, connectsPerSecond, atOnce, perSecond, patience);
    }

    /** The same with another patience. */
    public DoorLimits withPatience(Duration other) {
        return new DoorLimits(
                mostOpen,
                mostOpenOfOneAddress,
                connectsAtOnce,
                connectsPerSecond,
                deviceConnectsAtOnce,
                deviceConnectsPerSecond,
                other);
    }
}
