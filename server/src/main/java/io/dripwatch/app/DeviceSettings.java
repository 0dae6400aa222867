package io.dripwatch.app;

import io.dripwatch.device.DoorLimits;
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
 */
record DeviceSettings(
        @Nullable LimitSettings limits,
        @Nullable TokenSettings tokens,
        @Nullable List<String> gateways) {
    static final DeviceSettings DEFAULT = new DeviceSettings(null, null, null);

    /**
     * By transport: whether a token (or a certificate) is required or optional, which is the default.
     *
     * @param http JSON by POST and WebSocket
     * @param mqtt publishers
     */
    record TokenSettings(@Nullable String http, @Nullable String mqtt) {}

    /** @throws ConfigError where something cannot be met */
    DevicePolicy policy() {
        TokenSettings told = tokens == null ? new TokenSettings(null, null) : tokens;
        return new DevicePolicy(
                limits == null ? DoorLimits.defaults() : limits.over(DoorLimits.defaults()),
                required(told.http(), "http"),
                required(told.mqtt(), "mqtt"),
                gateways == null ? Set.of() : Set.copyOf(gateways));
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
