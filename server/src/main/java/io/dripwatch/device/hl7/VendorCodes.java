package io.dripwatch.device.hl7;

import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.MetricCodes;
import io.dripwatch.vitals.UnitCodes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codes of makers who do not use IEEE 11073. A local number counts only together with its maker's name for it. */
final class VendorCodes {
    /** Code and name, as Edan (coding system EHC) and Nihon Kohden (no coding system) send them. */
    private static final Map<String, Metric> NUMBERED = Map.ofEntries(
            Map.entry("131072^ECG_HR", Metric.HEART_RATE),
            Map.entry("327680^SPO2_SPO2", Metric.SPO2),
            Map.entry("393216^NIBP_SYS", Metric.NIBP_SYS),
            Map.entry("393217^NIBP_DIA", Metric.NIBP_DIA),
            Map.entry("393219^NIBP_PR", Metric.NIBP_PULSE),
            Map.entry("458752^TEMP_T1", Metric.TEMPERATURE),
            Map.entry("007000^VITAL SpO2", Metric.SPO2),
            Map.entry("007001^VITAL PR(spo2)", Metric.PULSE_RATE),
            Map.entry("009000^NIBP SYS", Metric.NIBP_SYS),
            Map.entry("009001^NIBP DIAS", Metric.NIBP_DIA),
            Map.entry("009002^NIBP MEAN", Metric.NIBP_MEAN));

    /** VitalRecorder's track types; the second component is then "device/track". */
    private static final Map<String, Metric> TRACKS = Map.ofEntries(
            Map.entry("ECG_HR", Metric.HEART_RATE),
            Map.entry("PLETH_SPO2", Metric.SPO2),
            Map.entry("PLETH_HR", Metric.PULSE_RATE),
            Map.entry("NIBP_SBP", Metric.NIBP_SYS),
            Map.entry("NIBP_DBP", Metric.NIBP_DIA),
            Map.entry("NIBP_MBP", Metric.NIBP_MEAN),
            Map.entry("IABP_SBP", Metric.ABP_SYS),
            Map.entry("IABP_DBP", Metric.ABP_DIA),
            Map.entry("IABP_MBP", Metric.ABP_MEAN),
            Map.entry("RESP_RR", Metric.RESP_RATE),
            Map.entry("CO2_RR", Metric.RESP_RATE),
            Map.entry("BT", Metric.TEMPERATURE));

    private static final int MDIL_PULSE = 149538;
    private static final int MDIL_RESP = 151552;

    private VendorCodes() {}

    /** Philips MDIL "0002-4bb8": partition and term of IEEE 11073 in hexadecimal. */
    static @Nullable Metric mdil(String id) {
        int code = hexCode(id);
        return switch (code) {
            case MDIL_PULSE -> Metric.PULSE_RATE;
            case MDIL_RESP -> Metric.RESP_RATE;
            default -> MetricCodes.ofMdcCode(code);
        };
    }

    /** Philips MDIL "0004-0f20". */
    static @Nullable Conversion mdilUnit(String id) {
        return UnitCodes.ofMdcCode(hexCode(id));
    }

    private static int hexCode(String id) {
        if (id.length() != 9 || id.charAt(4) != '-') {
            return -1;
        }
        int code = 0;
        for (int i = 0; i < id.length(); i++) {
            if (i != 4) {
                int digit = Character.digit(id.charAt(i), 16);
                if (digit < 0 || (i == 0 && digit > 7)) {
                    return -1;
                }
                code = code * 16 + digit;
            }
        }
        return code;
    }

    static @Nullable Metric numbered(String code, String name) {
        return NUMBERED.get(code + "^" + name);
    }

    static @Nullable Metric track(String type, String deviceAndTrack) {
        return deviceAndTrack.indexOf('/') > 0 ? TRACKS.get(type) : null;
    }

    /** Mindray's PDS numbers, which mean something only in PDS value messages; each comes in the metric's own unit. */
    static @Nullable Metric pds(int number) {
        return switch (number) {
            case 101 -> Metric.HEART_RATE;
            case 151 -> Metric.RESP_RATE;
            case 160 -> Metric.SPO2;
            case 161 -> Metric.PULSE_RATE;
            case 170 -> Metric.NIBP_SYS;
            case 171 -> Metric.NIBP_DIA;
            case 172 -> Metric.NIBP_MEAN;
            case 173 -> Metric.NIBP_PULSE;
            case 200, 201 -> Metric.TEMPERATURE;
            case 250 -> Metric.ETCO2;
            case 500 -> Metric.ABP_SYS;
            case 501 -> Metric.ABP_DIA;
            case 502 -> Metric.ABP_MEAN;
            default -> null;
        };
    }
}
