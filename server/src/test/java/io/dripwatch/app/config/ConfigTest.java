package io.dripwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.access.tls.TlsFiles;
import io.dripwatch.app.Server;
import io.dripwatch.app.Wire;
import io.dripwatch.backup.BackupPlan;
import io.dripwatch.device.DoorLimits;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.NamedRoom;
import io.dripwatch.vitals.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigTest {
    private static final Path HERE = Path.of("");
    private static final RoomPlan ROOM = Config.DEFAULT.roomPlan(HERE);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void everythingHasADefault() {
        RoomPlan room = Config.DEFAULT.roomPlan(directory);

        assertThat(room.rooms().chairs()).hasSize(8);
        assertThat(room.rooms().placeOf(new ChairId("8"))).isEqualTo(new Place("INFUSION", "", "8"));
        assertThat(room.keepUnderNamedPatient()).isTrue();
        assertThat(room.protocols().keySet()).containsExactlyElementsOf(ProtocolFile.SHIPPED);
        assertThat(Config.DEFAULT.httpHost()).isEqualTo("127.0.0.1");
        assertThat(Config.DEFAULT.httpPort()).isEqualTo(8080);
        assertThat(Config.DEFAULT.mllpHost()).isEqualTo("127.0.0.1");
        assertThat(Config.DEFAULT.mllpPort()).isEqualTo(2575);
        assertThat(Config.DEFAULT.mqttPort()).isNull();
        assertThat(Config.DEFAULT.devicePolicy(HERE, ROOM).limits()).isEqualTo(DoorLimits.defaults());
        assertThat(Config.DEFAULT.backups(directory)).isNull();
        assertThat(config("backup: {to: copies}").backups(directory))
                .isEqualTo(new BackupPlan(directory.resolve("copies"), Duration.ofHours(24), 14));
        assertThat(Config.DEFAULT.mllpZone()).isEqualTo(ZoneId.systemDefault());
    }

    @Test
    void aPlanOfBackupsThatCannotBeIsRefusedByItsKey() {
        assertThatThrownBy(() -> config("backup: {to: copies, everyHours: 0}").backups(directory))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("backup.everyHours: expected more than 0");
        assertThatThrownBy(() -> config("backup: {to: copies, keep: 0}").backups(directory))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("backup.keep: expected 1 or more");
        assertThatThrownBy(() -> config("backup: {keep: 3}").backups(directory))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("backup.to");
    }

    @Test
    void everyKeyReachesItsPlace() throws IOException {
        Files.writeString(directory.resolve("own.yaml"), builtIn().replace("id: ketamine-mood", "id: own"));
        Config config = config("""
                room: {name: Room B, pointOfCare: B, chairs: [left, right], keepUnderNamedPatient: false}
                protocols: [own.yaml]
                http: {host: localhost, port: 1}
                mllp: {host: '::1', port: 2, zone: Europe/Vienna}
                mqtt: {host: localhost, port: 3}
                devices: {limits: {connections: 11, connectionsPerAddress: 12, connectsAtOnce: 13, connectsPerSecond: 14,
                  deviceConnectsAtOnce: 15, deviceConnectsPerSecond: 1.5, messageSeconds: 0.5},
                  tokens: {http: required, mqtt: optional}, gateways: [PIIC, EGATE]}
                backup: {to: copies, everyHours: 6, keep: 4}
                """);
        RoomPlan room = config.roomPlan(directory);

        assertThat(room.rooms().all())
                .containsExactly(new NamedRoom("Room B", "B", List.of(new ChairId("left"), new ChairId("right"))));
        assertThat(room.keepUnderNamedPatient()).isFalse();
        assertThat(room.protocols().keySet()).startsWith("own", "ketamine-mood").hasSize(6);
        assertThat(config.httpHost() + config.httpPort()).isEqualTo("localhost1");
        assertThat(config.mllpHost() + config.mllpPort()).isEqualTo("::12");
        assertThat(config.mllpZone()).isEqualTo(ZoneId.of("Europe/Vienna"));
        assertThat(config.mqttHost() + config.mqttPort()).isEqualTo("localhost3");
        assertThat(config.devicePolicy(HERE, ROOM).limits())
                .isEqualTo(new DoorLimits(11, 12, 13, 14, 15, 1.5, Duration.ofMillis(500)));
        assertThat(config.devicePolicy(HERE, ROOM).sentence())
                .isEqualTo("tokens are required over HTTP and optional over MQTT, EGATE, PIIC may speak for others");
        assertThat(Config.DEFAULT.devicePolicy(HERE, ROOM).sentence())
                .isEqualTo("tokens are optional over HTTP and optional over MQTT, nobody speaks for others");
        assertThatThrownBy(() -> config("devices: {tokens: {mqtt: maybe}}").devicePolicy(HERE, ROOM))
                .isInstanceOf(ConfigError.class)
                .hasMessage("devices.tokens.mqtt: expected required or optional, got maybe");
        assertThat(config.backups(directory))
                .isEqualTo(new BackupPlan(directory.resolve("copies"), Duration.ofHours(6), 4));
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestValidOne() {
        assertThatThrownBy(() -> config("room: {charis: [a]}"))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("unknown key room.charis; did you mean chairs?");
    }

    @Test
    void nothingListensBeyondThisMachine() {
        assertThatThrownBy(() -> config("http: {host: 0.0.0.0}").httpHost())
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("http.host")
                .hasMessageContaining("there is no tls");
        assertThatThrownBy(() -> config("mqtt: {host: 0.0.0.0}").mqttHost())
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("mqtt.host")
                .hasMessageContaining("neither tls nor plainFrom");
    }

    @Test
    void devicesElsewhereAreListenedForWhereItWasSaidHowTheySpeak() {
        Config decided = config("""
                http: {host: 0.0.0.0}
                mllp: {host: 0.0.0.0}
                tls: {certificate: own.pem, key: own.key, clientCa: ca.pem}
                plainFrom: [192.0.2.0/24]
                """);
        WirePolicy policy = decided.wire(directory);

        assertThat(decided.mllpHost()).isEqualTo("0.0.0.0");
        assertThat(config("{mqtt: {host: 0.0.0.0}, plainFrom: [192.0.2.7]}").mqttHost())
                .isEqualTo("0.0.0.0");
        assertThat(policy.tls())
                .isEqualTo(new TlsFiles(
                        directory.resolve("own.pem"), directory.resolve("own.key"), directory.resolve("ca.pem")));
        assertThat(policy.sentence())
                .isEqualTo("192.0.2.0/24 may speak in the clear, all others by TLS,"
                        + " devices with a certificate of their own");
        assertThat(decided.httpHost()).isEqualTo("0.0.0.0");
        assertThat(Config.DEFAULT.wire(directory).sentence())
                .isEqualTo("127.0.0.0/8, ::1 may speak in the clear, all others are turned away");
    }

    @Test
    void peopleElsewhereAreServedOnlyWhereThereIsAnAdministrator() {
        Config decided = config("""
                http: {host: 0.0.0.0}
                tls: {certificate: own.pem, key: own.key}
                """);
        assertThatThrownBy(() -> Server.start(Settings.of(decided, directory, directory.resolve("data"))))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("http.host")
                .hasMessageContaining("user add NAME --role administrator");
    }

    @Test
    void aScreenIsLockedWithinTheHour() {
        assertThat(Config.DEFAULT.idle()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config("http: {lockAfterMinutes: 3}").idle()).isEqualTo(Duration.ofMinutes(3));
        assertThatThrownBy(() -> config("http: {lockAfterMinutes: 0}").idle())
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("http.lockAfterMinutes");
    }

    @Test
    void termsThatCannotBeMetAreNamed() {
        assertThatThrownBy(() -> config("plainFrom: [ward]").wire(directory))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("plainFrom[0]: expected an address or a network");
        assertThatThrownBy(() -> config("tls: {key: a}").wire(directory))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("tls: expected certificate and key");
        assertThatThrownBy(() -> Wire.check(
                        config("tls: {key: a, certificate: none.pem}").wire(directory)))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("none.pem cannot be read.");
    }

    @Test
    void aPortThatIsNoneIsNamed() {
        assertThatThrownBy(() -> config("mllp: {port: 70000}").mllpPort())
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("mllp.port");
    }

    @Test
    void aLimitThatIsNoneIsNamed() {
        assertThatThrownBy(() ->
                        config("devices: {limits: {connectsPerSecond: 0}}").devicePolicy(HERE, ROOM))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("devices.limits: expected connectsPerSecond from 0.001");
        assertThatThrownBy(() -> config("devices: {limits: {conections: 5}}").devicePolicy(HERE, ROOM))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("unknown key devices.limits.conections; did you mean connections?");
    }

    @Test
    void aChairNamedTwiceIsRefused() {
        assertThatThrownBy(() -> config("room: {chairs: [a, a]}").roomPlan(directory))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("each named once");
    }

    @Test
    void textThatIsNoYamlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> config("room:\n  - ["))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("line");
    }

    @Test
    void aProtocolWithAnUnknownKeyIsRefusedAtItsPlace() throws IOException {
        String yaml = builtIn().replace("observationMinutes: 60", "observatoinMinutes: 60");
        assertThatThrownBy(() -> ProtocolFile.parse(yaml, "own.yaml"))
                .isInstanceOf(ConfigError.class)
                .hasMessage("own.yaml: unknown key discharge.observatoinMinutes; did you mean observationMinutes?");
    }

    @Test
    void aProtocolWhoseLimitsCrossIsRefused() throws IOException {
        String yaml = builtIn().replace("sound: 92, clear: 93", "sound: 92, clear: 85");
        assertThatThrownBy(() -> ProtocolFile.parse(yaml, "own.yaml"))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("safe side");
    }

    @Test
    void aProtocolThatIsNoMappingIsRefused() {
        assertThatThrownBy(() -> ProtocolFile.parse("- a\n- b\n", "own.yaml")).isInstanceOf(ConfigError.class);
    }

    @Test
    void monitorsThatAreCalledReachTheirPlace() {
        Settings settings = settings("{profile: mindray-pds, host: 192.0.2.7, chair: '3'}");
        assertThat(settings.monitors()).singleElement().satisfies(monitor -> {
            assertThat(monitor.host() + ":" + monitor.port()).isEqualTo("192.0.2.7:4601");
            assertThat(monitor.profile().names().places())
                    .containsEntry("192.0.2.7", new io.dripwatch.vitals.Place("INFUSION", "", "3"));
        });
        assertThatThrownBy(() -> settings("{profile: mindray-pdz, host: a}"))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("mllp.monitors[0]: expected the id of a profile, got mindray-pdz; did you mean");
        assertThatThrownBy(() -> settings("{profile: edan, host: a}"))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("expected a profile of role client");
        assertThatThrownBy(() -> settings("{profile: mindray-pds, host: a, chair: x}"))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("expected a chair of the room, got x");
    }

    private Settings settings(String monitor) {
        return Settings.of(config("mllp: {monitors: [" + monitor + "]}"), directory, directory);
    }

    private static String builtIn() throws IOException {
        try (var in = ConfigTest.class.getResourceAsStream("/protocols/ketamine-mood.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Config config(String yaml) {
        try {
            Path file = directory.resolve("dripwatch.yaml");
            Files.writeString(file, yaml);
            return Config.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
