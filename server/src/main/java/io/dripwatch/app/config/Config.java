package io.dripwatch.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.access.oidc.ProviderPlan;
import io.dripwatch.access.smart.IssuerPlan;
import io.dripwatch.backup.BackupPlan;
import io.dripwatch.device.Network;
import io.dripwatch.device.WireTerms;
import io.dripwatch.device.hl7.MonitorCaller;
import io.dripwatch.device.hl7.SourceProfiles;
import io.dripwatch.fhir.subscription.Hooks;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.pager.Services;
import io.dripwatch.trend.embedded.RetentionPlan;
import io.dripwatch.wording.Language;
import io.dripwatch.wording.SiteUnits;
import io.dripwatch.wording.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, as written in the file given by {@code --config}. What is left out has its default.
 *
 * @param room the chairs and how devices name them, where there is one room
 * @param rooms the same where there are several
 * @param protocols files, relative to the configuration, or ids of protocols that ship; those that ship are there
 *     where left out, and the first one is used where nobody names one
 * @param http where screens, devices and EHRs connect
 * @param mllp where monitors and pumps connect with HL7
 * @param mqtt where devices publish over MQTT; nobody listens for them where left out
 * @param devices what holds for devices whatever they speak
 * @param tls how this server shows who it is; it speaks in the clear only where left out
 * @param plainFrom addresses and networks that may speak in the clear; this machine where left out
 * @param backup which backups are taken by themselves; none where left out
 * @param history where else readings go
 * @param anchors the folder to which an anchor of the record is written every day, relative to the configuration; none
 *     are written where left out
 * @param oidc the hospital's provider, at which people sign in, too; they do not where left out
 * @param push who is told what is new in the chart; nobody where left out
 * @param subscriptions where programs may be told of what is new in the chart
 * @param pager by whose push services people's browsers are told of high alarms; they are not where left out
 * @param language in which the server speaks to people, en or es; English where left out
 * @param units in which people read and type what is measured
 */
