package io.dripwatch.sim.load;

/**
 * What each message of a load measures: OBX-3, OBX-6, the lowest value to send and how many further ones; all of two
 * digits but the pressures of three.
 */
enum VitalRow {
    HEART_RATE("147842^MDC_ECG_HEART_RATE^MDC", "264864^MDC_DIM_BEAT_PER_MIN^MDC", 60, 40),
    RESP_RATE("151562^MDC_RESP_RATE^MDC", "264928^MDC_DIM_RESP_PER_MIN^MDC", 12, 8),
    SPO2("150456^MDC_PULS_OXIM_SAT_O2^MDC", "262688^MDC_DIM_PERCENT^MDC", 95, 5),
    PULSE_RATE("149530^MDC_PULS_OXIM_PULS_RATE^MDC", "264864^MDC_DIM_BEAT_PER_MIN^MDC", 60, 40),
    ABP_SYS("150037^MDC_PRESS_BLD_ART_ABP_SYS^MDC", "266016^MDC_DIM_MMHG^MDC", 110, 30),
    ABP_DIA("150038^MDC_PRESS_BLD_ART_ABP_DIA^MDC", "266016^MDC_DIM_MMHG^MDC", 65, 20),
    ETCO2("151708^MDC_CONC_AWAY_CO2_ET^MDC", "266016^MDC_DIM_MMHG^MDC", 35, 8),
    TEMPERATURE("150344^MDC_TEMP^MDC", "268192^MDC_DIM_DEGC^MDC", 36, 2);

    private final String identifier;
    private final String unit;
    private final int lowest;
    private final int spread;

    VitalRow(String identifier, String unit, int lowest, int spread) {
        this.identifier = identifier;
        this.unit = unit;
        this.lowest = lowest;
        this.spread = spread;
    }

    /** Identifier, reference id and coding system as HL7 writes them. */
    String identifier() {
        return identifier;
    }

    /** The MDC reference id alone. */
    String referenceId() {
        return identifier.split("\\^", -1)[1];
    }

    String unit() {
        return unit;
    }

    /** How many digits its values have. */
    int width() {
        return lowest < 100 ? 2 : 3;
    }

    /** What the message of this number within its monitor says. */
    long value(long number) {
        return lowest + number % spread;
    }
}
