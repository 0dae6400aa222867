package io.dripwatch.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Said;
import io.dripwatch.vitals.Sentence;
import io.dripwatch.wording.SiteUnits.Pressure;
import io.dripwatch.wording.SiteUnits.Temperature;
import org.junit.jupiter.api.Test;

final class SiteUnitsTest {
    private static final SiteUnits OTHER = new SiteUnits(Pressure.KPA, Pressure.KPA, Temperature.F);
    private static final Wording WORDS = new Wording(Language.EN, OTHER);

    @Test
    void everyTenthThatCanBeTypedIsShownAsItWasTyped() {
        for (int tenths = 0; tenths <= 500; tenths++) {
            double typed = tenths / 10.0;
            assertThat(OTHER.shown(Metric.NIBP_SYS, OTHER.kept(Metric.NIBP_SYS, typed)))
                    .isEqualTo(typed);
        }
        for (int tenths = 680; tenths <= 1130; tenths++) {
            double typed = tenths / 10.0;
            assertThat(OTHER.shown(Metric.TEMPERATURE, OTHER.kept(Metric.TEMPERATURE, typed)))
                    .isEqualTo(typed);
        }
    }

    @Test
    void everyWholeValueThatIsKeptComesBackAsItWasWhenTypedAsShown() {
        for (int mmHg = 0; mmHg <= 350; mmHg++) {
            assertThat(OTHER.kept(Metric.ABP_SYS, OTHER.shown(Metric.ABP_SYS, mmHg)))
                    .isEqualTo(mmHg);
        }
        for (int tenths = 200; tenths <= 450; tenths++) {
            double celsius = tenths / 10.0;
            assertThat(OTHER.kept(Metric.TEMPERATURE, OTHER.shown(Metric.TEMPERATURE, celsius)))
                    .isEqualTo(celsius);
        }
    }

    @Test
    void whatIsKeptIsTheRoundestValueNearWhatWasTyped() {
        assertThat(OTHER.kept(Metric.NIBP_SYS, 12.0)).isEqualTo(90);
        assertThat(OTHER.kept(Metric.NIBP_SYS, 12.2)).isEqualTo(91.5);
        assertThat(OTHER.kept(Metric.TEMPERATURE, 100.4)).isEqualTo(38);
        assertThat(OTHER.kept(Metric.ETCO2, 6.0)).isCloseTo(45, within(0.4));
    }

    @Test
    void aChangeMovesNoZero() {
        assertThat(OTHER.shownChange(Metric.TEMPERATURE, 1)).isEqualTo(1.8);
        assertThat(OTHER.shownChange(Metric.NIBP_SYS, 30)).isEqualTo(4);
    }

    @Test
    void whatSitesDoNotCountOtherwiseStaysAsItIs() {
        assertThat(OTHER.shown(Metric.SPO2, 97.25)).isEqualTo(97.25);
        assertThat(OTHER.kept(Metric.HEART_RATE, 71.25)).isEqualTo(71.25);
        assertThat(SiteUnits.KEPT.shown(Metric.NIBP_SYS, 120.25)).isEqualTo(120.25);
        assertThat(SiteUnits.KEPT.kept(Metric.TEMPERATURE, 36.65)).isEqualTo(36.65);
    }

    @Test
    void aSiteMayCountTheBreathOtherwiseThanTheBlood() {
        SiteUnits mixed = new SiteUnits(Pressure.MMHG, Pressure.KPA, Temperature.C);
        assertThat(mixed.label(Metric.NIBP_SYS)).isEqualTo("mmHg");
        assertThat(mixed.label(Metric.ETCO2)).isEqualTo("kPa");
        assertThat(mixed.shown(Metric.ETCO2, 38)).isEqualTo(5.1);
        assertThat(mixed.shown(Metric.ABP_MEAN, 90)).isEqualTo(90);
    }

    @Test
    void sentencesOfTheCoreAreInTheUnitsOfTheSite() {
        Sentence pressure = Sentence.of(
                "{} {} > {}", Metric.NIBP_SYS, Said.of(Metric.NIBP_SYS, 182), Said.of(Metric.NIBP_SYS, 180));
        assertThat(pressure.english()).isEqualTo("NIBP sys 182 > 180");
        assertThat(WORDS.say(pressure)).isEqualTo("NIBP sys 24.3 > 24.0");

        Sentence fever = Sentence.of(
                "{} {}: up {} in {}",
                Metric.TEMPERATURE,
                Said.of(Metric.TEMPERATURE, 38),
                Said.change(Metric.TEMPERATURE, 1),
                Sentence.of("{} min", 10));
        assertThat(fever.english()).isEqualTo("Temp 38: up 1 in 10 min");
        assertThat(WORDS.say(fever)).isEqualTo("Temp 100.4: up 1.8 in 10 min");
        assertThat(WORDS.say("{} may be set in {}.", Metric.ETCO2, new Said.UnitOf(Metric.ETCO2)))
                .isEqualTo("EtCO2 may be set in kPa.");
    }
}
