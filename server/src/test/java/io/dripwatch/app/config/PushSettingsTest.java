package io.dripwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.device.Network;
import io.dripwatch.device.WireTerms;
import io.dripwatch.push.hl7.Sender;
import io.dripwatch.vitals.Rooms;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PushSettingsTest {
    private static final String EHR = "name: ehr, to: 'mllp://127.0.0.1:2575'";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    PushSettingsTest() {}

    @Test
    void nobodyIsToldWhereNothingIsWritten() {
        assertThat(plan("room: {name: Room A}")).isEqualTo(PushPlan.NOBODY);
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        PushPlan plan =
                plan("push: {name: room-3, hl7: [{" + EHR + "}], fhir: [{name: reg, to: 'https://f.example/r4'}]}");

        PushPlan.Hl7 hl7 = plan.hl7().get(0);
        assertThat(hl7.sender()).isEqualTo(new Sender("room-3", rooms(""), "", "", Sender.Asking.ACCEPT));
        assertThat(hl7.endpoint().tls()).isNull();
        assertThat(hl7.endpoint().plainTo()).isEqualTo(WireTerms.THIS_MACHINE);
        assertThat(hl7.whole()).isFalse();
        assertThat(hl7.plan().mostLag()).isEqualTo(Duration.ofMinutes(5));
        assertThat(hl7.patience()).isEqualTo(Duration.ofSeconds(30));
        PushPlan.Fhir fhir = plan.fhir().get(0);
        assertThat(fhir.target().base()).isEqualTo(URI.create("https://f.example/r4"));
        assertThat(fhir.target().endpoint().port()).isEqualTo(443);
        assertThat(fhir.target().endpoint().tls()).isNotNull();
        assertThat(fhir.target().token()).isNull();
    }

    @Test
    void everyKeyReachesItsPlaceAndTheTokenIsNeverShown() throws IOException {
        Files.writeString(directory.resolve("reg.token"), "s3cret\n");
        PushPlan plan = plan("""
                room: {pointOfCare: WEST}
                push:
                  name: room-3
                  plainTo: [192.0.2.0/24]
                  hl7:
                    - {name: ehr, to: 'mllps://ehr.example:6661', application: EHR, facility: CLINIC, begin: everything,
                       acknowledgement: application, tls: {ca: ca.pem}, lagSeconds: 90, answerSeconds: 7}
                  fhir:
                    - {name: reg, to: 'http://192.0.2.7:8080/fhir', tokenFile: reg.token, lagSeconds: 80, answerSeconds: 8}
                """);

        PushPlan.Hl7 hl7 = plan.hl7().get(0);
        Rooms rooms = rooms("room: {pointOfCare: WEST}");
        assertThat(hl7.sender()).isEqualTo(new Sender("room-3", rooms, "EHR", "CLINIC", Sender.Asking.APPLICATION));
        assertThat(Objects.requireNonNull(hl7.endpoint().tls()).authorities()).isEqualTo(directory.resolve("ca.pem"));
        assertThat(hl7.endpoint().port()).isEqualTo(6661);
        assertThat(hl7.whole()).isTrue();
        assertThat(hl7.plan().mostLag()).isEqualTo(Duration.ofSeconds(90));
        assertThat(hl7.patience()).isEqualTo(Duration.ofSeconds(7));
        PushPlan.Fhir fhir = plan.fhir().get(0);
        assertThat(fhir.target().token()).isEqualTo(directory.resolve("reg.token"));
        assertThat(fhir.target().endpoint().plainTo()).containsExactly(Network.of("192.0.2.0/24"));
        assertThat(fhir.target().patience()).isEqualTo(Duration.ofSeconds(8));
        assertThat(plan.lines())
                .containsExactly(
                        "ehr, HL7 to ehr.example:6661 by TLS, from the beginning",
                        "reg, FHIR to http://192.0.2.7:8080/fhir, from its first start on");
        assertThat(plan.toString()).doesNotContain("s3cret");
    }

    @Test
    void whatCannotBeMeantIsRefusedByItsName() {
        refused("push: {hl7: [{" + EHR + "}]}", "push.name: expected 1 to 40 letters, digits and hyphens, got nothing");
        refused("push: {name: a b}", "push.name: expected 1 to 40 letters, digits and hyphens, got 'a b'");
        refused("push: {name: r, hl7: [{to: 'mllp://h:1'}]}", "push.hl7[0].name: expected 1 to 40 letters");
        refused("push: {name: r, hl7: [{name: e, to: 'http://h:1'}]}", "push.hl7[0].to: expected mllps://HOST");
        refused("push: {name: r, hl7: [{name: e, to: 'mllp://h'}]}", "push.hl7[0].to: expected a port");
        refused("push: {name: r, fhir: [{name: e}]}", "push.fhir[0].to: expected https://HOST");
        refused("push: {name: r, hl7: [{" + EHR + ", begin: then}]}", "push.hl7[0].begin: expected now or everything");
        refused("push: {name: r, hl7: [{" + EHR + ", tls: {ca: x}}]}", "push.hl7[0].tls: expected mllps or https");
        refused("push: {name: r, hl7: [{" + EHR + ", acknowledgement: none}]}", "expected accept or application");
        refused("push: {name: r, hl7: [{" + EHR + ", answerSeconds: 0}]}", "push.hl7[0].answerSeconds: expected 1 to");
        refused("push: {name: r, hl7: [{" + EHR + ", lagSeconds: 0}]}", "push.hl7[0].lagSeconds: expected more than 0");
        refused("push: {name: r, plainTo: [here]}", "push.plainTo[0]: expected an address");
        refused("push: {name: r, hl7: [{" + EHR + "}, {" + EHR + "}]}", "expected another name for each destination");
        refused("push: {name: r, hl7: [{" + EHR + ", port: 7}]}", "port");
        refused("push: {name: r, fhir: [{name: e, to: 'http://h/f', tokenFile: none}]}", "tokenFile");
    }

    @Test
    void certificatesThatAreNotThereAreFoundWhenAConfigurationIsChecked() {
        plan("push: {name: r, hl7: [{" + EHR + "}]}").check();
        PushPlan missing = plan("push: {name: r, hl7: [{name: e, to: 'mllps://h:1', tls: {ca: none.pem}}]}");

        assertThatThrownBy(missing::check)
                .isInstanceOf(ConfigError.class)
                .hasMessageStartingWith("push, tls of e: ")
                .hasMessageContaining("none.pem cannot be read");
    }

    private void refused(String text, String because) {
        assertThatThrownBy(() -> plan(text))
                .as(text)
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining(because);
    }

    private PushPlan plan(String text) {
        return settings(text).push();
    }

    private Rooms rooms(String text) {
        return settings(text).room().rooms();
    }

    private Settings settings(String text) {
        try {
            Path file = Files.writeString(directory.resolve("dripwatch.yaml"), text);
            return Settings.of(Config.read(file), directory, directory.resolve("data"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
