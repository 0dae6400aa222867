package io.dripwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.device.hl7.SourceProfile;
import io.dripwatch.device.hl7.SourceProfile.Acknowledging;
import io.dripwatch.device.hl7.SourceProfile.CodeAlias;
import io.dripwatch.device.hl7.SourceProfile.DeviceFrom;
import io.dripwatch.device.hl7.SourceProfile.PatientFrom;
import io.dripwatch.device.hl7.SourceProfile.Role;
import io.dripwatch.device.hl7.SourceProfile.UnderX;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.outbound.Backoff;
import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Unit;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfileFileTest {
    private static final RoomPlan ROOM = Config.DEFAULT.roomPlan(Path.of(""));
    private static final String EVERY_KEY = """
            id: every-key
            title: Every key
            recognise: {sender: [ACME], address: [192.0.2.1], version: "2.5", shortControlId: true}
            role: client
            port: 7001
            call:
              querySeconds: 11
              heartbeatSeconds: 2
              silenceSeconds: 5
              firstPauseSeconds: 0.5
              longestPauseSeconds: 9
            acknowledge: original
            charset: GBK
            zone: Asia/Shanghai
            underX: questionable
            sentinels: [-1, 9999]
            inOwnUnit: true
            valueMessages: ["7"]
            device: module
            patient: PID-18
            nobody: [NONE]
            codes:
              - {code: "55", name: PULS, system: 99A, metric: pulseRate, unit: /min}
              - {name: JUNK}
            units: [{sent: grad, means: Cel}]
            places: [{sent: A^1^B, chair: "3"}, {address: 192.0.2.2, chair: "4"}]
            """;

    @Test
    void everyKeyReachesItsPlace() {
        SourceProfile profile = ProfileFile.parse(EVERY_KEY, "own", ROOM);
        assertThat(profile.recognition())
                .isEqualTo(new SourceProfile.Recognition(List.of("ACME"), Set.of("192.0.2.1"), "2.5", false, true));
        assertThat(profile.wire())
                .isEqualTo(new SourceProfile.Wire(
                        Role.CLIENT,
                        7001,
                        Acknowledging.ORIGINAL,
                        Charset.forName("GBK"),
                        ZoneId.of("Asia/Shanghai"),
                        new SourceProfile.Call(
                                Duration.ofSeconds(11),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(5),
                                new Backoff(Duration.ofMillis(500), Duration.ofSeconds(9)))));
        assertThat(profile.values())
                .isEqualTo(new SourceProfile.Values(UnderX.QUESTIONABLE, Set.of(-1.0, 9999.0), true, Set.of("7")));
        assertThat(profile.codes().metrics())
                .containsExactly(
                        new CodeAlias("55", "PULS", "99A", Metric.PULSE_RATE, Conversion.none(Unit.PER_MINUTE)),
                        new CodeAlias("", "JUNK", "", null, null));
        assertThat(profile.codes().units()).isEqualTo(Map.of("grad", Conversion.none(Unit.CELSIUS)));
        assertThat(profile.names())
                .isEqualTo(new SourceProfile.Names(
                        DeviceFrom.MODULE,
                        PatientFrom.ACCOUNT,
                        Set.of("NONE"),
                        Map.of(
                                "A^1^B", new io.dripwatch.vitals.Place("INFUSION", "", "3"),
                                "192.0.2.2", new io.dripwatch.vitals.Place("INFUSION", "", "4"))));
    }

    @Test
    void allThatShipCanBeReadAndAreListed() throws Exception {
        for (String id : ProfileFile.SHIPPED) {
            assertThat(ProfileFile.shipped(id, ROOM).id()).isEqualTo(id);
        }
        Path folder = Path.of(Objects.requireNonNull(ProfileFile.class.getResource("/profiles/ihe-pcd.yaml"))
                        .toURI())
                .getParent();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml")))
                    .containsExactlyInAnyOrderElementsOf(
                            ProfileFile.SHIPPED.stream().map(id -> id + ".yaml").toList());
        }
    }

    @Test
    void theSchemaKnowsEveryMetric() throws IOException {
        List<String> known = new ArrayList<>();
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/profiles/profile.schema.json"))) {
            JsonNode schema = Yaml.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8), "schema");
            schema.at("/properties/codes/items/properties/metric/enum").forEach(entry -> known.add(entry.asText()));
        }
        assertThat(known)
                .containsExactlyElementsOf(
                        Arrays.stream(Metric.values()).map(Metric::id).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            underX: questionable  | undrX: value            | unknown key undrX; did you mean underX?
            metric: pulseRate     | metric: pulserate       | codes[0].metric: expected one of
            role: client          | role: clinet            | did you mean client?
            chair: "3"            | chair: "99"             | expected a chair of the room, got 99
            charset: GBK          | charset: UTF-16         | expected a character set that contains ASCII
            zone: Asia/Shanghai   | zone: Asia/Nowhere      | expected a zone such as Europe/Vienna, got Asia/Nowhere
            unit: /min            | unit: Cel               | expected a unit of pulseRate, got one of Cel
            unit: /min            | unit: furlong           | expected a unit that becomes one of ours
            silenceSeconds: 5     | silenceSeconds: 1       | silence above heartbeat
            name: JUNK            | metric: spo2            | codes[1]: expected a code, a name or both
            """)
    void aMistakeIsNamedWithItsPlace(String right, String wrong, String sentence) {
        String yaml = EVERY_KEY.replace(right, wrong);
        assertThat(yaml).isNotEqualTo(EVERY_KEY);
        assertThatThrownBy(() -> ProfileFile.parse(yaml, "own.yaml", ROOM))
                .isInstanceOf(ConfigError.class)
                .hasMessageStartingWith("own.yaml: ")
                .hasMessageContaining(sentence);
    }

    @Test
    void aProfileThatNothingLeadsToIsRefused() {
        assertThatThrownBy(() -> ProfileFile.parse("id: a\ntitle: A\n", "own.yaml", ROOM))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("expected a way to recognise its messages");
    }

    @Test
    void aSitesOwnFileComesFirstAndReplacesTheOneOfItsId(@TempDir Path site) throws IOException {
        Files.writeString(site.resolve("own.yaml"), "id: edan\ntitle: Ours\nrecognise: {sender: [X]}\n");
        List<SourceProfile> all = ProfileFile.all(List.of("own.yaml"), site, ROOM);
        assertThat(all).hasSize(ProfileFile.SHIPPED.size());
        assertThat(all.get(0).title()).isEqualTo("Ours");
        assertThatThrownBy(() -> ProfileFile.all(List.of("own.yaml", "own.yaml"), site, ROOM))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("two profiles have the id edan");
    }
}
