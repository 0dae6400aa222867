package io.dripwatch.review;

import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.vitals.Metric;
import java.util.Locale;

/** What a limit is called in tables and plots. */
public final class LimitName {
    private LimitName() {}

    /** "SpO2 low", "link lost": without the device, so that all devices of a clinic make one row. */
    public static String of(AlarmKey key) {
        String kind = key.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        Metric metric = key.metric();
        return metric == null ? kind : metric.label() + " " + kind;
    }
}
