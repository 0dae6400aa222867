package io.dripwatch.app.config;

import org.jspecify.annotations.Nullable;

/**
 * Where a server listens.
 *
 * @param httpHost address of the web server
 * @param httpPort its port; 0 picks a free one
 * @param publicUrl under which address the outside knows the web server; null where nobody has said
 * @param mllpHost address of the HL7 listener
 * @param mllpPort its port; 0 picks a free one
 * @param mqttHost address of the MQTT listener
 * @param mqttPort its port; 0 picks a free one, null where nobody listens
 */
public record Listening(
        String httpHost,
        int httpPort,
        @Nullable String publicUrl,
        String mllpHost,
        int mllpPort,
        String mqttHost,
        @Nullable Integer mqttPort) {
    static Listening of(Config config) {
        return new Listening(
                config.httpHost(),
                config.httpPort(),
                config.http() == null ? null : config.http().address(),
                config.mllpHost(),
                config.mllpPort(),
                config.mqttHost(),
                config.mqttPort());
    }
}
