package io.dripwatch.app;

import static io.dripwatch.app.Awaited.at;
import static io.dripwatch.app.Awaited.await;
import static io.dripwatch.app.Awaited.onItsOwnLoop;
import static io.dripwatch.app.Awaited.quietly;

import io.dripwatch.app.config.Settings;
import io.dripwatch.device.Counters;
import io.dripwatch.device.Presence;
import io.dripwatch.device.hl7.MllpConfig;
import io.dripwatch.device.hl7.MllpServer;
import io.dripwatch.device.hl7.MonitorCaller;
import io.dripwatch.device.hl7.SourceProfile;
import io.dripwatch.device.json.ReadingsDoor;
import io.dripwatch.device.mqtt.MqttConfig;
import io.dripwatch.device.mqtt.MqttListener;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Where devices come in beside the web port, and the monitors that wait to be called. */
final class Listeners {
    private final Vertx vertx;
    private final Settings settings;
    private final Wire wire;
    private final Behind behind;
    private final List<MonitorCaller> callers = new CopyOnWriteArrayList<>();
    private final List<MllpServer> familyListeners = new ArrayList<>();
    private @Nullable MllpServer mllp;
    private @Nullable MqttListener mqtt;

    /**
     * Where what they say goes.
     *
     * @param loop to the room
     * @param door to the room, for JSON
     * @param presence which devices are there
     * @param counters of what came
     * @param clock of this server
     */
    record Behind(RoomLoop loop, ReadingsDoor door, Presence presence, Counters counters, InstantSource clock) {}

    Listeners(Vertx vertx, Settings settings, Wire wire, Behind behind) {
        this.vertx = vertx;
        this.settings = settings;
        this.wire = wire;
        this.behind = behind;
    }

    /**
     * Opens all of them, each on an event loop of its own.
     *
     * @param seconds that each may take
     * @throws Exception naming the address that cannot be listened on
     */
    void listen(long seconds) throws Exception {
        MllpConfig config = MllpConfig.defaults()
                .at(settings.listening().mllpHost(), settings.listening().mllpPort(), settings.profiles())
                .with(wire.ofHl7());
        mllp = hl7(
                config,
                settings.listening().mllpHost() + ":" + settings.listening().mllpPort(),
                seconds);
        if (settings.listening().mqttPort() != null) {
            mqtt = publishers(settings.listening().mqttPort(), seconds);
        }
        for (MonitorCaller.Address monitor : settings.monitors()) {
            MonitorCaller.Doors doors =
                    new MonitorCaller.Doors(behind.loop(), behind.presence(), behind.counters(), behind.clock());
            MonitorCaller caller = new MonitorCaller(vertx, monitor, settings.profiles(), doors);
            callers.add(caller);
            caller.start();
        }
        for (SourceProfile profile : settings.profiles().all()) {
            if (profile.wire().role() == SourceProfile.Role.SERVER
                    && profile.wire().port() > 0) {
                MllpConfig own = config.onlyFor(profile);
                familyListeners.add(hl7(own, own.host() + ":" + own.port() + " for " + profile.id(), seconds));
            }
        }
    }

    private MllpServer hl7(MllpConfig config, String address, long seconds) throws Exception {
        return await(
                at(
                        address,
                        onItsOwnLoop(
                                vertx,
                                () -> MllpServer.listen(
                                        vertx, config, behind.loop(), behind.counters(), behind.clock()))),
                seconds);
    }

    private MqttListener publishers(int port, long seconds) throws Exception {
        MqttConfig limits =
                MqttConfig.defaults().at(settings.listening().mqttHost(), port).with(wire.ofMqtt());
        return await(
                at(
                        settings.listening().mqttHost() + ":" + port,
                        onItsOwnLoop(
                                vertx,
                                () -> MqttListener.listen(
                                        vertx,
                                        limits,
                                        behind.door(),
                                        behind.presence(),
                                        behind.counters(),
                                        behind.clock()))),
                seconds);
    }

    List<MonitorCaller> callers() {
        return callers;
    }

    int mllpPort() {
        return Objects.requireNonNull(mllp, "not started").port();
    }

    int mqttPort() {
        return Objects.requireNonNull(mqtt, "nobody listens for MQTT").port();
    }

    /** What the line that tells of a started server says of them. */
    String ready() {
        return " mllp=" + settings.listening().mllpHost() + ":" + mllpPort()
                + (mqtt == null ? "" : " mqtt=" + settings.listening().mqttHost() + ":" + mqttPort());
    }

    /** Stops listening and calling; what has come is still answered. */
    void close() {
        if (mllp != null) {
            quietly("HL7 listener", mllp.close());
        }
        if (mqtt != null) {
            quietly("MQTT listener", mqtt.close());
        }
        callers.forEach(caller -> quietly("caller of a monitor", caller.close()));
        familyListeners.forEach(listener -> quietly("HL7 listener of a family", listener.close()));
    }
}
