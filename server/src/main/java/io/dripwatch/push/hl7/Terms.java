package io.dripwatch.push.hl7;

import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Our words as HL7 v2 and IEEE 11073-10101 have them. */
final class Terms {
    /** The containment of every message: one device, its name on the top. */
    static final String SYSTEM = "1.0.0.0";

    private static final int CODES_A_PARTITION = 65_536;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSxx").withZone(ZoneOffset.UTC);

    private Terms() {}

    /** A moment in UTC, to the millisecond, with its zone. */
    static String time(Instant at) {
        return TIME.format(at);
    }

    /** A decimal without exponent that reads back as the same number. */
    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** OBX-3. */
    static String metric(Metric metric) {
        return mdc(metric.mdcCode(), metric.mdcRefId());
    }

    static String mdc(int code, String refId) {
        return code + "^" + refId + "^MDC";
    }

    /** OBX-6: the MDC unit, and UCUM behind it. */
    static String unit(Metric metric) {
        String ucum = metric.unit().ucum();
        return mdcUnit(metric) + "^" + ucum + "^" + ucum + "^UCUM";
    }

    private static String mdcUnit(Metric metric) {
        return switch (metric.unit()) {
            case PER_MINUTE ->
                metric == Metric.RESP_RATE ? mdc(264928, "MDC_DIM_RESP_PER_MIN") : mdc(264864, "MDC_DIM_BEAT_PER_MIN");
            case PERCENT -> mdc(262688, "MDC_DIM_PERCENT");
            case MMHG -> mdc(266016, "MDC_DIM_MMHG");
            case CELSIUS -> mdc(268192, "MDC_DIM_DEGC");
            case ML_PER_HOUR -> mdc(265266, "MDC_DIM_MILLI_L_PER_HR");
            case MILLILITRE -> mdc(263762, "MDC_DIM_MILLI_L");
            case MG_PER_ML -> mdc(264306, "MDC_DIM_MILLI_G_PER_ML");
            case KILOGRAM -> mdc(263875, "MDC_DIM_KILO_G");
        };
    }

    /**
     * OBX-4: one virtual device for what belongs together, one channel for each sensor of it.
     *
     * @param site 0 for the first sensor
     */
    static String containment(Metric metric, int site) {
        return "1." + group(metric) + "." + (site + 1) + "." + term(metric);
    }

    /** The term code within its partition of IEEE 11073-10101. */
    static int term(Metric metric) {
        return metric.mdcCode() % CODES_A_PARTITION;
    }

    /** The virtual device that measures this. */
    static int group(Metric metric) {
        return switch (metric) {
            case HEART_RATE -> 1;
            case PULSE_RATE, SPO2 -> 2;
            case NIBP_SYS, NIBP_DIA, NIBP_MEAN, NIBP_PULSE -> 3;
            case RESP_RATE, ETCO2 -> 4;
            case TEMPERATURE -> 5;
            case ABP_SYS, ABP_DIA, ABP_MEAN -> 6;
            case PUMP_RATE, VOLUME_INFUSED, VOLUME_TO_BE_INFUSED, VOLUME_REMAINING, DRUG_CONCENTRATION, PUMP_WEIGHT ->
                7;
        };
    }

    /** The type of the device that measures this. */
    static String device(boolean pump) {
        return pump ? mdc(69985, "MDC_DEV_PUMP_INFUS_MDS") : mdc(69965, "MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS");
    }

    /** PN, PL, PM or PH of IHE ACM. */
    static String priority(Priority priority) {
        return switch (priority) {
            case LOW -> "PL";
            case MEDIUM -> "PM";
            case HIGH -> "PH";
        };
    }
}
