package io.dripwatch.sim.monitor;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What the monitor measures, as it names it on the wire (IEEE 11073-10101), in the order in which it reports. */
public enum Sign {
    HEART_RATE(Module.ECG, 1, "147842^MDC_ECG_HEART_RATE^MDC", Units.BEATS, 0),
    RESP_RATE(Module.ECG, 2, "151562^MDC_RESP_RATE^MDC", Units.BREATHS, 0),
    SPO2(Module.OXIMETER, 1, "150456^MDC_PULS_OXIM_SAT_O2^MDC", Units.PERCENT, 0),
    PULSE_RATE(Module.OXIMETER, 2, "149530^MDC_PULS_OXIM_PULS_RATE^MDC", Units.BEATS, 0),
    NIBP_SYS(Module.CUFF, 1, "150021^MDC_PRESS_BLD_NONINV_SYS^MDC", Units.MMHG, 0),
    NIBP_DIA(Module.CUFF, 2, "150022^MDC_PRESS_BLD_NONINV_DIA^MDC", Units.MMHG, 0),
    NIBP_MEAN(Module.CUFF, 3, "150023^MDC_PRESS_BLD_NONINV_MEAN^MDC", Units.MMHG, 0),
    NIBP_PULSE(Module.CUFF, 4, "149546^MDC_PULS_RATE_NON_INV^MDC", Units.BEATS, 0),
    ETCO2(Module.CAPNOGRAPH, 1, "151708^MDC_CONC_AWAY_CO2_ET^MDC", Units.MMHG, 0),
    TEMPERATURE(Module.THERMOMETER, 1, "150344^MDC_TEMP^MDC", Units.CELSIUS, 1);

    private final Module module;
    private final int metric;
    private final String identifier;
    private final String unit;
    private final int decimals;

    Sign(Module module, int metric, String identifier, String unit, int decimals) {
        this.module = module;
        this.metric = metric;
        this.identifier = identifier;
        this.unit = unit;
        this.decimals = decimals;
    }

    Module module() {
        return module;
    }

    /** The fourth number of OBX-4. */
    int metric() {
        return metric;
    }

    /** OBX-3. */
    String identifier() {
        return identifier;
    }

    /** OBX-6. */
    String unit() {
        return unit;
    }

    /** The number as this monitor shows and sends it. */
    String shown(double value) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** OBX-6 of the units, MDC only. */
    private static final class Units {
        private static final String BEATS = "264864^MDC_DIM_BEAT_PER_MIN^MDC";
        private static final String BREATHS = "264928^MDC_DIM_RESP_PER_MIN^MDC";
        private static final String PERCENT = "262688^MDC_DIM_PERCENT^MDC";
        private static final String MMHG = "266016^MDC_DIM_MMHG^MDC";
        private static final String CELSIUS = "268192^MDC_DIM_DEGC^MDC";
    }
}
