package io.dripwatch.device.ucum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.Unit;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UcumUnitsTest {
    @ParameterizedTest
    @CsvSource({
        "K, CELSIUS, 310.15, 37",
        "mK, CELSIUS, 310150, 37",
        "[degF], CELSIUS, 98.6, 37",
        "Pa, MMHG, 16000, 120.010",
        "hPa, MMHG, 160, 120.010",
        "bar, MMHG, 0.16, 120.010",
        "cm[H2O], MMHG, 20, 14.711",
        "Hz, PER_MINUTE, 1.2, 72",
        "/s, PER_MINUTE, 1.5, 90",
        "{beats}/h, PER_MINUTE, 3600, 60",
        "dL/h, ML_PER_HOUR, 2, 200",
        "uL/min, ML_PER_HOUR, 500, 30",
        "cL, MILLILITRE, 5, 50",
        "ng/uL, MG_PER_ML, 1000, 1",
        "[oz_av], KILOGRAM, 100, 2.835",
        "dag, KILOGRAM, 7000, 70"
    })
    void aUnitOfUcumBecomesOurs(String code, Unit unit, double sent, double ours) {
        Conversion conversion = Objects.requireNonNull(UcumUnits.of(code), code);
        assertThat(conversion.to()).isEqualTo(unit);
        assertThat(conversion.apply(sent)).isCloseTo(ours, within(0.0011));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mmol/L", "m/s", "[pH]", "W", "furlong", "mmHg2", "]", "/", "(", "kg kg", "264864", "1", "10*2",
                "\u00b5"
            })
    void whatIsUnknownOrMeasuresSomethingElseIsNotGuessed(String code) {
        assertThat(UcumUnits.of(code)).isNull();
        assertThat(UcumUnits.of(code)).as("asked again").isNull();
    }

    @Test
    void whatWardsWriteIsNotTakenForPhysics() {
        assertThat(UcumUnits.of("C")).isEqualTo(Conversion.none(Unit.CELSIUS));
        assertThat(Objects.requireNonNull(UcumUnits.of("F")).apply(98.6)).isEqualTo(37);
    }

    @ParameterizedTest
    @EnumSource
    void ourOwnUnitsStayWhatTheyAre(Unit unit) {
        assertThat(UcumUnits.of(unit.ucum())).isEqualTo(Conversion.none(unit));
    }

    /** The library would multiply for minutes; found by spoiled bytes at a listener. */
    @ParameterizedTest
    @ValueSource(
            strings = {"kg999999999", "mm[Hg]266016", "m9.m9.m9.m9.m9.m9.m9.m9", "Ym9.Ym9.Ym9.Ym9", "10*999999999m"})
    void aHugePowerIsRefusedAtOnce(String code) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(UcumUnits.of(code)).isNull());
    }
}
