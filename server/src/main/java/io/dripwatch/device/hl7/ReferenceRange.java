package io.dripwatch.device.hl7;

import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.DeviceLimit;
import io.dripwatch.vitals.Metric;
import org.jspecify.annotations.Nullable;

/** Reads HL7's reference range (OBX-7), in which monitors tell their own alarm limits: 50-120, <120, >90, 50^120. */
final class ReferenceRange {
    private ReferenceRange() {}

    /**
     * The limits of one row.
     *
     * @param row the segment, whose OBX-7 is not empty
     * @param conversion from the unit of the row
     * @return null where no limits of that kind stand there
     */
    static @Nullable DeviceLimit read(Message message, int row, Metric metric, Conversion conversion) {
        Slice first = message.component(row, 7, 1);
        Slice second = message.component(row, 7, 2);
        if (!second.isAbsent()) {
            return limit(metric, conversion, first, second);
        }
        if (first.startsWith("<")) {
            return limit(metric, conversion, Slice.EMPTY, from(first, 1));
        }
        if (first.startsWith(">")) {
            return limit(metric, conversion, from(first, 1), Slice.EMPTY);
        }
        int dash = dash(first);
        return dash < 0 ? null : limit(metric, conversion, upTo(first, dash), from(first, dash + 1));
    }

    private static @Nullable DeviceLimit limit(Metric metric, Conversion conversion, Slice lowest, Slice highest) {
        double low = Numeral.read(lowest);
        double high = Numeral.read(highest);
        boolean odd = (Double.isNaN(low) && !lowest.isEmpty()) || (Double.isNaN(high) && !highest.isEmpty());
        if (odd || (lowest.isEmpty() && highest.isEmpty()) || low > high) {
            return null;
        }
        return new DeviceLimit(
                metric,
                lowest.isEmpty() ? null : conversion.apply(low),
                highest.isEmpty() ? null : conversion.apply(high));
    }

    /** Where the dash between two numbers stands, not the sign of the first; -1 where there is none. */
    private static int dash(Slice text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.at(i) == '-') {
                return i;
            }
        }
        return -1;
    }

    private static Slice from(Slice text, int index) {
        return new Slice(text.bytes(), text.start() + index, text.end()).trimmed();
    }

    private static Slice upTo(Slice text, int index) {
        return new Slice(text.bytes(), text.start(), text.start() + index).trimmed();
    }
}
