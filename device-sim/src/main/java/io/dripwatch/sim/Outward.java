package io.dripwatch.sim;

import io.dripwatch.sim.fault.Faults;
import io.dripwatch.sim.fault.FaultyLine;
import io.dripwatch.sim.wire.Badge;
import io.dripwatch.sim.wire.HttpLine;
import io.dripwatch.sim.wire.Line;
import io.dripwatch.sim.wire.MllpLine;
import io.dripwatch.sim.wire.MqttLine;
import io.dripwatch.sim.wire.Tls;
import io.dripwatch.sim.wire.WebSocketLine;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where devices send, and what goes wrong on the way.
 *
 * @param server mllp://host:port, http://host:port, ws://host:port, or mqtt://host:port/topic; mllps, https, wss, mqtts
 *     by TLS
 * @param faults on every line
 * @param badge that devices show which speak JSON
 * @param tls how TLS is spoken where the server is told to by it
 */
public record Outward(URI server, Faults faults, Badge badge, Tls tls) {
    private static final String USUAL_TOPIC = "dripwatch/readings";

    public Outward {
        if (server.getHost() == null
                || server.getPort() < 0
                || server.getScheme() == null
                || !server.getScheme().matches("(mllp|http|ws|mqtt)s?")) {
            throw new IllegalArgumentException(
                    "expected mllp://host:port, http://host:port, ws://host:port or mqtt://host:port/topic, or by TLS"
                            + " mllps, https, wss or mqtts, got " + server);
        }
    }

    /** HL7 over MLLP, and nothing goes wrong. */
    static Outward mllp(InetSocketAddress server) {
        String host = server.getHostString();
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return new Outward(URI.create("mllp://" + literal + ":" + server.getPort()), Faults.NONE, Badge.NONE, Tls.NONE);
    }

    /** Whether devices there speak HL7; otherwise JSON. */
    boolean speaksHl7() {
        return server.getScheme().startsWith("mllp");
    }

    /**
     * A cable for one device.
     *
     * @param name of the device; what it may call itself to a broker
     * @param seed by which things go wrong
     */
    Line line(String name, long seed) {
        Line line = line(name);
        return faults.onTheLine() ? new FaultyLine(line, faults, seed) : line;
    }

    private Line line(String name) {
        return switch (server.getScheme()) {
            case "http", "https" -> new HttpLine(server, badge, tls);
            case "ws", "wss" -> new WebSocketLine(server, badge, tls);
            case "mqtt" -> new MqttLine(address(), name, topic(), badge);
            case "mqtts" -> new MqttLine(address(), name, topic(), badge, tls);
            case "mllps" -> new MllpLine(address(), tls);
            default -> new MllpLine(address());
        };
    }

    /** Host and port, not looked up. */
    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(server.getHost().replaceAll("^\\[|]$", ""), server.getPort());
    }

    /** Under which devices publish. */
    String topic() {
        String path = server.getPath() == null ? "" : server.getPath().replaceFirst("^/", "");
        return path.isEmpty() ? USUAL_TOPIC : path;
    }
}
