package io.dripwatch.sim.patient;

/** A vital sign of the simulated body, with how restless it is and how people differ. */
public enum Vital {
    /** Beats a minute. */
    HEART_RATE("heartRate", 2.0, 6.0, 20, 220),
    /** Systolic pressure, mmHg. */
    SYSTOLIC("systolic", 2.0, 6.0, 40, 260),
    /** Diastolic pressure, mmHg. */
    DIASTOLIC("diastolic", 1.5, 4.0, 20, 180),
    /** Saturation, percent. */
    SPO2("spo2", 0.5, 0.7, 40, 100),
    /** Breaths a minute. */
    RESP_RATE("respRate", 1.0, 1.5, 0, 60),
    /** End-tidal carbon dioxide, mmHg. */
    ETCO2("etco2", 1.0, 2.0, 5, 90),
    /** Degrees Celsius. */
    TEMPERATURE("temperature", 0.05, 0.2, 33, 42);

    private final String word;
    private final double restlessness;
    private final double difference;
    private final double lowest;
    private final double highest;

    Vital(String word, double restlessness, double difference, double lowest, double highest) {
        this.word = word;
        this.restlessness = restlessness;
        this.difference = difference;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** The word for it in a story. */
    public String word() {
        return word;
    }

    /** Largest swing up or down within minutes, in the vital's own unit. */
    double restlessness() {
        return restlessness;
    }

    /** Largest distance of one person's resting value from another story's, in the vital's own unit. */
    double difference() {
        return difference;
    }

    /** What breathing that is wholly put down adds to this value; UNCONFIRMED, only the direction is known. */
    double smothered(double value) {
        return switch (this) {
            case RESP_RATE -> -value;
            case SPO2 -> -14;
            case ETCO2 -> 18;
            case HEART_RATE, SYSTOLIC, DIASTOLIC, TEMPERATURE -> 0;
        };
    }

    /** The value, or the nearest one that this simulation lets a body reach. */
    double within(double value) {
        return Math.max(lowest, Math.min(highest, value));
    }
}
