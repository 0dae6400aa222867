package io.dripwatch.device.mqtt;

import java.time.Duration;

/**
 * How the server listens for MQTT devices.
 *
 * @param host the address to listen on
 * @param port 0 to 65535; 0 takes a free one
 * @param mostConnections at least 1; one more is closed at once
 * @param largestMessageBytes at least 1024
 * @param mostInFlight messages of one connection that wait for their acknowledgement at the same time, 1 to 65535;
 *     beyond
 *     it nothing more is read from the connection
 * @param patience how long a connection may take to say who it is
 * @param retryAfter how long after a message that could not be kept its connection is closed, so that the device sends
 *     it again
 * @param drain how long {@link MqttListener#close()} waits for acknowledgements
 */
public record MqttConfig(
        String host,
        int port,
        int mostConnections,
        int largestMessageBytes,
        int mostInFlight,
        Duration patience,
        Duration retryAfter,
        Duration drain) {

    public MqttConfig {
        if (host.isBlank() || port < 0 || port > 65535) {
            throw new IllegalArgumentException("expected a host and a port to listen on, got " + host + ":" + port);
        }
        if (mostConnections < 1 || largestMessageBytes < 1024 || mostInFlight < 1 || mostInFlight > 65535) {
            throw new IllegalArgumentException("expected limits that let a device speak, got " + mostConnections + ", "
                    + largestMessageBytes + ", " + mostInFlight);
        }
        if (patience.toMillis() < 1 || retryAfter.toMillis() < 1 || drain.toMillis() < 1) {
            throw new IllegalArgumentException("expected times of at least a millisecond");
        }
    }

    /** Loopback, a free port, and limits that fit one clinic. */
    public static MqttConfig defaults() {
        return new MqttConfig(
                "127.0.0.1",
                0,
                4096,
                1024 * 1024,
                256,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
    }

    /** The same at another address. */
    public MqttConfig at(String otherHost, int otherPort) {
        return new MqttConfig(
                otherHost, otherPort, mostConnections, largestMessageBytes, mostInFlight, patience, retryAfter, drain);
    }

    /** The same with other limits. */
    public MqttConfig withLimits(int connections, int messageBytes, int inFlight, Duration otherPatience) {
        return new MqttConfig(host, port, connections, messageBytes, inFlight, otherPatience, retryAfter, drain);
    }
}
