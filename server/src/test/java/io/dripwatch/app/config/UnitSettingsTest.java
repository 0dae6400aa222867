package io.dripwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.wording.Language;
import io.dripwatch.wording.SiteUnits;
import io.dripwatch.wording.SiteUnits.Pressure;
import io.dripwatch.wording.SiteUnits.Temperature;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class UnitSettingsTest {
    private static Config config(String yaml) {
        return Yaml.read(Yaml.tree(yaml, "site.yaml"), Config.class, "site.yaml");
    }

    @Test
    void aSiteReadsEnglishMmHgAndCelsiusWhereItSaysNothingElse() {
        assertThat(Config.DEFAULT.wording().language()).isEqualTo(Language.EN);
        assertThat(Config.DEFAULT.wording().units()).isEqualTo(SiteUnits.KEPT);
    }

    @Test
    void theBreathIsCountedAsTheBloodUnlessASiteSaysOtherwise() {
        assertThat(config("units: {pressure: kPa, temperature: F}").wording().units())
                .isEqualTo(new SiteUnits(Pressure.KPA, Pressure.KPA, Temperature.F));
        assertThat(config("units: {etco2: kPa}").wording().units())
                .isEqualTo(new SiteUnits(Pressure.MMHG, Pressure.KPA, Temperature.C));
    }

    @Test
    void whatIsNoUnitAndNoLanguageIsRefusedByItsKey() {
        refused("units: {pressure: bar}", "units.pressure: expected mmHg or kPa, got bar");
        refused("units: {etco2: Torr}", "units.etco2: expected mmHg or kPa, got Torr");
        refused("units: {temperature: K}", "units.temperature: expected C or F, got K");
        refused("language: fr", "language: expected en or es, got fr");
        assertThatThrownBy(() -> config("units: {presure: kPa}"))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("unknown key units.presure; did you mean pressure?");
    }

    @Test
    void aRoomWithoutANameIsCalledInTheLanguageOfTheSite() {
        assertThat(config("language: es").roomPlan(Path.of("")).rooms().title()).isEqualTo("Sala de infusión");
    }

    private static void refused(String yaml, String sentence) {
        assertThatThrownBy(() -> config(yaml).wording())
                .isInstanceOf(ConfigError.class)
                .hasMessage(sentence);
    }
}
