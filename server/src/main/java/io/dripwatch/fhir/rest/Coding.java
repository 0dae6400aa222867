package io.dripwatch.fhir.rest;

import io.dripwatch.vitals.Metric;
import java.util.ArrayList;
import java.util.List;

/**
 * A code of a public system.
 *
 * @param system its URI
 * @param code within the system
 * @param display the system's own words for it
 */
public record Coding(String system, String code, String display) {
    public static final String LOINC = "http://loinc.org";
    public static final String MDC = "urn:iso:std:iso:11073:10101";

    private static final Coding HEART_RATE = loinc("8867-4", "Heart rate");
    private static final Coding SYSTOLIC = loinc("8480-6", "Systolic blood pressure");
    private static final Coding DIASTOLIC = loinc("8462-4", "Diastolic blood pressure");
    private static final Coding MEAN = loinc("8478-0", "Mean blood pressure");

    public static Coding loinc(String code, String display) {
        return new Coding(LOINC, code, display);
    }

    public static Coding mdc(int code, String refId) {
        return new Coding(MDC, Integer.toString(code), refId);
    }

    /** What a metric is called outside: LOINC as US Core has it, where it has, then IEEE 11073-10101. */
    public static List<Coding> of(Metric metric) {
        List<Coding> codings = new ArrayList<>(loincOf(metric));
        codings.add(mdc(metric.mdcCode(), metric.mdcRefId()));
        return codings;
    }

    private static List<Coding> loincOf(Metric metric) {
        return switch (metric) {
            case HEART_RATE, NIBP_PULSE -> List.of(HEART_RATE);
            case PULSE_RATE -> List.of(loinc("8889-8", "Heart rate by Pulse oximetry"), HEART_RATE);
            case SPO2 ->
                List.of(
                        loinc("2708-6", "Oxygen saturation in Arterial blood"),
                        loinc("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"));
            case RESP_RATE -> List.of(loinc("9279-1", "Respiratory rate"));
            case TEMPERATURE -> List.of(loinc("8310-5", "Body temperature"));
            case NIBP_SYS, ABP_SYS -> List.of(SYSTOLIC);
            case NIBP_DIA, ABP_DIA -> List.of(DIASTOLIC);
            case NIBP_MEAN, ABP_MEAN -> List.of(MEAN);
            // End-tidal CO2 waits until its LOINC code is confirmed; a pump's numbers have none that fits.
            case ETCO2,
                    PUMP_RATE,
                    VOLUME_INFUSED,
                    VOLUME_TO_BE_INFUSED,
                    VOLUME_REMAINING,
                    DRUG_CONCENTRATION,
                    PUMP_WEIGHT -> List.of();
        };
    }
}
