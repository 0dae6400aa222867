package io.dripwatch.device.mqtt;

import io.dripwatch.device.DoorLimits;
import io.dripwatch.device.DoorRules;
import java.time.Duration;

/**
 * How the server listens for MQTT devices.
 *
 * @param host the address to listen on
 * @param port 0 to 65535; 0 takes a free one
 * @param door who may connect, and how
 * @param largestMessageBytes at least 1024
 * @param mostInFlight messages of one connection that wait for their acknowledgement at the same time, 1 to 65535;
 *     beyond
 *     it nothing more is read from the connection
 * @param greeting how long a connection may take to say who it is
 * @param longestSilence after how long without a packet a connection is closed that has agreed on no keep-alive
 * @param retryAfter how long after a message that could not be kept its connection is closed, so that the device sends
 *     it again
 * @param drain how long {@link MqttListener#close()} waits for acknowledgements
 */
public record MqttConfig(
        String host,
        int port,
        DoorRules door,
        int largestMessageBytes,
        int mostInFlight,
        Duration greeting,
        Duration longestSilence,
        Duration retryAfter,
        Duration drain) {

    public MqttConfig {
        if (host.isBlank() || port < 0 || port > 65535) {
            throw new IllegalArgumentException("expected a host and a port to listen on, got " + host + ":" + port);
        }
        if (largestMessageBytes < 1024 || mostInFlight < 1 || mostInFlight > 65535) {
            throw new IllegalArgumentException(
                    "expected limits that let a device speak, got " + largestMessageBytes + ", " + mostInFlight);
        }
        if (greeting.toMillis() < 1
                || longestSilence.toMillis() < 2
                || retryAfter.toMillis() < 1
                || drain.toMillis() < 1) {
            throw new IllegalArgumentException("expected times of at least a millisecond");
        }
    }

    /** Loopback, a free port, and limits that fit one clinic. */
    public static MqttConfig defaults() {
        return new MqttConfig(
                "127.0.0.1",
                0,
                DoorRules.defaults(),
                1024 * 1024,
                256,
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
    }

    /** The same at another address. */
    public MqttConfig at(String otherHost, int otherPort) {
        return new MqttConfig(
                otherHost,
                otherPort,
                door,
                largestMessageBytes,
                mostInFlight,
                greeting,
                longestSilence,
                retryAfter,
                drain);
    }

    /** The same with other limits. */
    public MqttConfig withLimits(int connections, int messageBytes, int inFlight, Duration otherGreeting) {
        return new MqttConfig(
                host,
                port,
                door.with(door.limits().withOpen(connections, connections)),
                messageBytes,
                inFlight,
                otherGreeting,
                longestSilence,
                retryAfter,
                drain);
    }

    /** The same with other limits of the door. */
    public MqttConfig with(DoorLimits limits) {
        return with(door.with(limits));
    }

    /** The same with other rules of the door. */
    public MqttConfig with(DoorRules otherDoor) {
        return new MqttConfig(
                host, port, otherDoor, largestMessageBytes, mostInFlight, greeting, longestSilence, retryAfter, drain);
    }

    /** The same with another longest silence. */
    public MqttConfig withLongestSilence(Duration other) {
        return new MqttConfig(host, port, door, largestMessageBytes, mostInFlight, greeting, other, retryAfter, drain);
    }
}
