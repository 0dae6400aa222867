package io.dripwatch.vitals;

/**
 * A quantity that a monitor or pump measures, with the codes by which the world knows it.
 *
 * <p>The MDC code is the context-free code of IEEE 11073-10101 (partition * 65536 + term), the REFID its name. The
 * plausible range is what a living patient or a working pump can show; a number outside it is an artefact and is
 * refused.
 */
public enum Metric implements Measure {
    HEART_RATE("heartRate", "HR", Kind.VITAL, Unit.PER_MINUTE, 0, 350, 147842, "MDC_ECG_HEART_RATE"),
    PULSE_RATE("pulseRate", "Pulse", Kind.VITAL, Unit.PER_MINUTE, 0, 350, 149530, "MDC_PULS_OXIM_PULS_RATE"),
    SPO2("spo2", "SpO2", Kind.VITAL, Unit.PERCENT, 0, 100, 150456, "MDC_PULS_OXIM_SAT_O2"),
    NIBP_SYS("nibpSys", "NIBP sys", Kind.VITAL, Unit.MMHG, 10, 350, 150021, "MDC_PRESS_BLD_NONINV_SYS"),
    NIBP_DIA("nibpDia", "NIBP dia", Kind.VITAL, Unit.MMHG, 5, 300, 150022, "MDC_PRESS_BLD_NONINV_DIA"),
    NIBP_MEAN("nibpMean", "NIBP mean", Kind.VITAL, Unit.MMHG, 5, 320, 150023, "MDC_PRESS_BLD_NONINV_MEAN"),
    NIBP_PULSE("nibpPulse", "NIBP pulse", Kind.VITAL, Unit.PER_MINUTE, 0, 350, 149546, "MDC_PULS_RATE_NON_INV"),
    RESP_RATE("respRate", "RR", Kind.VITAL, Unit.PER_MINUTE, 0, 150, 151562, "MDC_RESP_RATE"),
    ETCO2("etco2", "EtCO2", Kind.VITAL, Unit.MMHG, 0, 150, 151708, "MDC_CONC_AWAY_CO2_ET"),
    TEMPERATURE("temperature", "Temp", Kind.VITAL, Unit.CELSIUS, 20, 45, 150344, "MDC_TEMP"),
    ABP_SYS("abpSys", "ABP sys", Kind.VITAL, Unit.MMHG, 0, 350, 150037, "MDC_PRESS_BLD_ART_ABP_SYS"),
    ABP_DIA("abpDia", "ABP dia", Kind.VITAL, Unit.MMHG, 0, 300, 150038, "MDC_PRESS_BLD_ART_ABP_DIA"),
    ABP_MEAN("abpMean", "ABP mean", Kind.VITAL, Unit.MMHG, 0, 320, 150039, "MDC_PRESS_BLD_ART_ABP_MEAN"),
    PUMP_RATE("pumpRate", "Pump rate", Kind.PUMP, Unit.ML_PER_HOUR, 0, 2000, 157784, "MDC_FLOW_FLUID_PUMP"),
    VOLUME_INFUSED(
            "volumeInfused", "Infused", Kind.PUMP, Unit.MILLILITRE, 0, 10000, 157993, "MDC_VOL_FLUID_DELIV_TOTAL"),
    VOLUME_TO_BE_INFUSED(
            "volumeToBeInfused", "VTBI", Kind.PUMP, Unit.MILLILITRE, 0, 10000, 157884, "MDC_VOL_FLUID_TBI"),
    VOLUME_REMAINING(
            "volumeRemaining",
            "VTBI remaining",
            Kind.PUMP,
            Unit.MILLILITRE,
            0,
            10000,
            157872,
            "MDC_VOL_FLUID_TBI_REMAIN"),
    DRUG_CONCENTRATION(
            "drugConcentration", "Concentration", Kind.PUMP, Unit.MG_PER_ML, 0, 1000, 157760, "MDC_CONC_DRUG"),
    PUMP_WEIGHT("pumpWeight", "Pump weight", Kind.PUMP, Unit.KILOGRAM, 0, 500, 68063, "MDC_ATTR_PT_WEIGHT");

    /** Whether the number tells of the patient or of the pump. */
    public enum Kind {
        VITAL,
        PUMP
    }

    private final String id;
    private final String label;
    private final Kind kind;
    private final Unit unit;
    private final double plausibleLow;
    private final double plausibleHigh;
    private final int mdcCode;
    private final String mdcRefId;

    Metric(
            String id,
            String label,
            Kind kind,
            Unit unit,
            double plausibleLow,
            double plausibleHigh,
            int mdcCode,
            String mdcRefId) {
        this.id = id;
        this.label = label;
        this.kind = kind;
        this.unit = unit;
        this.plausibleLow = plausibleLow;
        this.plausibleHigh = plausibleHigh;
        this.mdcCode = mdcCode;
        this.mdcRefId = mdcRefId;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String label() {
        return label;
    }

    public Kind kind() {
        return kind;
    }

    public Unit unit() {
        return unit;
    }

    /** IEEE 11073-10101 context-free code. */
    public int mdcCode() {
        return mdcCode;
    }

    /** IEEE 11073-10101 reference identifier. */
    public String mdcRefId() {
        return mdcRefId;
    }

    /** Whether a living patient, or a working pump, can show this number; NaN never is. */
    public boolean plausible(double value) {
        return value >= plausibleLow && value <= plausibleHigh;
    }

    /** "10 to 350 mmHg", for messages about refused values. */
    public String plausibleRange() {
        return Numbers.plain(plausibleLow) + " to " + Numbers.plain(plausibleHigh) + " " + unit.label();
    }

    /**
     * The metric with this {@link #id()}.
     *
     * @throws IllegalArgumentException naming the id, where none has it
     */
    public static Metric ofId(String id) {
        for (Metric metric : values()) {
            if (metric.id.equals(id)) {
                return metric;
            }
        }
        throw new IllegalArgumentException("expected the id of a metric such as spo2, got " + id);
    }
}
