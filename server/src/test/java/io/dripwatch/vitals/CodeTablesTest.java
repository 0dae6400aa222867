package io.dripwatch.vitals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CodeTablesTest {

    @Test
    void everyMetricIsFoundByItsOwnCodeAndName() {
        for (Metric metric : Metric.values()) {
            assertThat(MetricCodes.ofMdcCode(metric.mdcCode())).isEqualTo(metric);
            assertThat(MetricCodes.ofMdcName(metric.mdcRefId())).isEqualTo(metric);
        }
    }

    @Test
    void namesOfOtherMakersLeadToTheSameMetric() {
        assertThat(MetricCodes.ofMdcName("MDC_ECG_CARD_BEAT_RATE")).isEqualTo(Metric.HEART_RATE);
        assertThat(MetricCodes.ofMdcCode(149522)).isEqualTo(Metric.PULSE_RATE);
        assertThat(MetricCodes.ofMdcName("MDC_PRESS_CUFF_MEAN")).isEqualTo(Metric.NIBP_MEAN);
        assertThat(MetricCodes.ofMdcCode(150033)).isEqualTo(Metric.ABP_SYS);
        assertThat(MetricCodes.ofMdcCode(151594)).isEqualTo(Metric.RESP_RATE);
        assertThat(MetricCodes.ofMdcCode(151928)).isEqualTo(Metric.ETCO2);
        assertThat(MetricCodes.ofMdcCode(188496)).isEqualTo(Metric.TEMPERATURE);
        assertThat(MetricCodes.ofLoinc("59408-5")).isEqualTo(Metric.SPO2);
    }

    @Test
    void codesOfOtherThingsAreNotOurs() {
        assertThat(MetricCodes.ofMdcCode(150448)).isNull();
        assertThat(MetricCodes.ofMdcName("MDC_TEMP_DIFF")).isNull();
        assertThat(MetricCodes.ofLoinc("718-7")).isNull();
    }

    @Test
    void everyUnitOfOursIsUnderstoodByItsUcumCodeAndLabel() {
        for (Unit unit : Unit.values()) {
            assertThat(UnitCodes.ofText(unit.ucum())).isEqualTo(Conversion.none(unit));
            assertThat(UnitCodes.ofText(unit.label())).isEqualTo(Conversion.none(unit));
        }
    }

    @Test
    void foreignUnitsAreConverted() {
        assertThat(converted(98.6, UnitCodes.ofMdcName("MDC_DIM_FAHR"))).isEqualTo(37.0);
        assertThat(converted(32, UnitCodes.ofText("[degF]"))).isEqualTo(0.0);
        assertThat(converted(5.0, UnitCodes.ofText("kPa"))).isCloseTo(37.5, within(0.01));
        assertThat(converted(0.5, UnitCodes.ofText("L"))).isEqualTo(500.0);
        assertThat(converted(1.5, UnitCodes.ofText("mL/min"))).isEqualTo(90.0);
        assertThat(converted(200, UnitCodes.ofText("mcg/mL"))).isEqualTo(0.2);
        assertThat(converted(154, UnitCodes.ofText("lb"))).isCloseTo(69.853, within(0.001));
    }

    @Test
    void whatIsAlreadyOursIsNotTouched() {
        assertThat(converted(36.6666666, UnitCodes.ofMdcCode(268192))).isEqualTo(36.6666666);
    }

    @Test
    void anUnknownUnitIsNeverGuessed() {
        assertThat(UnitCodes.ofText("furlong")).isNull();
        assertThat(UnitCodes.ofText("")).isNull();
        assertThat(UnitCodes.ofMdcCode(268160)).isNull();
        assertThat(UnitCodes.ofMdcName("MDC_DIM_CM_H2O")).isNull();
    }

    @Test
    void aConversionRefusesNonsense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Conversion(Unit.MMHG, Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Conversion(Unit.MMHG, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Conversion(Unit.MMHG, 1, Double.POSITIVE_INFINITY));
    }

    private static double converted(double value, @Nullable Conversion conversion) {
        assertThat(conversion).isNotNull();
        return conversion == null ? Double.NaN : conversion.apply(value);
    }
}
