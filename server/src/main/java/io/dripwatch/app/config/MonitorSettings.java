package io.dripwatch.app.config;

import org.jspecify.annotations.Nullable;

/**
 * A monitor that waits to be called.
 *
 * @param profile the id of its family, whose role is client
 * @param host where it listens
 * @param port where it listens; the family's where left out
 * @param chair where it stands; a person says so on the screen where left out
 */
record MonitorSettings(
        String profile,
        String host,
        @Nullable Integer port,
        @Nullable String chair) {}
