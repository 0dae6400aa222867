package io.dripwatch.device.hl7;

import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.MetricCodes;
import io.dripwatch.vitals.UnitCodes;
import org.jspecify.annotations.Nullable;

/** Philips MDIL: partition and term of IEEE 11073 in hexadecimal, as in "0002-4bb8". */
final class MdilCodes {
    private static final int PULSE = 149538;
    private static final int RESP = 151552;

    private MdilCodes() {}

    static @Nullable Metric metric(String id) {
        int code = hexCode(id);
        return switch (code) {
            case PULSE -> Metric.PULSE_RATE;
            case RESP -> Metric.RESP_RATE;
            default -> MetricCodes.ofMdcCode(code);
        };
    }

    static @Nullable Conversion unit(String id) {
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
}
