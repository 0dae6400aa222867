package io.dripwatch.vitals;

import java.util.Locale;

/** How urgently somebody must come (IEC 60601-1-8 priorities), mildest first. */
public enum Priority {
    /** Awareness is required. */
    LOW,
    /** Prompt response is required. */
    MEDIUM,
    /** Immediate response is required. */
    HIGH;

    /** "high": the word in JSON and YAML. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
