package io.dripwatch.app.config;

import io.dripwatch.device.DoorLimits;
import io.dripwatch.flow.RoomPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All devices, as written under {@code devices}.
 *
 * @param limits how many may connect, how often, and how long a message may take
 * @param tokens where devices must prove who they are
 * @param gateways names of those that speak for other devices, too
 * @param templates files, relative to the configuration, or ids of templates that ship; the first that has a message's
 *     topic counts
 */
record DeviceSettings(
        @Nullable LimitSettings limits,
        @Nullable TokenSettings tokens,
        @Nullable List<String> gateways,
        @Nullable List<String> templates) {
    static final DeviceSettings DEFAULT = new DeviceSettings(null, null, null, null);

    /**
     * By transport: whether a token (or a certificate) is required or optional, which is the default.
     *
     * @param http JSON by POST and WebSocket
     * @param mqtt publishers
     */
    record TokenSettings(@Nullable String http, @Nullable String mqtt) {}

    /**
     * What holds.
     *
     * @param beside the folder that templates are relative to
     * @param room whose chairs they may name
     * @throws ConfigError where something cannot be met
     */
    DevicePolicy policy(Path beside, RoomPlan room) {
        TokenSettings told = tokens == null ? new TokenSettings(null, null) : tokens;
        return new DevicePolicy(
                limits == null ? DoorLimits.defaults() : limits.over(DoorLimits.defaults()),
                required(told.http(), "http"),
                required(told.mqtt(), "mqtt"),
                gateways == null ? Set.of() : Set.copyOf(gateways),
                TemplateFile.all(templates, beside, room));
    }

    private static boolean required(@Nullable String word, String transport) {
        return switch (word == null ? "optional" : word.toLowerCase(Locale.ROOT)) {
            case "required" -> true;
            case "optional" -> false;
            default ->
                throw new ConfigError("devices.tokens." + transport + ": expected required or optional, got " + word);
        };
    }
}
