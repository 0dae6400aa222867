package io.dripwatch.app.config;

import io.dripwatch.access.oidc.ProviderPlan;
import io.dripwatch.access.smart.IssuerPlan;
import io.dripwatch.backup.BackupPlan;
import io.dripwatch.device.hl7.MonitorCaller;
import io.dripwatch.device.hl7.SourceProfiles;
import io.dripwatch.fhir.subscription.Hooks;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.pager.Services;
import io.dripwatch.trend.embedded.RetentionPlan;
import io.dripwatch.wording.Wording;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server needs to start: configuration and command line together, checked.
 *
 * @param room the room
 * @param data directory of everything that is kept
 * @param listening where it listens
 * @param mllpZone of device times that carry none
 * @param profiles the families of HL7 devices that are known
 * @param monitors those that are called
 * @param devices what holds for all devices
 * @param wire who speaks by TLS, and who may speak in the clear
 * @param backups those that the server takes by itself; null where it takes none
 * @param influx the InfluxDB that is fed; null where none is
 * @param retention how long what is measured is kept
 * @param idle after how long without a press a screen is locked
 * @param anchors the folder of the daily anchors of the record; null where none are written
 * @param oidc the hospital's provider, at which people sign in, too; null where they do not
 * @param issuer the hospital's issuer of tokens for programs; null where none of its are believed
 * @param push who is told what is new in the chart
 * @param hooks to where subscribers may be told of what is new
 * @param pager by whose push services browsers are told of high alarms
 * @param wording how people are spoken to
 * @param hints accounts and passwords that everybody may know, those of a demo
 */
public record Settings(
        RoomPlan room,
        Path data,
        Listening listening,
        ZoneId mllpZone,
        SourceProfiles profiles,
        List<MonitorCaller.Address> monitors,
        DevicePolicy devices,
        WirePolicy wire,
        @Nullable BackupPlan backups,
        InfluxSettings.@Nullable Fed influx,
        RetentionPlan retention,
        Duration idle,
        @Nullable Path anchors,
        @Nullable ProviderPlan oidc,
        @Nullable IssuerPlan issuer,
        PushPlan push,
        Hooks hooks,
        Services pager,
        Wording wording,
        Map<String, String> hints) {

    /**
     * What a configuration means.
     *
     * @param beside the folder to which its files are relative
     * @param data the data directory
     * @throws ConfigError naming the key and what was expected
     */
    public static Settings of(Config config, Path beside, Path data) {
        RoomPlan plan = config.roomPlan(beside);
        SourceProfiles profiles = config.profiles(beside, plan);
        return new Settings(
                plan,
                data,
                Listening.of(config),
                config.mllpZone(),
                profiles,
                monitors(config, profiles, plan),
                config.devicePolicy(beside, plan),
                config.wire(beside),
                config.backups(beside),
                config.influx(beside, data, plan),
                config.retention(),
                config.idle(),
                config.anchors(beside),
                config.oidc(beside),
                config.issuer(beside),
                config.push(beside, plan),
                config.hooks(beside),
                config.pager(beside),
                config.wording(),
                Map.of());
    }

    private static List<MonitorCaller.Address> monitors(Config config, SourceProfiles profiles, RoomPlan plan) {
        try {
            return config.monitors(profiles, plan);
        } catch (IllegalArgumentException e) {
            throw new ConfigError(String.valueOf(e.getMessage()), e);
        }
    }

    /** The same at other ports; 0 picks a free one. */
    public Settings withPorts(int http, int mllp) {
        Listening l = listening;
        return with(
                new Listening(l.httpHost(), http, l.publicUrl(), l.mllpHost(), mllp, l.mqttHost(), l.mqttPort()),
                hints);
    }

    /** The same with MQTT at this port; 0 picks a free one. */
    public Settings withMqttPort(int mqtt) {
        Listening l = listening;
        return with(
                new Listening(
                        l.httpHost(), l.httpPort(), l.publicUrl(), l.mllpHost(), l.mllpPort(), l.mqttHost(), mqtt),
                hints);
    }

    /** With accounts that a sign-in offers by itself. */
    public Settings withHints(Map<String, String> offered) {
        return with(listening, offered);
    }

    private Settings with(Listening there, Map<String, String> offered) {
        return new Settings(
                room, data, there, mllpZone, profiles, monitors, devices, wire, backups, influx, retention, idle,
                anchors, oidc, issuer, push, hooks, pager, wording, offered);
    }
}
