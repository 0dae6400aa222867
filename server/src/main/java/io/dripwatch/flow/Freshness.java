package io.dripwatch.flow;

import io.dripwatch.vitals.Metric;
import java.time.Duration;

/** How old a value may be and still speak for the patient now. */
public final class Freshness {
    private static final Duration CONTINUOUS = Duration.ofSeconds(15);
    private static final Duration LIVE = Duration.ofSeconds(60);
    private static final Duration EPISODIC = Duration.ofMinutes(15);
    private static final Duration PUMP = Duration.ofSeconds(60);

    private Freshness() {}

    /** Older than this when it arrives, and a reading is history only: it moves no alarm and no number on a screen. */
    static Duration live(Metric metric) {
        return episodic(metric) ? EPISODIC : LIVE;
    }

    /** Older than this, and a number on a screen is greyed. */
    public static Duration shown(Metric metric) {
        return episodic(metric) ? EPISODIC.plusMinutes(5) : metric.kind() == Metric.Kind.PUMP ? PUMP : CONTINUOUS;
    }

    /** Whether the metric is measured now and then (a cuff) rather than all the time. */
    public static boolean episodic(Metric metric) {
        return switch (metric) {
            case NIBP_SYS, NIBP_DIA, NIBP_MEAN, NIBP_PULSE, TEMPERATURE -> true;
            case HEART_RATE,
                    PULSE_RATE,
                    SPO2,
                    RESP_RATE,
                    ETCO2,
                    ABP_SYS,
                    ABP_DIA,
                    ABP_MEAN,
                    PUMP_RATE,
                    VOLUME_INFUSED,
                    VOLUME_TO_BE_INFUSED,
                    VOLUME_REMAINING,
                    DRUG_CONCENTRATION,
                    PUMP_WEIGHT -> false;
        };
    }
}
