package io.dripwatch.app.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The HL7 listener, as written under {@code mllp}.
 *
 * @param host address to listen on
 * @param port 0 picks a free one
 * @param zone of device times that carry none, for example Europe/Vienna; the server's own where left out
 * @param profiles files of device families, relative to the configuration; those that ship are always there
 * @param monitors those that wait to be called
 */
record MllpSettings(
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String zone,
        @Nullable List<String> profiles,
        @Nullable List<MonitorSettings> monitors) {}
