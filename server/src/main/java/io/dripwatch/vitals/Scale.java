package io.dripwatch.vitals;

/**
 * A scale that a person scores at the chair, in whole points.
 *
 * <p>What the points mean stands in {@code server/docs/alarms.md} with the sources.
 */
public enum Scale implements Measure {
    /** Modified Observer's Assessment of Alertness/Sedation: 5 responds readily to the name, 0 not to pain. */
    MOAAS("moaas", "Sedation (MOAA/S)", 0, 5),
    /** Six items of the Clinician-Administered Dissociative States Scale, 0 to 4 each: 0 is none. */
    CADSS6("cadss6", "Dissociation (CADSS-6)", 0, 24),
    /** Numeric rating, 0 none. */
    NAUSEA("nausea", "Nausea", 0, 10),
    /** Numeric rating, 0 none. */
    PAIN("pain", "Pain", 0, 10),
    /** Modified Aldrete, activity: moves 4, 2 or 0 limbs. */
    ALDRETE_ACTIVITY("aldreteActivity", "Aldrete activity", 0, 2),
    /** Modified Aldrete, respiration: breathes deeply and coughs, shallow, apnoea. */
    ALDRETE_RESPIRATION("aldreteRespiration", "Aldrete respiration", 0, 2),
    /** Supplemental oxygen in L/min; 0 is room air. */
    OXYGEN("oxygen", "Oxygen L/min", 0, 15),
    /** Patient Health Questionnaire, nine items: depression, 0 none. */
    PHQ9("phq9", "PHQ-9", 0, 27),
    /** Montgomery-Asberg Depression Rating Scale: 0 none. */
    MADRS("madrs", "MADRS", 0, 60);

    private final String id;
    private final String label;
    private final int lowest;
    private final int highest;

    Scale(String id, String label, int lowest, int highest) {
        this.id = id;
        this.label = label;
        this.lowest = lowest;
        this.highest = highest;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String label() {
        return label;
    }

    public int lowest() {
        return lowest;
    }

    public int highest() {
        return highest;
    }

    /**
     * The scale with this {@link #id()}.
     *
     * @throws IllegalArgumentException naming the id, where none has it
     */
    public static Scale ofId(String id) {
        for (Scale scale : values()) {
            if (scale.id.equals(id)) {
                return scale;
            }
        }
        throw new IllegalArgumentException("expected the id of a scale such as moaas, got " + id);
    }
}
