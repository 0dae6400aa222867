package io.dripwatch.app;

import io.dripwatch.flow.RoomPlan;
import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a server needs to start: configuration and command line together, checked.
 *
 * @param room the room
 * @param data directory of everything that is kept
 * @param httpHost address of the web server
 * @param httpPort its port; 0 picks a free one
 * @param mllpHost address of the HL7 listener
 * @param mllpPort its port; 0 picks a free one
 * @param mllpZone of device times that carry none
 * @param mqttHost address of the MQTT listener
 * @param mqttPort its port; 0 picks a free one, null where nobody listens
 */
record Settings(
        RoomPlan room,
        Path data,
        String httpHost,
        int httpPort,
        String mllpHost,
        int mllpPort,
        ZoneId mllpZone,
        String mqttHost,
        @Nullable Integer mqttPort) {

    static Settings of(Config config, Path beside, Path data) {
        return new Settings(
                config.roomPlan(beside),
                data,
                config.httpHost(),
                config.httpPort(),
                config.mllpHost(),
                config.mllpPort(),
                config.mllpZone(),
                config.mqttHost(),
                config.mqttPort());
    }

    Settings withPorts(int http, int mllp) {
        return new Settings(room, data, httpHost, http, mllpHost, mllp, mllpZone, mqttHost, mqttPort);
    }

    Settings withMqttPort(int mqtt) {
        return new Settings(room, data, httpHost, httpPort, mllpHost, mllpPort, mllpZone, mqttHost, mqtt);
    }
}