public record Config(
        @Nullable RoomSettings room,
        @Nullable List<RoomSettings> rooms,
        @Nullable List<String> protocols,
        @Nullable HttpSettings http,
        @Nullable MllpSettings mllp,
        @Nullable MqttSettings mqtt,
        @Nullable DeviceSettings devices,
        @Nullable TlsSettings tls,
        @Nullable List<String> plainFrom,
        @Nullable BackupSettings backup,
        @Nullable HistorySettings history,
        @Nullable String anchors,
        @Nullable OidcSettings oidc,
        @Nullable PushSettings push,
        @Nullable SubscriptionSettings subscriptions,
        @Nullable PagerSettings pager,
        @Nullable String language,
        @Nullable UnitSettings units) {

    /**
     * The MQTT listener.
     *
     * @param host address to listen on
     * @param port 0 picks a free one
     */
    record MqttSettings(@Nullable String host, @Nullable Integer port) {}

    /**
     * The history of readings.
     *
     * @param influx the InfluxDB that is fed; none where left out
     * @param keep how long what is measured is kept; for ever where left out
     */
    record HistorySettings(
            @Nullable InfluxSettings influx, @Nullable RetentionSettings keep) {}

    private static final int DEFAULT_HTTP_PORT = 8080;
    private static final int DEFAULT_MLLP_PORT = 2575;
    private static final int DEFAULT_MQTT_PORT = 1883;
    private static final String LOOPBACK = "127.0.0.1";

    public static final Config DEFAULT = new Config(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /**
     * Reads a file.
     *
     * @throws ConfigError naming the file, the key and what was expected
     */
    public static Config read(Path file) {
        try {
            JsonNode tree = Yaml.tree(Files.readString(file), file.toString());
            return tree.isMissingNode() || tree.isNull() ? DEFAULT : Yaml.read(tree, Config.class, file.toString());
        } catch (IOException e) {
            throw new ConfigError("The configuration " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The rooms as they will run.
     *
     * @param beside the folder that protocol files are relative to
     * @throws ConfigError where a protocol or a room is not usable
     */
    public RoomPlan roomPlan(Path beside) {
        return RoomSettings.plan(room, rooms, ProtocolFile.all(protocols, beside), wording());
    }

    /** Beyond this machine only where people's passwords cannot be read on the way. */
    String httpHost() {
        String host = http == null ? null : http.host();
        return host != null && tls != null ? host : host(host, "http.host", "there is no tls");
    }

    /** After how long without a press a screen is locked. */
    Duration idle() {
        return http == null ? HttpSettings.USUAL_IDLE : http.idle();
    }

    int httpPort() {
        return port(http == null ? null : http.port(), DEFAULT_HTTP_PORT, "http.port");
    }

    String mllpHost() {
        return deviceHost(mllp == null ? null : mllp.host(), "mllp.host");
    }

    int mllpPort() {
        return port(mllp == null ? null : mllp.port(), DEFAULT_MLLP_PORT, "mllp.port");
    }

    String mqttHost() {
        return deviceHost(mqtt == null ? null : mqtt.host(), "mqtt.host");
    }

    /** Null where nobody listens. */
    @Nullable
    Integer mqttPort() {
        return mqtt == null ? null : port(mqtt.port(), DEFAULT_MQTT_PORT, "mqtt.port");
    }

    /** Which backups are taken; null where none are. */
    @Nullable
    BackupPlan backups(Path beside) {
        return backup == null ? null : backup.plan(beside);
    }

    /** The folder of the daily anchors; null where none are written. */
    @Nullable
    Path anchors(Path beside) {
        return anchors == null ? null : beside.resolve(anchors);
    }

    /** The hospital's provider; null where people do not sign in there. */
    @Nullable
    ProviderPlan oidc(Path beside) {
        return oidc == null ? null : oidc.plan(beside, http == null ? null : http.address());
    }

    /** The hospital's issuer of tokens for programs; null where none of its are believed. */
    @Nullable
    IssuerPlan issuer(Path beside) {
        return http == null || http.tokens() == null ? null : http.tokens().plan(beside);
    }

    /** To where subscribers may be told. */
    Hooks hooks(Path beside) {
        return subscriptions == null ? Hooks.NONE : subscriptions.plan(beside);
    }

    /** By whose push services browsers are told of high alarms. */
    Services pager(Path beside) {
        return pager == null ? Services.NONE : pager.plan(beside);
    }

    /** The InfluxDB that is fed; null where none is. */
    public InfluxSettings.@Nullable Fed influx(Path beside, Path data, RoomPlan plan) {
        return history == null || history.influx() == null
                ? null
                : history.influx().feed(beside, data, plan.rooms());
    }

    /** How people are spoken to. */
    public Wording wording() {
        SiteUnits site = (units == null ? UnitSettings.KEPT : units).site();
        for (Language each : Language.values()) {
            if (each.code().equals(language == null ? Language.EN.code() : language)) {
                return new Wording(each, site);
            }
        }
        throw new ConfigError("language: expected en or es, got " + language);
    }

    /** Who is told what is new in the chart. */
    PushPlan push(Path beside, RoomPlan plan) {
        return push == null ? PushPlan.NOBODY : push.plan(beside, plan.rooms());
    }

    /** How long what is measured is kept. */
    RetentionPlan retention() {
        return history == null || history.keep() == null
                ? RetentionPlan.FOR_EVER
                : history.keep().plan();
    }

    /** The families of devices that are known, a site's own first. */
    public SourceProfiles profiles(Path beside, RoomPlan plan) {
        List<String> own = mllp == null ? null : mllp.profiles();
        return new SourceProfiles(ProfileFile.all(own, beside, plan), mllpZone());
    }

    /** The monitors to call. */
    List<MonitorCaller.Address> monitors(SourceProfiles known, RoomPlan plan) {
        List<MonitorSettings> named = mllp == null ? null : mllp.monitors();
        return Place.each("mllp.monitors", named, monitor -> CalledMonitor.of(monitor, known, plan));
    }

    /** What holds for all devices. */
    DevicePolicy devicePolicy(Path beside, RoomPlan plan) {
        return (devices == null ? DeviceSettings.DEFAULT : devices).policy(beside, plan);
    }

    /** How others speak with this server. */
    WirePolicy wire(Path beside) {
        try {
            return new WirePolicy(
                    tls == null ? null : tls.files(beside),
                    plainFrom == null ? WireTerms.THIS_MACHINE : Place.each("plainFrom", plainFrom, Network::of));
        } catch (IllegalArgumentException e) {
            throw new ConfigError(String.valueOf(e.getMessage()), e);
        }
    }

    /** The zone of times that name none. */
    public ZoneId mllpZone() {
        String zone = mllp == null ? null : mllp.zone();
        try {
            return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new ConfigError("mllp.zone: expected a zone such as Europe/Vienna, got " + zone, e);
        }
    }

    /** Where it was said how devices speak, they may come from outside. */
    private String deviceHost(@Nullable String host, String key) {
        return host != null && (tls != null || plainFrom != null)
                ? host
                : host(host, key, "neither tls nor plainFrom says how others speak");
    }

    /** Whether only this machine reaches that address. */
    public static boolean isThisMachine(String host) {
        return host.equals(LOOPBACK) || host.equals("localhost") || host.equals("::1");
    }

    private static String host(@Nullable String host, String key, String because) {
        String chosen = host == null ? LOOPBACK : host;
        if (!isThisMachine(chosen)) {
            throw new ConfigError(key + ": expected 127.0.0.1, ::1 or localhost, got " + chosen + "; " + because
                    + ", so it must not be reached from outside");
        }
        return chosen;
    }

    private static int port(@Nullable Integer port, int byDefault, String key) {
        int chosen = port == null ? byDefault : port;
        if (chosen < 0 || chosen > 65535) {
            throw new ConfigError(key + ": expected a port from 0 to 65535, got " + chosen);
        }
        return chosen;
    }
}
