package io.dripwatch.vitals;

import static io.dripwatch.vitals.Metric.ABP_DIA;
import static io.dripwatch.vitals.Metric.ABP_MEAN;
import static io.dripwatch.vitals.Metric.ABP_SYS;
import static io.dripwatch.vitals.Metric.ETCO2;
import static io.dripwatch.vitals.Metric.HEART_RATE;
import static io.dripwatch.vitals.Metric.NIBP_DIA;
import static io.dripwatch.vitals.Metric.NIBP_MEAN;
import static io.dripwatch.vitals.Metric.NIBP_SYS;
import static io.dripwatch.vitals.Metric.PULSE_RATE;
import static io.dripwatch.vitals.Metric.PUMP_RATE;
import static io.dripwatch.vitals.Metric.RESP_RATE;
import static io.dripwatch.vitals.Metric.SPO2;
import static io.dripwatch.vitals.Metric.TEMPERATURE;
import static io.dripwatch.vitals.Metric.VOLUME_INFUSED;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The public codes under which devices send our metrics: IEEE 11073-10101 names and numbers, and LOINC. */
public final class MetricCodes {
    private static final Map<String, Metric> BY_MDC_NAME = new HashMap<>();
    private static final Map<Integer, Metric> BY_MDC_CODE = new HashMap<>();
    private static final Map<String, Metric> BY_LOINC = Map.ofEntries(
            Map.entry("8867-4", HEART_RATE),
            Map.entry("8889-8", PULSE_RATE),
            Map.entry("2708-6", SPO2),
            Map.entry("59408-5", SPO2),
            Map.entry("8480-6", NIBP_SYS),
            Map.entry("8462-4", NIBP_DIA),
            Map.entry("8478-0", NIBP_MEAN),
            Map.entry("76534-7", NIBP_SYS),
            Map.entry("9279-1", RESP_RATE),
            Map.entry("8310-5", TEMPERATURE));

    static {
        for (Metric metric : Metric.values()) {
            alias(metric, metric.mdcCode(), metric.mdcRefId());
        }
        alias(HEART_RATE, 147842, "MDC_ECG_CARD_BEAT_RATE");
        alias(PULSE_RATE, 149514, "MDC_PULS_RATE");
        alias(PULSE_RATE, 149522, "MDC_BLD_PULS_RATE_INV");
        alias(NIBP_SYS, 150301, "MDC_PRESS_CUFF_SYS");
        alias(NIBP_DIA, 150302, "MDC_PRESS_CUFF_DIA");
        alias(NIBP_MEAN, 150303, "MDC_PRESS_CUFF_MEAN");
        alias(ABP_SYS, 150033, "MDC_PRESS_BLD_ART_SYS");
        alias(ABP_DIA, 150034, "MDC_PRESS_BLD_ART_DIA");
        alias(ABP_MEAN, 150035, "MDC_PRESS_BLD_ART_MEAN");
        alias(RESP_RATE, 151570, "MDC_AWAY_RESP_RATE");
        alias(RESP_RATE, 151578, "MDC_TTHOR_RESP_RATE");
        alias(RESP_RATE, 151594, "MDC_CO2_RESP_RATE");
        alias(ETCO2, 151728, "MDC_AWAY_CO2_ET");
        alias(ETCO2, 151928, "MDC_VENT_AWAY_CO2_ET");
        alias(TEMPERATURE, 150364, "MDC_TEMP_BODY");
        alias(TEMPERATURE, 150368, "MDC_TEMP_CORE");
        alias(TEMPERATURE, 150372, "MDC_TEMP_ESOPH");
        alias(TEMPERATURE, 150380, "MDC_TEMP_NASOPH");
        alias(TEMPERATURE, 150388, "MDC_TEMP_SKIN");
        alias(TEMPERATURE, 150392, "MDC_TEMP_TYMP");
        alias(TEMPERATURE, 188420, "MDC_TEMP_RECT");
        alias(TEMPERATURE, 188424, "MDC_TEMP_ORAL");
        alias(TEMPERATURE, 188496, "MDC_TEMP_AXIL");
        alias(TEMPERATURE, 188496, "MDC_TEMP_AXILLA");
        alias(PUMP_RATE, 158014, "MDC_FLOW_FLUID_PUMP_CURRENT");
        alias(VOLUME_INFUSED, 157864, "MDC_VOL_FLUID_DELIV");
    }

    private MetricCodes() {}

    private static void alias(Metric metric, int code, String name) {
        BY_MDC_CODE.put(code, metric);
        BY_MDC_NAME.put(name, metric);
    }

    /**
     * The metric of an IEEE 11073-10101 reference identifier such as "MDC_PULS_OXIM_SAT_O2"; null where it is not ours.
     */
    public static @Nullable Metric ofMdcName(String refId) {
        return BY_MDC_NAME.get(refId);
    }

    /** The metric of an IEEE 11073-10101 context-free code such as 150456; null where it is not ours. */
    public static @Nullable Metric ofMdcCode(int code) {
        return BY_MDC_CODE.get(code);
    }

    /** The metric of a LOINC code such as "59408-5"; null where it is not ours. */
    public static @Nullable Metric ofLoinc(String code) {
        return BY_LOINC.get(code);
    }
}
